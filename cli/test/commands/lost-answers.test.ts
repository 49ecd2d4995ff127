import { routeFacts, servedServer } from '../served-server';
import { endPrograms, startProgram } from './running-program';

afterEach(endPrograms);

test('a request that Ctrl-C cuts off has ended with dev, and is reported before the end', async () => {
  const program = startProgram(servedServer());
  const { url } = await program.ready();
  const answer = fetch(new URL('/print-and-wait', url)).catch(() => undefined);
  await program.event('output');
  program.child.kill('SIGINT');
  await answer;
  const { code, events } = await program.result;
  expect(code).toBe(0);
  expect(events).toContainEqual(expect.objectContaining({ event: 'request', failure: 'ended with dev' }));
  expect(events.at(-1)).toEqual({ event: 'stopped', requests: 1, instances: 1, statuses: { 500: 1 }, coldStarts: 1 });
});

test('a process that is killed in mid-request is named as the cause, with its signal', async () => {
  const program = startProgram(servedServer());
  const { url } = await program.ready();
  const answer = fetch(new URL('/print-and-wait', url));
  await program.event('output');
  process.kill(program.instances[0].pid, 'SIGKILL');
  expect((await answer).status).toBe(500);
  expect((await program.event('request')).failure).toBe('the server was ended by SIGKILL before it had answered');
});

test('the ready event of a server whose route is refused says so', async () => {
  const program = startProgram(servedServer({ routes: [routeFacts('POST /mcp', { unserved: 'guarded by a JWT authorizer, which dev does not check' })] }));
  const { unserved, url } = await program.ready();
  expect(unserved).toBe('501: guarded by a JWT authorizer, which dev does not check');
  expect((await fetch(url, { method: 'POST' })).status).toBe(501);
});
