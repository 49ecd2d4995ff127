import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { fixture } from '../served-server';
import { call, readyStack } from './one-of-stacks';
import { endPrograms } from './running-program';
import { callTool, signing } from './signed-calls';

/** Doors besides an HTTP API that ask for signatures, by the names of their stacks. */
const DOORS = {
  Rest: { endpoint: McpEndpoint.restApi(), service: 'execute-api', routes: /^POST \/mcp, GET \/mcp, DELETE \/mcp: refused/ },
  Url: { endpoint: McpEndpoint.functionUrl(), service: 'lambda', routes: /^The function URL Server\w+: refused/ },
};

const NAMES = Object.keys(DOORS) as (keyof typeof DOORS)[];

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'));
  const app = new App({ outdir: join(directory, 'cdk.out'), context: { 'aws:cdk:enable-path-metadata': true } });
  for (const name of NAMES) {
    new McpLambdaServer(new Stack(app, name), 'Server', {
      code: McpServerCode.nodejs(fixture('mcp-server'), { entry: 'server.js' }), endpoint: DOORS[name].endpoint, auth: McpAuth.iam(),
    });
  }
  app.synth();
}, 60_000);

afterEach(endPrograms);
afterAll(() => rmSync(directory, { recursive: true }));

test.each(NAMES)('%s: the official client calls a tool where the key that was printed signs its requests, and not with that of another run', async (name) => {
  const { program, ready: { url, signing: key } } = await readyStack(directory, name);
  const other = await readyStack(directory, name);
  expect(key).toMatchObject({ region: 'us-east-1', service: DOORS[name].service });
  expect((await callTool(url, signing(key!))).content).toEqual([{ type: 'text', text: expect.stringMatching(/^\d+$/) }]);
  await expect(callTool(url, signing(other.ready.signing!))).rejects.toThrow(/403|security token/);
  expect(await call(url)).toEqual([403, null]);
  expect(program.events.filter((event) => event.event === 'notice')).toEqual([]);
}, 60_000);

test.each(NAMES)('%s: nobody is asked with --auth off, and all are refused with --auth remote', async (name) => {
  const off = await readyStack(directory, name, '--auth', 'off');
  expect((await call(off.ready.url))[0]).toBe(200);
  expect(await off.program.event('request')).toMatchObject({ status: 200, auth: 'off' });
  const remote = await readyStack(directory, name, '--auth', 'remote');
  const reason = 'guarded by IAM authorization, which --auth remote cannot check: AWS alone knows whose signatures are good';
  expect(remote.ready).toMatchObject({ unserved: `501: ${reason}` });
  expect([off.ready.signing, remote.ready.signing]).toEqual([undefined, undefined]);
  expect((await call(remote.ready.url))[0]).toBe(501);
  expect(remote.program.events).toContainEqual(expect.objectContaining({ id: 'iam-authorizer', message: expect.stringMatching(DOORS[name].routes) }));
}, 60_000);
