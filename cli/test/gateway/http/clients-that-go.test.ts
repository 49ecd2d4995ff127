import { servedServer } from '../../served-server';
import { connected } from '../raw-client';
import { RunningGateway, startGateway } from '../running-gateway';

let gateway: RunningGateway;

beforeEach(async () => { gateway = await startGateway(servedServer()); });

afterEach(async () => gateway.close());

const pid = async () => (await (await fetch(`${gateway.url}/any`)).json() as { pid: number }).pid;

test('of a client that goes while it uploads the server hears nothing', async () => {
  const socket = await connected(gateway.port);
  await new Promise((sent) => socket.write('POST /any HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf', sent));
  socket.destroy();
  const [request] = await gateway.requests(1);
  expect(request).toMatchObject({ method: 'POST', status: 400, failure: 'the connection was closed before the request was complete' });
  expect(gateway.events).toHaveLength(1);
});

test('the function of a client that goes while it waits runs to its end, and its instance is used again', async () => {
  const first = await pid();
  const socket = await connected(gateway.port);
  socket.write('POST /print-and-go HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n');
  await gateway.printed('started');
  socket.destroy();
  await gateway.printed('answered');
  const request = (await gateway.requests(2))[1];
  expect(request).toMatchObject({ status: 200, instance: 1, failure: 'the client had gone before it was answered' });
  expect(await pid()).toBe(first);
  expect(gateway.events.filter(({ event }) => event === 'instance-ended')).toEqual([]);
});
