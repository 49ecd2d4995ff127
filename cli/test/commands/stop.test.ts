import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fixture, servedServer } from '../served-server';
import { allGone, endPrograms, isOpen, Program, programArguments, startProgram } from './running-program';

afterEach(endPrograms);

/** A server whose child does the listening, as under `npm run` or `cargo run`. */
const wrapped = () => servedServer({}, { codeDirectory: fixture('wrapped') });

/** Two instances that answered, with all their descendants. */
async function busyProgram(program: Program): Promise<{ pids: number[]; port: number }> {
  const { url } = await program.ready();
  const answers = await Promise.all([1, 2].map(async () => await (await fetch(new URL('/slow?ms=200', url))).json() as { pid: number }));
  const leaders = program.instances.map(({ pid }) => pid);
  expect(leaders).toHaveLength(2);
  return { pids: [...leaders, ...answers.map(({ pid }) => pid)], port: Number(new URL(url).port) };
}

test.each([
  ['SIGINT', 0],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('after %s every process has ended, the port is free, and the exit code is %i', async (signal, code) => {
  const program = startProgram(wrapped());
  const { pids, port } = await busyProgram(program);
  const guardian = childrenOf(program.child.pid!).filter((pid) => !pids.includes(pid));
  program.child.kill(signal);
  const result = await program.result;
  expect(result.code).toBe(code);
  expect(result.events.at(-1)).toEqual({
    event: 'stopped', requests: 2, instances: 2, statuses: { 200: 2 }, coldStarts: 2, p50Ms: expect.any(Number), p95Ms: expect.any(Number),
  });
  await allGone([...pids, ...guardian]);
  expect(await isOpen(port)).toBe(false);
});

test('after SIGKILL every process ends and the port is free', async () => {
  const program = startProgram(wrapped());
  const { pids, port } = await busyProgram(program);
  const guardian = childrenOf(program.child.pid!).filter((pid) => !pids.includes(pid));
  program.child.kill('SIGKILL');
  await program.result;
  await allGone([...pids, ...guardian]);
  expect(await isOpen(port)).toBe(false);
});

test('after SIGKILL of the process that started it every process ends and the port is free', async () => {
  // The parent prints nothing of its own, so its output is that of the program.
  const parent = spawn(process.execPath, ['-e', `
    const child = require('node:child_process').spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' });
    child.on('exit', (code) => process.exit(code));
  `, ...programArguments(wrapped()).flatMap((argument, index) => (index === 0 ? ['--', argument] : [argument]))], { stdio: ['ignore', 'pipe', 'pipe'] });
  const program = new Program(parent);
  const { pids, port } = await busyProgram(program);
  const [child] = childrenOf(parent.pid!);
  parent.kill('SIGKILL');
  await program.event('stopped');
  await allGone([...pids, child]);
  expect(await isOpen(port)).toBe(false);
});

test('a server that ignores SIGTERM is ended after two seconds', async () => {
  const program = startProgram(servedServer({}, { codeDirectory: fixture('stubborn') }));
  await program.ready();
  const started = performance.now();
  program.child.kill('SIGTERM');
  await program.result;
  await allGone(program.instances.map(({ pid }) => pid));
  expect(performance.now() - started).toBeLessThan(4_000);
});

test('SIGINT while the first instance starts ends it too', async () => {
  const program = startProgram(servedServer({}, { codeDirectory: fixture('silent') }));
  await program.event('instance-started');
  program.child.kill('SIGINT');
  expect((await program.result).code).toBe(0);
  await allGone(program.instances.map(({ pid }) => pid));
});

test('when nobody reads its output any more it ends, and its processes with it', async () => {
  const program = startProgram(servedServer());
  const { url } = await program.ready();
  program.child.stdout!.destroy();
  await fetch(new URL('/any', url)).catch(() => {});
  await program.result;
  await allGone(program.instances.map(({ pid }) => pid));
});

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).map(Number);
}
