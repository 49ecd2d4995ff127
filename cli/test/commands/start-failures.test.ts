import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { takePort } from '../../src/instances/ports';
import { FunctionFacts } from '../../src/template/model';
import { fixture, servedServer } from '../served-server';
import { allGone, endPrograms, Result, startProgram } from './running-program';

afterEach(endPrograms);

/** Serves until it fails, and checks that it left nothing. */
async function failure(facts: Partial<FunctionFacts>, options: { command?: string; port?: number } = {}, env = process.env): Promise<Result> {
  const program = startProgram(servedServer({}, facts), options, env);
  const result = await program.result;
  await allGone(program.instances.map(({ pid }) => pid));
  return result;
}

/** The asset of a function that is a program of this kind of processor. */
function programFor(machine: number): string {
  const directory = mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'));
  const header = Buffer.alloc(64);
  header.write('\x7fELF\x02\x01\x01', 'latin1');
  header.writeUInt16LE(machine, 18);
  writeFileSync(join(directory, 'bootstrap'), header, { mode: 0o755 });
  return directory;
}

const asset = (name: string) => ({ codeDirectory: fixture(name) });
const unready = { port: 8080, readinessPath: '/healthz', readinessTimeoutSeconds: 1, invokeMode: 'buffered' } as const;

const otherArchitecture = process.arch === 'arm64' ? 'x86_64' : 'arm64';
const otherMachine = process.arch === 'arm64' ? 0x3e : 0xb7;

test.each<[string, Partial<FunctionFacts>, RegExp[]]>([
  ['has no bootstrap', asset('.'), [/starts the file "bootstrap"/, /has no such file/, /--command/]],
  ['has no such handler', { ...asset('server'), runtime: 'nodejs22.x', handler: 'run.sh' }, [/the handler is "run\.sh"/, /it has: bootstrap, server\.js/]],
  ['is not executable', asset('not-executable'), [/^"bootstrap" is not executable/, /chmod \+x bootstrap/]],
  ['is built for another processor', { codeDirectory: programFor(otherMachine), architecture: otherArchitecture }, [/^"bootstrap" is built for Linux on/, /--command "cargo run"; or build for \w+ and set `architecture` to it/]],
  ['is built for another processor than the function\'s', { codeDirectory: programFor(otherMachine) }, [/^"bootstrap" .* but the function's architecture is .* set `architecture` to/]],
  ['names an interpreter that is not here', asset('missing-interpreter'), [/^"bootstrap" names the interpreter \/opt\/no-such-interpreter in its first line, which does not exist on this machine$/]],
  ['starts a program that is not here', asset('missing-program'), [/^"bootstrap" ended with exit code 127 \(a program that it starts was not found\)/, /no-such-program.*not found/]],
  ['has Windows line ends', asset('crlf'), [/Windows line ends/, /LF/]],
  ['is no program and names no interpreter', asset('no-interpreter'), [/#!\/bin\/sh/]],
  ['ends at once', asset('dies'), [/ended with exit code 7/, /Error: DATABASE_URL is not set/]],
  ['answers its readiness check with 503', { ...asset('unready'), adapter: unready }, [/GET \/healthz with 503/, /`readinessPath` of the code \(AWS_LWA_READINESS_CHECK_PATH in the template\)/]],
  ['listens on ::1 alone', asset('only-ipv6'), [/listens on port \d+ of ::1 alone, and the Lambda Web Adapter asks 127\.0\.0\.1/]],
  ['prints its error long before its end', asset('long-trace'), [/\n {2}first line\n/, /\n {2}Error: the cause\n/, /\n {2}frame 99$/]],
  ['never listens', { ...asset('silent'), adapter: unready }, [/did not listen on port \d+ within 1 s/, /starting, but never listening/]],
])('a server that %s: one message, exit code 1, and nothing is left', async (_, facts, messages) => {
  const result = await failure(facts);
  expect(result.code).toBe(1);
  for (const message of messages) {
    expect(result.errors).toMatch(message);
  }
  expect(result.errors).not.toMatch(/\n\s+at /);
  expect(result.errors).not.toContain(join(tmpdir(), 'mcp-lambda'));
  expect(result.events.filter((event) => event.event === 'ready')).toEqual([]);
  expect(result.events.at(-1)?.event).toBe('stopped');
});

test('a server in Python that ends at once, where python3 is not that of its runtime, is told which it needs', async () => {
  const python = mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'));
  writeFileSync(join(python, 'python3'), '#!/bin/sh\necho 3.11\n', { mode: 0o755 });
  const env = { ...process.env, PATH: [python, process.env.PATH].join(delimiter) };
  const dies = (runtime: string) => failure({ ...asset('dies'), runtime, handler: 'bootstrap' }, {}, env);
  expect((await dies('python3.13')).errors).toMatch(/ended with exit code 7 .*installed for Python 3\.13, .* python3 is 3\.11 here.*: python3\.13 -m venv/);
  expect((await dies('python3.11')).errors).toMatch(/ended with exit code 7 .*the environment variable PORT/);
});

test('a server that listens on a port of its own choice is told where it should', async () => {
  const other = await takePort();
  const result = await failure({
    ...asset('wrong-port'),
    environment: { OTHER_PORT: String(other) },
    adapter: unready,
  });
  expect(result.code).toBe(1);
  expect(result.errors).toContain(`listens on ${other}; it must listen on the port in the environment variable PORT (`);
});

test('a server that accepts connections and never answers is given up in time, whatever is garbage then', async () => {
  const collecting = { ...process.env, NODE_OPTIONS: `-r ${fixture('collect-garbage.js')}` };
  const result = await failure({ ...asset('never-answers'), adapter: unready }, {}, collecting);
  expect(result.code).toBe(1);
  expect(result.errors).toMatch(/accepted the connection on port \d+ and did not answer GET \/healthz within 1 s/);
}, 30_000);

test('a server of a managed runtime is named by the entry that its start script runs', async () => {
  const result = await failure({ ...asset('managed'), runtime: 'nodejs22.x', handler: 'mcp-lambda-start.sh' });
  expect(result.errors).toMatch(/^"the server's\.js" ended with exit code 7/);
});

test('a command that does not exist fails with the shell\'s own words', async () => {
  const result = await failure({}, { command: 'no-such-command --serve' });
  expect(result.code).toBe(1);
  expect(result.errors).toMatch(/"no-such-command --serve" ended with exit code 127/);
  expect(result.errors).toMatch(/not found/);
});

test('a port in use is named together with the option that changes it', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as { port: number };
  const result = await failure({}, { port });
  holder.close();
  expect(result.code).toBe(1);
  expect(result.errors).toMatch(new RegExp(`port ${port} is in use .*--port`));
});
