import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembly, spawnDev } from './dev-process';
import { allGone, endPrograms, Program } from './running-program';
import { returnPort, takePort } from '../../src/instances/ports';

// A machine that runs other tests as well takes its time for processes and for word of changed files.
jest.setTimeout(60_000);

let directory: string;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-lambda-test-')));
  ['.code', 'tmp'].forEach((name) => mkdirSync(join(directory, name)));
});

afterEach(async () => {
  await endPrograms();
  rmSync(directory, { recursive: true });
});

const path = (...names: string[]) => join(directory, ...names);

/** A server that answers its version; at `/hold` not before the file `release` exists. */
const serverOf = (version: string, port = 'Number(process.env.PORT)') => `
  const { existsSync } = require('node:fs');
  require('node:http').createServer((request, response) => {
    const answer = () => response.end('${version}');
    if (request.url !== '/mcp/hold') return answer();
    console.log('holding');
    const timer = setInterval(() => {
      if (!existsSync(${JSON.stringify(path('release'))})) return;
      clearInterval(timer);
      answer();
    }, 10);
  }).listen(${port}, '127.0.0.1');
`;

const write = (name: string, content: string) => writeFileSync(path(name), content);

/** What `cdk synth` does. */
function synthesise(server: string, door?: { path?: string; port?: number }): string {
  write('.code/server.js', server);
  return assembly(directory, path('.code'), door);
}

const run = (...args: string[]) =>
  new Program(spawnDev(directory, ['dev', '--port', '0', '--json', ...args], { ...process.env, TMPDIR: path('tmp') }));

/** Temporary directories of the program. */
const left = () => readdirSync(path('tmp')).filter((name) => name.startsWith('mcp-lambda-'));

const answer = async (url: string) => (await fetch(url)).text();

/** Resolves when a reload has made a difference: the first one may have come in the middle of what is written. */
async function replaced(program: Program, from = 0): Promise<void> {
  for (let seen = from; !(await program.event('reloaded', seen)).changed;) {
    seen += program.events.slice(seen).findIndex(({ event }) => event === 'reloaded') + 1;
  }
}

describe('a new assembly', () => {
  test('is served to new requests, while one under way ends with the old answer', async () => {
    const program = run('--cdk-out', synthesise(serverOf('one')));
    const { url } = await program.ready();
    const held = answer(`${url}/hold`);
    await program.event('output');
    synthesise(serverOf('two'));
    await replaced(program);
    expect(await answer(url)).toBe('two');
    write('release', '');
    expect(await held).toBe('one');
    expect(await program.event('instance-ended')).toMatchObject({ instance: 1, expected: true, reason: 'reload' });
    expect(program.instances.map(({ instance }) => instance)).toEqual([1, 2]);
    expect(program.events.filter(({ event }) => event === 'ready')).toHaveLength(1);
  });

  test('that cannot be served leaves the old one in place, until a good one comes', async () => {
    const program = run('--cdk-out', synthesise(serverOf('one')));
    const { url } = await program.ready();
    synthesise('console.error("Error: no database"); process.exit(7);');
    expect((await program.event('reload-failed')).reason).toMatch(/"server\.js" ended with exit code 7 .*\n.*\n {2}Error: no database/s);
    expect(await answer(url)).toBe('one');
    const before = program.events.length;
    write('cdk.out/manifest.json', '{');
    expect((await program.event('reload-failed', before)).reason).toMatch(/manifest\.json.* is not valid JSON/);
    expect(await answer(url)).toBe('one');
    synthesise(serverOf('three'));
    await replaced(program, before);
    expect(await answer(url)).toBe('three');
  });

  test('with another path is announced, and one with nothing new for the server leaves its instance as it is', async () => {
    const program = run('--cdk-out', synthesise(serverOf('one')));
    await program.ready();
    let before = program.events.length;
    synthesise(serverOf('one'), { path: '/api/mcp' });
    const { url } = await program.event('ready', before);
    expect(new URL(url).pathname).toBe('/api/mcp');
    expect(await answer(url)).toBe('one');
    await replaced(program, before);
    before = program.events.length;
    write('cdk.out/notes.json', '{}');
    expect((await program.event('reloaded', before)).changed).toBe(false);
    expect(program.instances).toHaveLength(2);
  });
});

test('a server that insists on its port leaves it to the next version, and comes back where that one fails', async () => {
  const port = await takePort();
  const program = run('--cdk-out', synthesise(serverOf('one', String(port)), { port }));
  const { url } = await program.ready();
  expect(await answer(url)).toBe('one');
  synthesise(serverOf('two', String(port)), { port });
  await replaced(program);
  expect(await answer(url)).toBe('two');
  synthesise('process.exit(7);', { port });
  await program.event('reload-failed');
  expect(await answer(url)).toBe('two');
  returnPort(port);
});

test('a server that is started by a command is started again when its source changes', async () => {
  const cdkOut = synthesise(serverOf('unused'));
  write('main.js', serverOf('one'));
  const program = run('--cdk-out', cdkOut, '--command', 'node main.js');
  const { url } = await program.ready();
  expect(await answer(url)).toBe('one');
  write('main.js', serverOf('two'));
  expect(await program.event('reloading')).toMatchObject({ files: ['../main.js'] });
  await replaced(program);
  expect(await answer(url)).toBe('two');
});

describe('an app', () => {
  /** Does no more than `cdk synth` has done before; the comment makes it another one. */
  const copies = (comment: string) => write('app.sh', `# ${comment}\ncp -R cdk.out/. "$CDK_OUTDIR"`);

  test('that fails leaves the old server in place, and a good one follows; each runs in a directory of its own', async () => {
    synthesise(serverOf('one'));
    copies('first');
    const program = run('--app', 'sh app.sh');
    const { url } = await program.ready();
    write('app.sh', 'echo "SyntaxError: so it is" >&2; exit 3');
    expect((await program.event('reload-failed')).reason).toMatch(/^The CDK app failed with exit code 3:\n.*SyntaxError: so it is/s);
    expect(await answer(url)).toBe('one');
    synthesise(serverOf('two'));
    const before = program.events.length;
    copies('second');
    expect(await program.event('reloading', before)).toMatchObject({ files: ['app.sh'] });
    await replaced(program, before);
    expect(await answer(url)).toBe('two');
    await program.event('instance-ended');
    program.child.kill('SIGINT');
    expect((await program.result).code).toBe(0);
    expect(left()).toEqual([]);
  });

  test('that is stopped in the middle of a reload leaves nothing behind', async () => {
    synthesise(serverOf('one'));
    copies('first');
    const program = run('--app', 'sh app.sh');
    await program.ready();
    write('app.sh', 'echo $$; exec sleep 1000');
    const { line } = await program.event('app-output');
    program.child.kill('SIGINT');
    const { code, events } = await program.result;
    expect(code).toBe(0);
    expect(events.filter(({ event }) => event === 'reload-failed')).toEqual([]);
    await allGone([Number(line), ...program.instances.map(({ pid }) => pid)]);
    expect(left()).toEqual([]);
    expect(existsSync(path('cdk.out/manifest.json'))).toBe(true);
  });
});
