import { existsSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { Candidate, toldBy } from './candidate';
import { tableOf, textOf } from './toml-file';
import { readJsonFile } from '../../project/json-file';

/** The MCP libraries of Node.js. */
const LIBRARIES = ['@modelcontextprotocol/server', '@modelcontextprotocol/sdk', 'fastmcp', 'mcp-framework', '@modelcontextprotocol/node'];

/** What servers are called where a manifest names none, the likeliest first. */
const USUAL_NAMES = ['server', 'index', 'main', 'app'];

const SOURCES = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/** Where compilers write. */
const OUTPUT = /^(?:dist|build|lib|out)[\\/]/;

/** The package in a directory; `package.json` of the CDK app itself is in another one. */
export function detectNodejs(directory: string): Candidate | undefined {
  const file = 'package.json';
  if (!existsSync(join(directory, file))) return undefined;
  const manifest = tableOf({ manifest: readJsonFile(join(directory, file)) }, 'manifest');
  const dependencies = Object.keys(tableOf(manifest, 'dependencies'));
  const named = namedPrograms(manifest).flatMap((program) => sourceOf(directory, program) ?? []);
  const usual = ['src', ''].flatMap((folder) => USUAL_NAMES.flatMap((name) => SOURCES.map((ending) => join(folder, name + ending))));
  const programs = [...new Set([...named, ...usual.filter((program) => isFile(directory, program))])].map(slashed);
  return {
    kind: 'nodejs',
    file,
    ...toldBy(manifest, LIBRARIES, dependencies),
    programs,
    certain: named.length > 0 || programs.length === 1,
  };
}

/** What the scripts start, then what the manifest calls its program. */
function namedPrograms(manifest: Readonly<Record<string, unknown>>): string[] {
  const scripts = tableOf(manifest, 'scripts');
  const started = ['start', 'dev', 'serve'].flatMap((name) => startedBy(textOf(scripts[name]) ?? ''));
  const bin = textOf(manifest.bin) ?? textOf(Object.values(tableOf(manifest, 'bin'))[0]);
  return [...started, textOf(manifest.main), bin].flatMap((program) => (program === undefined ? [] : [normalize(program)]));
}

/** The files that a script hands to a program such as `node` or `tsx`. */
function startedBy(script: string): string[] {
  return /\b(?:node|tsx|ts-node|nodemon|bun)\b/.test(script) ? script.split(/[\s'"]+/).filter((word) => /\.[cm]?[jt]s$/.test(word)) : [];
}

/** The source of what a manifest names, since that may be compiled, or not be there yet. */
function sourceOf(directory: string, program: string): string | undefined {
  if (program.startsWith('..')) return undefined;
  const stem = program.replace(/\.[cm]?[jt]s$/, '');
  const source = stem.replace(OUTPUT, '');
  const sources = OUTPUT.test(program)
    ? [join('src', source), source, source.replace(/^src[\\/]/, '')].flatMap((name) => SOURCES.map((ending) => name + ending))
    : [];
  return [...sources, program, ...SOURCES.map((ending) => stem + ending)].find((name) => isFile(directory, name));
}

function isFile(directory: string, program: string): boolean {
  return statSync(join(directory, program), { throwIfNoEntry: false })?.isFile() ?? false;
}

const slashed = (program: string) => program.replaceAll('\\', '/');
