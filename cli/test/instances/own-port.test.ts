import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { ask, endAll, run, RunningInstances } from './running-instances';
import { returnPort, takePort } from '../../src/instances/ports';
import { newTally, Tally } from '../../src/instances/tally';

let port: number;

beforeEach(async () => {
  port = await takePort();
});

afterEach(async () => {
  await endAll();
  returnPort(port);
});

/** A server that listens there whatever PORT says. */
function insists(ownPort: number, tally?: Tally, reservedConcurrency?: number, maxInstances?: number): RunningInstances {
  const adapter = { port: ownPort, readinessPath: '/', invokeMode: 'buffered' as const };
  return run('insists', { environment: { OWN_PORT: String(ownPort) }, adapter, reservedConcurrency }, { maxInstances }, tally);
}

/** As after the first start, which takes its time to find out. */
const known = (): Tally => ({ ...newTally(), alone: true });

test('a server that insists on the template\'s port runs as one instance, for which requests wait, and a warning says why', async () => {
  const { instances, events } = insists(port);
  const answers = await Promise.all(['/slow?ms=200', '/slow?ms=100', '/slow?ms=0'].map(async (path) => ask(instances, path)));
  expect(new Set(answers.map(({ pid }) => pid)).size).toBe(1);
  expect(answers.map(({ count }) => count).sort()).toEqual([1, 2, 3]);
  expect(instances.alone).toBe(true);
  expect(events.filter(({ event }) => event === 'notice')).toEqual([
    expect.objectContaining({ id: 'own-port', message: expect.stringContaining(`listens on port ${port} and not on the port in the environment variable PORT`) }),
  ]);
  expect(events.filter(({ event }) => event === 'instance-failed')).toEqual([]);
});

test('who waits for that instance starts no process, and so counts for no limit of processes', async () => {
  const { instances } = insists(port, known(), undefined, 1);
  const answers = await Promise.all(['/slow?ms=100', '/any', '/any'].map(async (path) => ask(instances, path)));
  expect(new Set(answers.map(({ pid }) => pid)).size).toBe(1);
});

test('when that instance has ended, the next request has another one at the same port, without a second warning', async () => {
  const { instances, events } = insists(port, known());
  const first = await instances.acquire();
  const waiting = ask(instances, '/any');
  process.kill(first.pid, 'SIGKILL');
  await instances.suspect(first);
  expect((await waiting).pid).not.toBe(first.pid);
  expect(events.filter(({ event }) => event === 'notice')).toEqual([]);
});

test('the next generation starts when the one before has left the port', async () => {
  const tally = known();
  const old = insists(port, tally);
  await old.instances.prepare();
  const busy = await old.instances.acquire();
  const next = insists(port, tally);
  const drained = old.instances.drain();
  const prepared = next.instances.prepare(drained);
  const answer = ask(next.instances, '/any');
  old.instances.release(busy);
  await prepared;
  expect((await answer).pid).not.toBe(busy.pid);
  expect(next.instances.alone).toBe(true);
  expect(next.events.filter(({ event }) => event === 'notice')).toEqual([]);
});

test('a next generation that listens where it is told has as many instances as there are requests again', async () => {
  const tally = known();
  const { instances, events } = run('server', {}, {}, tally);
  const prepared = instances.prepare(Promise.resolve());
  const answers = Promise.all([ask(instances, '/slow?ms=1500'), ask(instances, '/slow?ms=1500')]);
  await prepared;
  expect(instances.alone).toBe(false);
  const [one, two] = await answers;
  expect(one.pid).not.toBe(two.pid);
  expect(events.filter(({ event }) => event === 'notice')).toEqual([]);
});

test('where the next generation does not start, what waits for it fails with it, and nothing is started again', async () => {
  const { instances, events } = run('dies', { adapter: { port, readinessPath: '/', invokeMode: 'buffered' } }, {}, known());
  const prepared = instances.prepare(Promise.resolve());
  const waiting = [instances.acquire(), instances.acquire()];
  const outcomes = await Promise.allSettled([prepared, ...waiting]);
  const reason = expect.objectContaining({ message: expect.stringContaining('ended with exit code 7 before it listened') });
  expect(outcomes).toEqual(Array(3).fill({ status: 'rejected', reason }));
  expect(instances.closing).toBe(false);
  expect(events.filter(({ event }) => event === 'instance-started')).toHaveLength(1);
});

test('requests that wait are throttled like those that have an instance', async () => {
  const { instances } = insists(port, known(), 2);
  await instances.prepare();
  const first = await instances.acquire();
  const second = instances.acquire();
  await expect(instances.acquire()).rejects.toThrow('Rate Exceeded.');
  instances.release(first);
  expect(await second).toBe(first);
});

test('where another program has that port, the error says which port and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const taken = (other.address() as AddressInfo).port;
  const { instances } = insists(taken);
  await expect(instances.acquire()).rejects.toThrow(`port ${taken} is in use by another program, perhaps by another \`mcp-lambda dev\``);
  other.close();
});

test('a server that listens on neither port does not start', async () => {
  const elsewhere = await takePort();
  const { instances } = run('wrong-port', {
    environment: { OTHER_PORT: String(elsewhere) }, adapter: { port, readinessPath: '/', readinessTimeoutSeconds: 1, invokeMode: 'buffered' },
  });
  await expect(instances.acquire()).rejects.toThrow(`listens on ${elsewhere}; it must listen on the port in the environment variable PORT`);
  returnPort(elsewhere);
});

test('requests that wait when dev ends are told so, and start nothing', async () => {
  const { instances } = insists(port, known());
  await instances.prepare();
  await instances.acquire();
  const waiting = [instances.acquire(), instances.acquire()];
  const ended = Promise.allSettled(waiting);
  await instances.close();
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(instances.count).toBe(1);
});
