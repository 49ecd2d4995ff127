import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, realpathSync, renameSync, symlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cached, cachedPath } from './cache';

const ROOT = resolve(__dirname, '../../..');

/** What is made where an example is used, and so no part of its sources. */
const MADE_THERE = ['build', 'cdk.out', 'node_modules', 'target'];

/** Lines of a command's output that say what was wrong. */
const ERROR_LINES = 15;

type Command = readonly [program: string, ...args: string[]];

/** How an example is built for this machine. */
interface Recipe {
  /** Answers with what the build depends on beside the sources. */
  readonly toolchain: Command;
  /** What needs a package registry: where it fails, there is nothing to test. */
  readonly install: Command;
  /** What must succeed. */
  readonly build: Command;
  /** A file that the build has made. */
  readonly file: string;
}

const RECIPES = {
  'rust-pmcp': {
    toolchain: ['cargo', '--version'],
    install: ['cargo', 'fetch', '--locked'],
    build: ['npm', 'run', '--silent', 'build:local'],
    file: 'build/bootstrap',
  },
  'python': {
    toolchain: ['python3', '--version'], // wheels are for one version of Python
    install: ['npm', 'run', '--silent', 'packages'],
    build: ['npm', 'run', '--silent', 'build:server'],
    file: 'build/server.py',
  },
} satisfies Record<string, Recipe>;

/** An example that is built here, beside the quickstart. */
export type ExampleName = keyof typeof RECIPES;

/**
 * The CDK app's directory, or why there is none. It is a copy: the app is in it as users have it, with
 * its server in `build`, made for this machine. Assemblies belong elsewhere, since tests share it.
 */
export type BuiltExample = { readonly directory: string } | { readonly error: string };

/** The architecture in the template that this machine can run, which the apps take from the environment. */
export const LOCAL_ARCHITECTURE = { ARCHITECTURE: process.arch === 'arm64' ? 'arm64' : 'x86_64' };

/**
 * The built example; made once on a machine for its sources, which takes minutes for Rust, and then
 * found. The call waits, so that a test's file can use it while it loads, and skip where packages could
 * not be installed; it throws where they could, and the example does not build.
 */
export function builtExample(name: ExampleName): BuiltExample {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, ['--import', 'tsx', __filename, name], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw error ?? new Error(stderr.trim());
  return JSON.parse(stdout) as BuiltExample;
}

class NotInstalled extends Error {}

async function build(name: ExampleName): Promise<BuiltExample> {
  const recipe: Recipe = RECIPES[name];
  const source = join(ROOT, 'examples', name);
  try {
    const file = await cached({
      key: `example-${name}-${fingerprint(source, run(recipe.toolchain, ROOT))}`,
      file: recipe.file,
      make: async (directory) => {
        copySources(source, directory);
        run(recipe.install, directory);
        attempt(recipe.build, directory);
      },
    });
    const directory = resolve(file, '../..');
    linkPackages(directory);
    return { directory };
  } catch (error) {
    if (error instanceof NotInstalled) return { error: error.message };
    throw error;
  }
}

function copySources(source: string, directory: string): void {
  for (const file of sourcesOf(source)) {
    cpSync(join(source, file), join(directory, file));
  }
}

/** Other sources, or another toolchain, are another example. */
function fingerprint(source: string, toolchain: string): string {
  const hash = createHash('sha256').update(`${toolchain}\n${process.arch}\n`);
  for (const file of sourcesOf(source)) {
    hash.update(`${file}\n`).update(readFileSync(join(source, file))).update('\n');
  }
  return hash.digest('hex').slice(0, 16);
}

function sourcesOf(directory: string, below = ''): string[] {
  return readdirSync(join(directory, below), { withFileTypes: true })
    .filter(({ name }) => !MADE_THERE.includes(name))
    .sort((one, other) => one.name < other.name ? -1 : 1)
    .flatMap((entry) => {
      const file = join(below, entry.name);
      return entry.isDirectory() ? sourcesOf(directory, file) : [file];
    });
}

/** The copy may be older than this checkout, and then has the packages of another one. */
function linkPackages(directory: string): void {
  const link = join(directory, 'node_modules');
  const packages = join(ROOT, 'node_modules');
  if (existsSync(link) && realpathSync(link) === realpathSync(packages)) return;
  const aside = `${link}.${randomUUID()}`;
  symlinkSync(packages, aside);
  renameSync(aside, link);
}

function run(command: Command, cwd: string): string {
  try {
    return attempt(command, cwd);
  } catch (error) {
    throw new NotInstalled((error as Error).message);
  }
}

function attempt([program, ...args]: Command, cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    // Shared by all versions of an example: only what has changed is compiled again.
    env: { ...process.env, CARGO_TARGET_DIR: dirname(cachedPath({ key: 'example-target', file: '.here' })) },
  });
  if (status !== 0) {
    const output = error?.message ?? stderr.trim().split('\n').slice(-ERROR_LINES).join('\n');
    throw new Error(`${[program, ...args].join(' ')} failed:\n${output}`);
  }
  return stdout;
}

if (require.main === module) {
  setPriority(10); // what else runs on the machine goes first
  build(process.argv[2] as ExampleName).then((built) => console.log(JSON.stringify(built)), (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
