import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CompiledApp } from './workspace';

/** The context that the CDK's command line gives to every app; without its analytics, which add the same to each stack. */
const CONTEXT = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };

/** The part of a template that is compared. */
interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
}

/** What a synthesis has made. */
export interface Templates {
  /** Of all templates together, as they are uploaded. */
  readonly bytes: number;
  /** Of every resource, with repetitions, in alphabetical order. */
  readonly types: readonly string[];
}

/** Runs the app in a process of its own, into the directory, and returns how long that took in milliseconds. */
export async function synthesise({ directory, file }: CompiledApp, outdir: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [file], {
    cwd: directory,
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(CONTEXT) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const errors = text(child.stderr);
  const [code] = await once(child, 'exit') as [number | null];
  const ms = performance.now() - started;
  if (code !== 0) throw new Error(`${join(directory, file)} was not synthesised:\n${(await errors).trim()}`);
  return ms;
}

/** Reads the templates of an assembly. */
export function templatesIn(outdir: string): Templates {
  const texts = readdirSync(outdir)
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => readFileSync(join(outdir, name), 'utf8'));
  return {
    bytes: texts.reduce((sum, template) => sum + Buffer.byteLength(template), 0),
    types: texts.flatMap((template) => Object.values((JSON.parse(template) as Template).Resources).map(({ Type }) => Type)).sort(),
  };
}
