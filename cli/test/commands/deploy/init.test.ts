import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { project, removeProjects, write } from '../../init/project-files';
import { Printed, printedBy, spawnDev } from '../dev-process';

afterEach(removeProjects);

// Each test starts Node and the compiler of TypeScript.
jest.setTimeout(60_000);

const SERVER = { 'requirements.txt': 'fastmcp\n', 'server.py': 'from fastmcp import FastMCP\nmcp = FastMCP("x")\n' };

const init = async (directory: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = process.env): Promise<Printed> =>
  printedBy(spawnDev(directory, ['deploy', 'init', '--no-install', ...args], env));

const files = (directory: string) => readdirSync(join(directory, '.pmcp'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.\w+$/.test(file)).sort();

/** One message without a stack trace, and the exit code of mistakes. */
function expectMistake({ code, err }: Printed, message: RegExp): void {
  expect(err).toMatch(message);
  expect(err).toMatch(/^mcp-lambda: /);
  expect(err).not.toMatch(/\n\s+at /);
  expect(code).toBe(1);
}

const CDK_APP = ['cdk/bin/app.ts', 'cdk/cdk.json', 'cdk/lib/stack.ts', 'cdk/package.json', 'cdk/tsconfig.json'];

test('it writes deploy.toml and the CDK app, and says what comes next', async () => {
  const directory = project(SERVER, 'Größe 1');
  const { code, out, err } = await init(directory, ['--target', 'aws-lambda', '--region', 'eu-central-1']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe([
    'python (requirements.txt with fastmcp): server:mcp, which answers at /mcp',
    '  wrote     .pmcp/deploy.toml',
    '  wrote     .pmcp/.gitignore',
    '  wrote     .pmcp/cdk/bin/app.ts',
    '  wrote     .pmcp/cdk/lib/stack.ts',
    '  wrote     .pmcp/cdk/package.json',
    '  wrote     .pmcp/cdk/tsconfig.json',
    '  wrote     .pmcp/cdk/cdk.json',
    'Next:',
    '  npm install --prefix .pmcp/cdk',
    '  npx mcp-lambda dev       serves it on this machine',
    '  npx mcp-lambda deploy    deploys it',
    '',
  ].join('\n'));
  expect(files(directory)).toEqual(['.gitignore', ...CDK_APP, 'deploy.toml']);
  expect(readFileSync(join(directory, '.pmcp/deploy.toml'), 'utf8')).toMatch(/^name = "Grosse-1"$/m);
  const library = JSON.parse(readFileSync(join(__dirname, '../../../../package.json'), 'utf8')) as { version: string };
  expect(JSON.parse(readFileSync(join(directory, '.pmcp/cdk/package.json'), 'utf8'))).toMatchObject({ dependencies: { 'cdk-mcp-lambda': `^${library.version}` } });
});

test('the tools that it looks for are started outside of the project, whose files they would run', async () => {
  const recording = '#!/bin/sh\npwd >> "$(dirname "$0")/where"\nexit 1\n';
  const programs = project({ python3: recording, uv: recording, cargo: recording });
  ['python3', 'uv', 'cargo'].forEach((name) => chmodSync(join(programs, name), 0o755));
  const env = { ...process.env, PATH: `${programs}:/usr/bin:/bin` };
  const python = await init(project(SERVER), ['--no-cdk'], env);
  expect(python.out).toContain('missing: uv or pip, with which the server is built');
  const rust = { 'Cargo.toml': '[package]\nname = "a"\nversion = "1.0.0"\nedition = "2021"\n[dependencies]\nrmcp = "1"\n', 'src/main.rs': '' };
  expect((await init(project(rust), ['--no-cdk'], env)).out).toContain('missing: cargo-lambda');
  // uv, Python and pip; cargo for its metadata, and with lambda.
  expect(readFileSync(join(programs, 'where'), 'utf8')).toBe('/\n'.repeat(4));
});

test('with --no-cdk there is deploy.toml alone', async () => {
  const directory = project(SERVER);
  expect((await init(directory, ['--no-cdk'])).code).toBe(0);
  expect(files(directory)).toEqual(['.gitignore', 'deploy.toml']);
});

test('a second run keeps what was changed, says so, and rewrites the rest', async () => {
  const directory = project(SERVER);
  await init(directory, ['--name', 'tools', '--auth', 'none']);
  write(directory, { '.pmcp/cdk/lib/stack.ts': '// mine\n' });
  const second = await init(directory, ['--auth', 'cognito']);
  expect(second.out).toMatch(/^ {2}rewrote {3}\.pmcp\/deploy\.toml$/m);
  expect(second.out).toMatch(/^ {2}kept {6}\.pmcp\/cdk\/lib\/stack\.ts \(you have changed it; --force overwrites it\)$/m);
  expect(second.out).toMatch(/^ {2}unchanged \.pmcp\/cdk\/bin\/app\.ts$/m);
  expect(readFileSync(join(directory, '.pmcp/deploy.toml'), 'utf8')).toMatch(/^name = "tools"$/m);
  expect(readFileSync(join(directory, '.pmcp/cdk/lib/stack.ts'), 'utf8')).toBe('// mine\n');
  const forced = await init(directory, ['--force']);
  expect(forced.out).toMatch(/^ {2}overwrote \.pmcp\/cdk\/lib\/stack\.ts$/m);
  expect(readFileSync(join(directory, '.pmcp/cdk/lib/stack.ts'), 'utf8')).toContain('class ServerStack');
});

test('which server was taken, and how another one is chosen, is said', async () => {
  const directory = project({ ...SERVER, 'package.json': '{"scripts": {"start": "node web.js"}}', 'web.js': '' });
  expect((await init(directory, ['--no-cdk'])).out).toMatch(/^ {2}not taken: nodejs \(package\.json\)\. Choose by --kind nodejs$/m);
  expect((await init(directory, ['--no-cdk', '--kind', 'nodejs'])).out).toMatch(/^nodejs \(package\.json\): web\.js, /);
});

test('a Dockerfile alone is an image, and the line that it lacks is said', async () => {
  const directory = project({ Dockerfile: 'FROM scratch\n' });
  // A program that is here stands for Docker.
  const env = { ...process.env, CDK_DOCKER: process.execPath };
  const first = await init(directory, ['--no-cdk'], env);
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toMatch(/^image \(Dockerfile\), which answers at \/mcp$/m);
  expect(first.out).toMatch(/^missing: the Lambda Web Adapter in the Dockerfile, .*: COPY --from=\S+ \/lambda-adapter \/opt\/extensions\/lambda-adapter$/m);
  expect(first.out).toMatch(/mcp-lambda dev --command "…"/);
  expect(readFileSync(join(directory, '.pmcp/deploy.toml'), 'utf8')).toMatch(/^kind = "image"$/m);
  write(directory, { Dockerfile: `FROM scratch\n${/COPY --from=.*/.exec(first.out)![0]}\n` });
  expect((await init(directory, ['--no-cdk'], env)).out).not.toMatch(/missing/);
  expect((await init(directory, ['--no-cdk'], { ...process.env, PATH: '/nowhere', CDK_DOCKER: undefined })).out)
    .toMatch(/^missing: Docker, with which the server is built: https:\/\/docs\.docker\.com\/\S+, or set CDK_DOCKER /m);
});

test('what is missing to build it is named with the way to get it', async () => {
  const directory = project({ 'Cargo.toml': '[package]\nname = "calc"\n[dependencies]\npmcp = "2"\n', 'src/main.rs': '' });
  const { code, out } = await init(directory, [], { ...process.env, PATH: '/nowhere' });
  expect(code).toBe(0);
  expect(out).toMatch(/^missing: cargo-lambda, .*"pip install cargo-lambda"/m);
});

test.each<[string, string[], RegExp]>([
  ['another target', ['--target', 'pmcp-run'], /aws-lambda/],
  ['an argument', ['calc'], /unexpected argument 'calc'/],
  ['an empty name', ['--name', ''], /empty/],
  ['a name that AWS does not take', ['--name', 'größe'], /--name größe: .*a letter/],
  ['another auth', ['--auth', 'basic'], /cognito, custom, none/],
])('%s is a mistake that is named, with the way to the help', async (_, args, message) => {
  const directory = project(SERVER);
  const printed = await init(directory, args);
  expectMistake(printed, message);
  expect(printed.err).toMatch(/\n\(see mcp-lambda deploy init --help\)\n$/);
  expect(existsSync(join(directory, '.pmcp'))).toBe(false);
});

test('a directory without a server is a mistake, and nothing is written', async () => {
  const directory = project();
  expectMistake(await init(directory), /No MCP server was found in .*\n.*Cargo\.toml/);
  expect(readdirSync(directory)).toEqual([]);
});

test('a project that cannot be written is a mistake that leaves it as it was', async () => {
  const directory = project({ ...SERVER, '.pmcp': 'a file' });
  expectMistake(await init(directory), /Nothing was written to .*\.pmcp.*: a file has the name of a directory/);
  expect(readdirSync(directory).sort()).toEqual(['.pmcp', 'requirements.txt', 'server.py']);
});

test('a link in the place of .pmcp, or of a directory in it, is a mistake: nothing is written elsewhere', async () => {
  const elsewhere = project();
  const linked = project(SERVER);
  symlinkSync(elsewhere, join(linked, '.pmcp'));
  expectMistake(await init(linked), /Nothing was written: .*\.pmcp is a link, and files are written into the project alone/);
  const below = project({ ...SERVER, '.pmcp/note.txt': '' });
  symlinkSync(elsewhere, join(below, '.pmcp/cdk'));
  expectMistake(await init(below), /Nothing was written: .*\.pmcp\/cdk is a link/);
  expect(readdirSync(elsewhere)).toEqual([]);
  expect(readdirSync(join(below, '.pmcp')).sort()).toEqual(['cdk', 'note.txt']);
});

test('packages are installed without their scripts, and not at all by a manifest or settings that it has not written: it says the command', async () => {
  const bin = project({ npm: '#!/bin/sh\necho "$@" >> "$(dirname "$0")/calls"\n' });
  chmodSync(join(bin, 'npm'), 0o755);
  const run = async (directory: string) => printedBy(spawnDev(directory, ['deploy', 'init'], { ...process.env, PATH: `${bin}:/usr/bin:/bin` }));
  const calls = () => existsSync(join(bin, 'calls')) ? readFileSync(join(bin, 'calls'), 'utf8').trim().split('\n') : [];
  const kept = project({ ...SERVER, '.pmcp/cdk/package.json': '{"scripts":{"preinstall":"touch was-run"}}' });
  const settings = project({ ...SERVER, '.pmcp/cdk/.npmrc': 'git=./evil\n' });
  expect((await run(kept)).out).toMatch(/^not installed: .* \.pmcp\/cdk\/package\.json, which.*\n(?:.*\n)*Next:\n {2}npm install --prefix \.pmcp\/cdk\n/m);
  expect((await run(settings)).out).toMatch(/^not installed: .* \.pmcp\/cdk\/\.npmrc, which.*\n(?:.*\n)*Next:\n {2}npm install --prefix \.pmcp\/cdk\n/m);
  expect(calls()).toEqual([]);
  expect((await run(project(SERVER))).out).not.toMatch(/npm install/);
  expect(calls()).toEqual([expect.stringMatching(/^install --ignore-scripts /)]);
});

test('a home directory is not needed', async () => {
  const { HOME: _, AWS_REGION: __, AWS_DEFAULT_REGION: ___, ...env } = process.env;
  const directory = project(SERVER);
  expect(await init(directory, ['--no-cdk'], { ...env, USERPROFILE: '' })).toMatchObject({ code: 0, err: '' });
  expect(readFileSync(join(directory, '.pmcp/deploy.toml'), 'utf8')).toMatch(/^region = "/m);
});

test('the region is that of the profile', async () => {
  const home = project({ '.aws/config': '[default]\nregion = eu-west-3\n[profile work]\nregion = ap-southeast-2\n' });
  const { AWS_REGION: _, AWS_DEFAULT_REGION: __, AWS_PROFILE: ___, ...env } = process.env;
  const region = async (args: string[]) => {
    const directory = project(SERVER);
    await init(directory, ['--no-cdk', ...args], { ...env, HOME: home });
    return /^region = "(.*)"$/m.exec(readFileSync(join(directory, '.pmcp/deploy.toml'), 'utf8'))?.[1];
  };
  expect(await region([])).toBe('eu-west-3');
  expect(await region(['--profile', 'work'])).toBe('ap-southeast-2');
  expect(await region(['--profile', 'work', '--region', 'us-west-2'])).toBe('us-west-2');
});

test('npm that fails is told with its own words, and all files are there', async () => {
  const directory = project(SERVER);
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\necho "npm error network is down" >&2\nexit 7\n');
  chmodSync(join(bin, 'npm'), 0o755);
  const printed = await printedBy(spawnDev(directory, ['deploy', 'init'], { ...process.env, PATH: bin }));
  expectMistake(printed, /were not installed: npm install ended with exit code 7\n {2}\| npm error network is down\n.*--no-cdk/);
  expect(files(directory)).toEqual(['.gitignore', ...CDK_APP, 'deploy.toml']);
  rmSync(bin, { recursive: true });
  expectMistake(await printedBy(spawnDev(directory, ['deploy', 'init'], { ...process.env, PATH: bin })), /npm was not found: it comes with Node\.js/);
});
