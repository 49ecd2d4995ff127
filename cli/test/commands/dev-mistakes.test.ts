import { CommonSpawnOptions, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembly, Printed, printedBy, spawnDev } from './dev-process';

/** For surroundings in which the loader of TypeScript does not work. */
const COMPILED = join(__dirname, '../../bin/mcp-lambda');

const piped: CommonSpawnOptions = { stdio: ['ignore', 'pipe', 'pipe'] };

let directory: string;

beforeEach(() => { directory = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'))); });

afterEach(() => rmSync(directory, { recursive: true, force: true }));

const run = async (args: readonly string[]): Promise<Printed> => printedBy(spawnDev(directory, args));

/** One message without a stack trace, and the exit code of mistakes. */
function expectMistake({ code, err }: Printed, message: RegExp): void {
  expect(err).toMatch(message);
  expect(err).toMatch(/^mcp-lambda: /);
  expect(err).not.toMatch(/\n\s+at /);
  expect(code).toBe(1);
}

test.each<[string[], RegExp]>([
  [['dev', '--port', 'http'], /A port is a number from 0 to 65535/],
  [['dev', '--port', '65536'], /A port is a number from 0 to 65535/],
  [['dev', '--host', '0.0.0.0'], /unknown option '--host'/],
  [['deploi'], /unknown command 'deploi'/],
  [['dev', 'extra'], /unexpected argument 'extra'/],
  [['dev', '--app', ''], /'--app <command\|dir>' .* empty/],
  [['dev', '--cdk-out', ''], /'--cdk-out <dir>' .* empty/],
  [['dev', '--stack', ''], /'--stack <name>' .* empty/],
  [['dev', '--server', ''], /'--server <name>' .* empty/],
  [['dev', '--command', ' '], /'--command <cmd>' .* empty/],
  [['dev', '--watch', ''], /'--watch <file\|dir>' .* empty/],
  [['dev', '--idle-timeout', '0'], /a whole number from 1 to 86400/],
  [['dev', '--idle-timeout', '86401'], /a whole number from 1 to 86400/],
  [['dev', '--allow-host', 'https://a.example.com'], /without https:/],
  [['dev', '--allow-origin', 'a.example.com'], /An origin is a scheme and a host/],
  [['dev', '--allow-origin', 'https://a.example.com/mcp'], /without a path/],
  [['dev', '--allow-origin', '*'], /An origin is a scheme and a host/],
  [['dev', '--max-instances', '0'], /a whole number from 1 to 1000/],
  [['dev', '--app', '.', '--cdk-out', '.'], /--app and --cdk-out/],
])('%j is a mistake in the usage: it is named, with the way to the help', async (args, message) => {
  const printed = await run(args);
  expectMistake(printed, message);
  expect(printed.err).toMatch(/\n\(see mcp-lambda (dev )?--help\)\n$/);
});

test('a path to watch that does not exist is named before the app is run', async () => {
  expectMistake(await run(['dev', '--app', 'touch was-run', '--watch', 'nowhere', '--port', '0']), /--watch nowhere: .*nowhere does not exist\./);
  expect(readdirSync(directory)).toEqual([]);
});

test('a directory without an app is a mistake that names the ways out', async () => {
  expectMistake(await run(['dev']), /no cdk\.json/);
});

test('a word that is neither a directory nor a command is told to be neither', async () => {
  expectMistake(await run(['dev', '--app', 'no-such-word', '--port', '0']), /no-such-word is no directory in .*, and no command of that name was found/);
}, 30_000);

test('a port in use is found before the app is run', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as { port: number };
  const printed = await run(['dev', '--app', 'touch was-run', '--port', String(port), '--json']);
  holder.close();
  expectMistake(printed, new RegExp(`port ${port} is in use .*--port`));
  expect(printed.out).toBe('');
});

test('a temporary directory that does not exist is named', async () => {
  const missing = join(directory, 'missing');
  const printed = await printedBy(spawn(process.execPath, [COMPILED, 'dev', '--app', 'true', '--port', '0'], { ...piped, env: { ...process.env, TMPDIR: missing } }));
  expectMistake(printed, new RegExp(`^mcp-lambda: .*${missing}.*TMPDIR.*\n$`));
});

test('a current directory that was deleted is named', async () => {
  const gone = join(directory, 'gone');
  mkdirSync(gone);
  const printed = await printedBy(spawn('/bin/sh', ['-c', 'rmdir "$PWD" && exec "$0" "$1" dev', process.execPath, COMPILED], { ...piped, cwd: gone }));
  expectMistake(printed, /^mcp-lambda: the current directory does not exist any more: change to another one\n$/);
});

test('an assembly without the asset of its server: synthesise again, and no word on how a server is declared', async () => {
  const outdir = assembly(directory);
  readdirSync(outdir).filter((name) => name.startsWith('asset.')).forEach((name) => rmSync(join(outdir, name), { recursive: true }));
  const printed = await run(['dev', '--cdk-out', outdir, '--port', '0']);
  expectMistake(printed, /^mcp-lambda: The assembly is incomplete: synthesise again .*\n {2}Demo Server: its asset .* does not exist\n$/);
});

test('the program that was not compiled says how to do it', async () => {
  ['bin', 'package.json'].forEach((name) => cpSync(join(__dirname, '../..', name), join(directory, name), { recursive: true }));
  const printed = await printedBy(spawn(process.execPath, [join(directory, 'bin/mcp-lambda'), 'dev'], piped));
  expectMistake(printed, /^mcp-lambda: .*lib\/main\.js is missing.* npx projen compile\n$/);
});
