import * as path from 'node:path';
import { directoryOf } from '../support';

/**
 * Runs with these programs alone, as on a machine that has no others: the running program, beside which packages are
 * looked for, is one of them. CDK looks for Docker by itself, by the same variable.
 */
export function withPrograms<T>(programs: string, action: () => T): T {
  const { PATH, CDK_DOCKER } = process.env;
  const [, program] = process.argv;
  process.argv[1] = path.join(programs, 'app.js');
  Object.assign(process.env, { PATH: programs, CDK_DOCKER: path.join(programs, 'docker') });
  try {
    return action();
  } finally {
    process.argv[1] = program;
    process.env.PATH = PATH;
    if (CDK_DOCKER === undefined) {
      delete process.env.CDK_DOCKER;
    } else {
      process.env.CDK_DOCKER = CDK_DOCKER;
    }
  }
}

/** No program at all. */
export function noPrograms(): string {
  return directoryOf({});
}

/** What a stand-in for cargo with cargo-lambda knows and makes; the real ones build in `test/build`. */
export interface Cargo {
  readonly binaries?: string[];
  readonly features?: string[];
  readonly defaultRun?: string;

  /** What it builds; without it, the build fails. */
  readonly bootstrap?: string | Buffer;

  /** What it says of a manifest, which it then refuses. */
  readonly complaint?: string;

  /** Without it, cargo is there alone. */
  readonly lambda?: boolean;
}

/** A directory with a `cargo` of which the answers are known. It writes how it was called beside itself, to `calls`. */
export function cargoProgram({ binaries = ['server'], features = [], defaultRun, bootstrap, complaint, lambda = true }: Cargo): string {
  return directoryOf({
    executable: bootstrap ?? '',
    cargo: `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
fs.appendFileSync(__dirname + '/calls', JSON.stringify(args) + '\\n');
if (args[0] === 'metadata') {
  ${complaint === undefined ? '' : `console.error(${JSON.stringify(complaint)}); process.exit(101);`}
  console.log(JSON.stringify({ workspace_root: process.cwd(), packages: [{
    manifest_path: fs.realpathSync('Cargo.toml'),
    default_run: ${JSON.stringify(defaultRun ?? null)},
    features: ${JSON.stringify(Object.fromEntries(features.map((name) => [name, []])))},
    targets: [{ kind: ['lib'], name: 'tools' }, ...${JSON.stringify(binaries)}.map((name) => ({ kind: ['bin'], name }))],
  }] }));
} else if (args[0] === 'lambda' && ${!lambda}) {
  process.exit(101);
} else if (args[1] === 'build') {
  ${bootstrap === undefined ? 'console.error("   Compiling server v1.0.0\\n\\u001b[1m\\u001b[31merror[E0425]\\u001b[0m: cannot find value `x`"); process.exit(101);' : ''}
  const output = args.find((arg) => arg.startsWith('--lambda-dir=')).slice('--lambda-dir='.length);
  fs.copyFileSync(__dirname + '/executable', output + '/bootstrap');
  fs.chmodSync(output + '/bootstrap', 0o755);
}
`,
  });
}

/** A directory with a `docker` that writes a `bootstrap` which holds how it was called, as JSON in its second line. */
export function dockerProgram(): string {
  return directoryOf({
    docker: `#!${process.execPath}
if (process.argv[2] === 'run') {
  const volume = process.argv.find((arg) => arg.includes(':/asset-output'));
  require('node:fs').writeFileSync(volume.split(':')[0] + '/bootstrap', '#!/bin/sh\\n' + JSON.stringify(process.argv.slice(2)), { mode: 0o755 });
}`,
  });
}

/** The crate beside it. */
export function crateDirectory(manifest = '[package]\nname = "server"\n', files: Record<string, string> = {}): string {
  return directoryOf({ 'Cargo.toml': manifest, ...files });
}

/** How a program was called, without its probes. */
export function callsFile(programs: string): string {
  return path.join(programs, 'calls');
}

/** What stand-ins for uv and Python do; the real ones install in `test/build`. */
export interface Python {
  /** Files that an installation makes, but for those below `bin`; without it, the installation fails. */
  readonly installs?: Record<string, string | Buffer>;
  readonly uv?: boolean;
  readonly pip?: boolean;

  /** The version of the interpreter. */
  readonly version?: string;
}

/** A directory with `uv` and `python3`, which write how they were called beside themselves, to `calls`. */
export function pythonPrograms({ installs, uv = true, pip = true, version = '3.13' }: Python): string {
  const program = `#!${process.execPath}
const fs = require('node:fs');
const path = require('node:path');
const args = process.argv.slice(2).filter((arg) => arg !== '-I');
const name = path.basename(process.argv[1]);
fs.appendFileSync(__dirname + '/calls', JSON.stringify([name, ...process.argv.slice(2)]) + '\\n');
if (args[0] === '-c' && args[1].includes('version_info')) {
  process.exit(args[1].includes('!= "${version}"') ? 0 : 1);
} else if (args[0] === '-c') {
  console.log('["fastmcp==4.1.0"]');
} else if (args.includes('pip') && args.includes('--version')) {
  process.exit(${pip ? 0 : 1});
} else if (args.includes('export')) {
  fs.writeFileSync(args[args.indexOf('--output-file') + 1], 'fastmcp==4.1.0\\n');
} else if (args.includes('install')) {
  ${installs === undefined ? 'console.error("  x No solution found when resolving dependencies"); process.exit(1);' : ''}
  const output = args[args.indexOf('--target') + 1];
  for (const [file, content] of Object.entries(${JSON.stringify(Object.fromEntries(Object.entries({ 'bin/uvicorn': '#!/builder/python', ...installs })
    .map(([file, content]) => [file, Buffer.from(content).toString('base64')])))})) {
    fs.mkdirSync(path.dirname(path.join(output, file)), { recursive: true });
    fs.writeFileSync(path.join(output, file), Buffer.from(content, 'base64'));
  }
}
`;
  return directoryOf({ ...(uv ? { uv: program } : {}), python3: program });
}
