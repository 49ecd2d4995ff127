import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { AppSource, homeOf } from './find-app';
import { isWithin } from './is-within';

/** What a build has left: a directory to remove, or why that stays. */
export type BuildOutput =
  | { readonly directory: string; readonly keptBecause?: undefined }
  | { readonly directory: string; readonly keptBecause: string };

/**
 * The directory that the app is synthesised to, if it is there. It goes as a whole, and "output" of cdk.json may name any directory:
 * so it must be a cloud assembly, and hold nothing that the CDK has not written.
 */
export function buildOutput(directory: string | undefined, source: AppSource, cwd: string): BuildOutput | undefined {
  if (directory === undefined || !existsSync(directory)) return undefined;
  const real = realpathSync(directory);
  const held = [
    ['the CDK app', source.directory], ['the project', homeOf(source)], ['the current directory', cwd], ['your home directory', homedir()],
  ].find(([, path]) => isWithin(realOf(path), real));
  if (held) return { directory, keptBecause: `${held[0]} is in it` };
  if (!isCloudAssembly(real)) return { directory, keptBecause: 'it is no cloud assembly of the CDK' };
  const foreign = readdirSync(real).find((name) => !OF_THE_CDK.test(name));
  return foreign === undefined ? { directory: real } : { directory, keptBecause: `${foreign} in it is not the CDK's` };
}

/**
 * What synthesis and publishing write into an assembly: its own files, reports, those of stacks, assets, the assemblies of stages, and locks.
 * A run that has ended in the midst of its work leaves a lock, too, or the file that was to be renamed to one.
 */
const OF_THE_CDK = new RegExp(`^(${[
  'manifest\\.json', 'cdk\\.out', 'tree\\.json', 'trees-\\d+\\.json', '(policy-)?validation-report\\.(json|txt)',
  'iam-policy-report\\.(json|txt)', '.+\\.(template|assets|metadata)\\.json', 'asset\\..+', 'bundling-temp-.+', 'assembly-.+', '\\.(hotswap-)?cache',
  '(synth|read\\..+)\\.lock(\\.\\d+_\\d+)?',
].join('|')})$`);

/**
 * Other programs have a `manifest.json` too: an assembly's says the version of its schema and lists its artifacts, each with a type,
 * and the CDK writes a file `cdk.out` beside it.
 */
function isCloudAssembly(directory: string): boolean {
  if (!existsSync(join(directory, 'cdk.out'))) return false;
  try {
    const { version, artifacts } = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as { version?: unknown; artifacts?: unknown };
    return typeof version === 'string' && /^\d+\.\d+\.\d+/.test(version) && isListOfArtifacts(artifacts);
  } catch {
    return false;
  }
}

function isListOfArtifacts(artifacts: unknown): boolean {
  return typeof artifacts === 'object' && artifacts !== null && !Array.isArray(artifacts)
    && Object.values(artifacts).every((artifact: unknown) => typeof (artifact as { type?: unknown } | null)?.type === 'string');
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Of what does not exist, nothing can be lost.
    return path;
  }
}
