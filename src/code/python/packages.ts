import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { AssetHashType, AssetStaging } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { compile, compileOptions, interpreter } from './bytecode';
import { UV_REQUIREMENT } from '../../private/pins';
import { BuilderFacts } from '../bound-code';
import { attempt } from '../building/built-code';
import { PIP, UV, UV_OR_PIP, UV_PROBE } from '../building/known-tools';
import { works } from '../building/tools';
import { copyDirectory, patternsOf } from '../files';
import { Preparation, quote } from '../managed-runtime';
import { AL2023_GLIBC, glibcOf } from '../runtimes';

/** What says which packages a server needs; the first that is there counts, as it says it most exactly. */
const DECLARATIONS = ['uv.lock', 'requirements.txt', 'pyproject.toml'] as const;

type Declaration = typeof DECLARATIONS[number];

/** What is on developers' machines and no part of a server; some call their virtual environment `.env`. */
const NOT_UPLOADED = ['.venv', 'venv', '.env', '__pycache__', '.pytest_cache', '.mypy_cache', '.ruff_cache', '.idea', '.vscode'];

/** The oldest glibc for which wheels are published. */
const OLDEST_GLIBC_MINOR = 5;

/** Programs of packages start with the path of the build machine's Python. */
const SCRIPTS = 'bin';

const BY_PIP = {
  given: 'packages by pip, which decides by the machine that it runs on what is needed for a version of Python or a system alone',
  expected: 'uv, which decides by the target: "pip install uv"',
};

/** The declaration in a directory. */
export function declarationIn(directory: string): Declaration | undefined {
  return DECLARATIONS.find((name) => fs.existsSync(path.join(directory, name)));
}

/**
 * Installs the packages as wheels for the function's processor and Python, on any machine. The asset's
 * hash is that of the sources, with the declaration among them: so packages are installed again where
 * something has changed, and a release of one of them alone deploys nothing.
 */
export function withPackages(directory: string, declaration: Declaration, runtime: lambda.Runtime): Preparation {
  return {
    tool: { ...declaration === 'uv.lock' ? UV : UV_OR_PIP, advice: () => adviceFor(runtime) },
    hash: AssetHashType.SOURCE,
    exclude: NOT_UPLOADED,
    make: (output, architecture, exclude) => {
      const target = { output, architecture, runtime };
      if (works(UV_PROBE)) {
        installWithUv(directory, declaration, target);
      } else {
        attempt('pip install', [...PIP, 'install', ...pipOptions(directory, declaration, target)], directory);
      }
      fs.rmSync(path.join(output, SCRIPTS), { recursive: true, force: true });
      copyDirectory(directory, output, exclude);
      compile(output, versionOf(runtime));
    },
    container: (architecture, exclude) => ({
      image: runtime.bundlingImage.image,
      platform: architecture.dockerPlatform,
      script: containerScript(declaration, { output: AssetStaging.BUNDLING_OUTPUT_DIR, architecture, runtime }, exclude),
    }),
  };
}

interface Target {
  readonly output: string;
  readonly architecture: lambda.Architecture;
  readonly runtime: lambda.Runtime;
}

function adviceFor(runtime: lambda.Runtime): BuilderFacts['advice'] {
  const version = versionOf(runtime);
  return [
    ...(works(UV_PROBE) ? [] : [BY_PIP]),
    ...(interpreter(version) ? [] : [{
      given: `sources for Python ${version} on a machine without it, on which they are not compiled`,
      expected: `Python ${version} beside ${works(UV_PROBE) ? 'uv' : 'pip'}: a cold start takes up to half as long with compiled sources`,
    }]),
  ];
}

/** uv decides by the target what depends on processor, system and version; pip does by the machine that it runs on. */
function installWithUv(directory: string, declaration: Declaration, target: Target): void {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-packages-'));
  try {
    const locked = path.join(scratch, 'requirements.txt');
    if (declaration === 'uv.lock') {
      attempt('uv export', ['uv', ...exportOptions(locked)], directory);
    }
    attempt('uv pip install', ['uv', ...uvOptions(declaration === 'uv.lock' ? locked : declaration, target)], directory);
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

/** What is locked, without what is for development alone and without the project itself, which is copied. */
function exportOptions(file: string): string[] {
  return ['export', '--frozen', '--no-dev', '--no-emit-project', '--quiet', '--output-file', file];
}

function uvOptions(requirements: string, { output, architecture, runtime }: Target): string[] {
  const libc = glibcOf(runtime) === AL2023_GLIBC ? 'manylinux_2_34' : 'manylinux2014';
  return [
    'pip', 'install', '--quiet', '--target', output, '--link-mode', 'copy', '--only-binary', ':all:',
    '--python-platform', `${machineOf(architecture)}-${libc}`, '--python-version', versionOf(runtime), '-r', requirements,
  ];
}

function pipOptions(directory: string, declaration: Declaration, { output, architecture, runtime }: Target): string[] {
  const newest = Number(glibcOf(runtime).split('.')[1]);
  const platforms = Array.from({ length: newest - OLDEST_GLIBC_MINOR + 1 }, (_, index) => `manylinux_2_${newest - index}_${machineOf(architecture)}`);
  return [
    '--quiet', '--disable-pip-version-check', '--no-compile', '--target', output, '--only-binary=:all:',
    ...[...platforms, `manylinux2014_${machineOf(architecture)}`].flatMap((platform) => ['--platform', platform]),
    '--implementation', 'cp', '--python-version', versionOf(runtime),
    ...(declaration === 'requirements.txt' ? ['-r', declaration] : declared(directory)),
  ];
}

/** pip has no way to install what a project needs without the project. */
function declared(directory: string): string[] {
  const script = [
    'import json',
    'try: import tomllib',
    'except ModuleNotFoundError: from pip._vendor import tomli as tomllib',
    'print(json.dumps(tomllib.load(open("pyproject.toml", "rb")).get("project", {}).get("dependencies", [])))',
  ].join('\n');
  const dependencies = JSON.parse(attempt('reading pyproject.toml', ['python3', '-I', '-c', script], directory)) as string[];
  return ['--', ...dependencies];
}

/** In a container of the runtime there is pip, and from it comes uv. */
function containerScript(declaration: Declaration, target: Target, exclude: string[]): string {
  const locked = '/tmp/requirements.txt';
  const lines = [
    'export HOME=/tmp UV_LINK_MODE=copy',
    `${PIP.join(' ')} install --quiet --target /tmp/uv ${UV_REQUIREMENT}`,
    ...(declaration === 'uv.lock' ? [`/tmp/uv/bin/uv ${exportOptions(locked).join(' ')}`] : []),
    `/tmp/uv/bin/uv ${uvOptions(declaration === 'uv.lock' ? locked : declaration, target).join(' ')}`,
    `rm -rf ${target.output}/${SCRIPTS}`,
    `tar -C ${AssetStaging.BUNDLING_INPUT_DIR} ${patternsOf(exclude).map((pattern) => `--exclude=${quote(pattern)}`).join(' ')} -cf - . | tar -C ${target.output} -xf -`,
    `python3 ${compileOptions(target.output).join(' ')} || true`,
  ];
  return lines.join('\n');
}

function machineOf({ name }: lambda.Architecture): string {
  return name === lambda.Architecture.X86_64.name ? 'x86_64' : 'aarch64';
}

/** `python3.13` to `3.13`. */
function versionOf({ name }: lambda.Runtime): string {
  return name.replace(/^python/, '');
}
