import { allGone, endPrograms, startProgram } from './running-program';
import { LOCAL_ORIGIN } from '../../src/template/model';
import { fixture, restServer, servedServer, stageFacts } from '../served-server';

// Each test starts dev and two servers: several seconds on a busy machine.
jest.setTimeout(30_000);

afterEach(endPrograms);

const HOST = 'a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com';
const env = { ...process.env, AWS_REGION: 'eu-central-1' };
const environment = { MCP_PUBLIC_URL: `${LOCAL_ORIGIN}/mcp` };

test('a server that would refuse its public host on AWS is warned about', async () => {
  const program = startProgram(servedServer({}, { codeDirectory: fixture('localhost-only'), environment }), {}, env);
  const { status, host } = await program.event('host-checked');
  expect([status, host]).toEqual([403, HOST]);
  const { id, message } = await program.event('notice');
  expect(id).toBe('public-host');
  expect(message).toMatch(/^The server answers 403 to a public host, as it would to every request on AWS: .*Invalid Host.*MCP_PUBLIC_URL\.$/);
});

test('a server that follows MCP_PUBLIC_URL is not', async () => {
  const program = startProgram(servedServer({}, { codeDirectory: fixture('mcp-server'), environment }), { command: `node ${fixture('mcp-server')}/server.js` }, env);
  expect((await program.event('host-checked')).status).toBe(200);
  program.child.kill('SIGINT');
  const { events } = await program.result;
  expect(events.filter(({ event }) => event === 'notice')).toEqual([]);
  // The process of the check is none of the gateway's.
  expect(events.filter(({ event }) => event === 'instance-started')).toHaveLength(1);
});

test('the public host is the custom domain, where there is one, and the path is as behind it', async () => {
  const domain = { name: 'mcp.example.com', mappings: [{ key: '', stage: 'prod' }], ownUrl: true };
  const server = servedServer({ stages: [stageFacts({ name: 'prod' })], domain }, { codeDirectory: fixture('mcp-server'), environment });
  const { adapter } = server.function;
  const program = startProgram({ ...server, function: { ...server.function, adapter: { ...adapter, removeBasePath: '/prod' } } }, { command: `node ${fixture('mcp-server')}/server.js` }, env);
  const { host, status } = await program.event('host-checked');
  expect([host, status]).toEqual(['mcp.example.com', 200]);
});

test('a server behind a REST API is asked at the path that it sees', async () => {
  const program = startProgram(restServer({ mcpPath: '/prod/challenge' }), {}, env);
  expect((await program.event('host-checked')).status).toBe(401);
});

test('the check ends with dev, also when the server lets it wait', async () => {
  const program = startProgram(servedServer({ mcpPath: '/slow?ms=60000' }), {}, env);
  const started = await program.event('instance-started');
  await program.ready();
  program.child.kill('SIGINT');
  const { code } = await program.result;
  expect(code).toBe(0);
  await allGone([started.pid]);
});
