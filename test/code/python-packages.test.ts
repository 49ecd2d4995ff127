import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, AssetStaging, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { elfFile } from './elf-file';
import { callsFile, dockerProgram, pythonPrograms, withPrograms } from './programs';
import { McpAuth, McpLambdaServer, McpLambdaServerProps, McpPythonCodeOptions, McpServerCode } from '../../src';
import { directoryOf, environmentOf } from '../support';

const FASTMCP = { 'fastmcp/__init__.py': '' };

function stackOf(
  programs: string, directory: string, options?: Partial<McpPythonCodeOptions>, props?: Partial<McpLambdaServerProps>, outdir?: string,
): Stack {
  AssetStaging.clearAssetHashCache();
  return withPrograms(programs, () => {
    const stack = new Stack(new App({ outdir }), 'Stack');
    const code = McpServerCode.python(directory, { entry: 'server:mcp', ...options });
    new McpLambdaServer(stack, 'Server', { code, auth: McpAuth.none(), ...props });
    return stack;
  });
}

/** The one asset of code. */
function assetOf(...args: Parameters<typeof stackOf>): string {
  const assembly = (stackOf(...args).node.root as App).synth().directory;
  return path.join(assembly, fs.readdirSync(assembly).find((name) => name.startsWith('asset.'))!);
}

function callsOf(programs: string): string[][] {
  const calls = fs.readFileSync(callsFile(programs), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as string[]);
  return calls.filter((args) => !args.includes('--version') && !args.includes('-c'));
}

test('packages lie beside the sources, and nothing of a developer\'s machine does', () => {
  const directory = directoryOf({
    'server.py': '', 'requirements.txt': 'fastmcp', '.env': 'SECRET=1', '.venv/bin/python': '', '__pycache__/server.pyc': '', 'tools/__init__.py': '',
  });
  const asset = assetOf(pythonPrograms({ installs: FASTMCP }), directory);
  expect(fs.readdirSync(asset).sort()).toEqual(['fastmcp', 'mcp-lambda-start.sh', 'mcp_lambda_start.py', 'requirements.txt', 'server.py', 'tools']);
});

describe('secrets stay on this machine, whatever their directories are called', () => {
  const secrets = { '[id]/.env.local': '', '#h/.env': '', '!n/.env.local': '', "it's/.env.local": '', 'target/.env.local': '' };
  const files = { 'server.py': '', 'requirements.txt': '', '[id]/page.py': '', 'target/page.py': '', ...secrets };
  const copied = ['[id]/page.py', 'requirements.txt', 'server.py', 'target/page.py'];
  const filesIn = (directory: string) => fs.readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)));

  test('where the packages are installed by it', () => {
    const asset = filesIn(assetOf(pythonPrograms({ installs: {} }), directoryOf(files)));
    expect(asset.filter((file) => !/mcp.lambda.start/.test(file)).sort()).toEqual(copied);
  });

  test('where a container does it', () => {
    const directory = directoryOf(files);
    const asset = assetOf(dockerProgram(), directory);
    const [, call] = fs.readFileSync(path.join(asset, 'bootstrap'), 'utf8').split('\n');
    const copies = (JSON.parse(call) as string[]).at(-1)!.split('\n').filter((line) => line.startsWith('tar '));
    const output = directoryOf({});
    execFileSync('sh', ['-ceu', copies.join('\n').replaceAll('/asset-input', directory).replaceAll('/asset-output', output)]);
    expect(filesIn(output).sort()).toEqual(copied);
  });
});

test.each([
  { declares: 'requirements.txt', requirements: 'requirements.txt' },
  { declares: 'pyproject.toml', requirements: 'pyproject.toml' },
])('uv installs what $declares names as wheels for the function', ({ declares, requirements }) => {
  const programs = pythonPrograms({ installs: FASTMCP });
  assetOf(programs, directoryOf({ 'server.py': '', [declares]: '' }), undefined, { architecture: lambda.Architecture.X86_64 });
  expect(callsOf(programs)[0]).toEqual([
    'uv', 'pip', 'install', '--quiet', '--target', expect.stringMatching(/^\//), '--link-mode', 'copy', '--only-binary', ':all:',
    '--python-platform', 'x86_64-manylinux_2_34', '--python-version', '3.13', '-r', requirements,
  ]);
});

test('what is locked counts before all else, without what is for development', () => {
  const programs = pythonPrograms({ installs: FASTMCP });
  assetOf(programs, directoryOf({ 'server.py': '', 'uv.lock': '', 'pyproject.toml': '', 'requirements.txt': '' }));
  const [exported, installed] = callsOf(programs);
  expect(exported).toEqual(['uv', 'export', '--frozen', '--no-dev', '--no-emit-project', '--quiet', '--output-file', expect.stringMatching(/requirements\.txt$/)]);
  expect(installed.at(-1)).toBe(exported.at(-1));
});

test('an older runtime gets wheels for its older glibc', () => {
  const programs = pythonPrograms({ installs: FASTMCP });
  assetOf(programs, directoryOf({ 'server.py': '', 'requirements.txt': '' }), { runtime: lambda.Runtime.PYTHON_3_11 });
  expect(callsOf(programs)[0].join(' ')).toContain('--python-platform aarch64-manylinux2014 --python-version 3.11');
});

test('without uv pip takes every kind of wheel that Lambda\'s glibc loads', () => {
  const programs = pythonPrograms({ installs: FASTMCP, uv: false });
  assetOf(programs, directoryOf({ 'server.py': '', 'pyproject.toml': '' }));
  const call = callsOf(programs)[0];
  expect(call).toEqual(expect.arrayContaining(['--no-compile', '--only-binary=:all:', 'manylinux_2_34_aarch64', 'manylinux_2_17_aarch64', 'manylinux2014_aarch64']));
  expect(call).not.toContain('manylinux_2_35_aarch64');
  expect(call.slice(-6)).toEqual(['--implementation', 'cp', '--python-version', '3.13', '--', 'fastmcp==4.1.0']);
});

test('Python never starts among the modules of the server, which may have the names of its own', () => {
  const programs = pythonPrograms({ installs: FASTMCP, uv: false });
  assetOf(programs, directoryOf({ 'server.py': '', 'pyproject.toml': '', 'json.py': '', 'tokenize.py': '' }));
  const calls = fs.readFileSync(callsFile(programs), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as string[]);
  expect(calls.filter(([program]) => program === 'python3').map(([, option]) => option)).toEqual(expect.arrayContaining(['-I']));
  expect(calls.filter(([program, option]) => program === 'python3' && option !== '-I')).toEqual([]);
});

test('sources are compiled where there is the function\'s Python, and left as they are elsewhere', () => {
  const compiledWith = (version: string) => {
    const programs = pythonPrograms({ installs: FASTMCP, version });
    assetOf(programs, directoryOf({ 'server.py': '', 'requirements.txt': '' }));
    return callsOf(programs).filter((args) => args.includes('compileall'));
  };
  expect(compiledWith('3.13')).toEqual([expect.arrayContaining(['python3', '--invalidation-mode', 'unchecked-hash', '-p', '/var/task'])]);
  expect(compiledWith('3.9')).toEqual([]);
});

test('packages are installed again where something has changed, and only there', () => {
  const programs = pythonPrograms({ installs: FASTMCP });
  const outdir = path.join(directoryOf({}), 'cdk.out');
  const assets = ['1', '1', '2'].map((content) => assetOf(programs, directoryOf({ 'server.py': content, 'requirements.txt': '' }), undefined, undefined, outdir));
  expect(callsOf(programs).filter((args) => args.includes('install'))).toHaveLength(2);
  expect(path.basename(assets[0])).toBe(path.basename(assets[1]));
  expect(fs.readdirSync(outdir).filter((name) => name.startsWith('asset.'))).toHaveLength(2);
});

test('an installation that fails says what the tool said', () => {
  const build = () => assetOf(pythonPrograms({}), directoryOf({ 'server.py': '', 'requirements.txt': '' }));
  expect(build).toThrow(/which was not built, expected a build that succeeds: uv pip install failed:\n {2}x No solution found/);
});

test('a library that Lambda cannot load is an error once it is installed', () => {
  const build = () => assetOf(pythonPrograms({ installs: { 'a.so': elfFile({ versions: ['GLIBC_2.39'] }) } }), directoryOf({ 'server.py': '', 'uv.lock': '' }));
  expect(build).toThrow('a.so, which needs glibc 2.39');
});

test.each([
  { what: 'names no packages', files: {}, options: {} },
  { what: 'is told not to', files: { 'requirements.txt': '' }, options: { installPackages: false } },
])('a directory that $what is uploaded as it is, but for what holds secrets', ({ files, options }) => {
  const programs = pythonPrograms({});
  const asset = assetOf(programs, directoryOf({ 'server.py': '', '.env': '', ...files as Record<string, string> }), { entry: 'server.py', ...options });
  expect(fs.readdirSync(asset).sort()).toEqual(['mcp-lambda-start.sh', ...Object.keys(files), 'server.py']);
  expect(fs.existsSync(callsFile(programs))).toBe(false);
});

test('an object of a module is served at the server\'s own path, without sessions and with JSON, unless the user says otherwise', () => {
  const served = (given: Record<string, string>) => environmentOf(Template.fromStack(stackOf(pythonPrograms({}), directoryOf({ 'server.py': '' }), {}, { environment: given })));
  expect(served({})).toMatchObject({ FASTMCP_STATELESS_HTTP: 'true', FASTMCP_JSON_RESPONSE: 'true', FASTMCP_STREAMABLE_HTTP_PATH: '/mcp' });
  expect(served({ FASTMCP_JSON_RESPONSE: 'false' })).toMatchObject({ FASTMCP_JSON_RESPONSE: 'false' });
});

test('a file is told nothing of FastMCP', () => {
  const environment = environmentOf(Template.fromStack(stackOf(pythonPrograms({}), directoryOf({ 'server.py': '' }), { entry: 'server.py' })));
  expect(Object.keys(environment).filter((name) => name.startsWith('FASTMCP'))).toEqual([]);
});

test.each(['server:mcp', 'pkg.server:factory.app', 'tools:mcp'])('%s is found in the directory or in src', (entry) => {
  const directory = directoryOf({ 'server.py': '', 'src/pkg/server.py': '', 'src/tools/__init__.py': '' });
  expect(() => stackOf(pythonPrograms({}), directory, { entry })).not.toThrow();
});
