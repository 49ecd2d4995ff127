import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { McpAuth, McpDomain, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { callAfterLogin, Memory } from '../issuer/logging-in-client';
import { fixture } from '../served-server';
import { call, devOfStack, readyStack } from './one-of-stacks';
import { endPrograms } from './running-program';

let directory: string;

const CERTIFICATE = 'arn:aws:acm:us-east-1:111122223333:certificate/one';

const registering = McpAuth.cognito({ clientRegistration: true });
const known = McpAuth.cognito();
const jwt = McpAuth.jwt({ issuer: 'https://login.example.com/', audience: ['https://api.example.com'], scopes: ['mcp/use'] });

const SERVERS = {
  Registering: { auth: registering, domain: false },
  Known: { auth: known, domain: false },
  Jwt: { auth: jwt, domain: false },
  RegisteringAtDomain: { auth: registering, domain: true },
  KnownAtDomain: { auth: known, domain: true },
  JwtAtDomain: { auth: jwt, domain: true },
};

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'));
  const app = new App({ outdir: join(directory, 'cdk.out'), context: { 'aws:cdk:enable-path-metadata': true } });
  for (const [name, { auth, domain }] of Object.entries(SERVERS)) {
    const stack = new Stack(app, name);
    new McpLambdaServer(stack, 'Server', {
      code: McpServerCode.nodejs(fixture('mcp-server'), { entry: 'server.js' }),
      endpoint: McpEndpoint.restApi({ path: '/mcp' }),
      auth,
      domain: domain ? McpDomain.fromCertificate('mcp.example.com', Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE)) : undefined,
    });
  }
  app.synth();
});

afterEach(endPrograms);
afterAll(() => rmSync(directory, { recursive: true }));

const dev = (stack: keyof typeof SERVERS, ...args: string[]) => devOfStack(directory, stack, ...args);

const start = async (stack: keyof typeof SERVERS, ...args: string[]) => readyStack(directory, stack, ...args);

describe('the official client, given nothing but the MCP URL of a REST API, logs in and calls a tool', () => {
  test.each(['Registering', 'RegisteringAtDomain', 'Jwt', 'JwtAtDomain'] as const)('%s: it registers itself', async (stack) => {
    const { ready: { url, auth } } = await start(stack);
    const memory = new Memory();
    expect((await callAfterLogin(url, 'whoami', memory)).content).toEqual([{ type: 'text', text: expect.stringMatching(/^\d+$/) }]);
    expect(memory.authorizationUrl?.origin).toBe(auth?.issuer);
    expect(memory.client!.client_id === auth?.clientId).toBe(stack.startsWith('Registering'));
  }, 60_000);

  test.each(['Known', 'KnownAtDomain', 'JwtAtDomain'] as const)('%s: it has the client id that was printed', async (stack) => {
    const { ready: { url, auth } } = await start(stack);
    // Clients keep an id with the issuer that they have found: below a stage that is the stage's URL.
    const issuer = stack.startsWith('Known') ? url.replace(/\/mcp$/, '') : `${auth!.issuer}/`;
    const result = await callAfterLogin(url, 'whoami', new Memory({ client_id: auth!.clientId, issuer }));
    expect(result.isError).toBeFalsy();
  }, 60_000);
});

test.each(['Known', 'Jwt', 'KnownAtDomain'] as const)('%s: the token to paste opens the server; none and that of another run do not', async (stack) => {
  const { program, ready: { url, auth } } = await start(stack);
  const other = await start(stack);
  expect((await call(url, auth!.token))[0]).toBe(200);
  expect(await call(url)).toEqual([401, expect.stringContaining(`resource_metadata="${new URL(url).origin}/`)]);
  expect((await call(url, other.ready.auth!.token))[0]).toBe(401);
  expect(program.events.filter((event) => event.event === 'notice' && event.message.includes('JWT_'))).toEqual([]);
}, 60_000);

test('--auth off lets everybody in and says so with each request', async () => {
  const { program, ready: { url, auth } } = await start('Known', '--auth', 'off');
  expect(auth).toBeUndefined();
  expect((await call(url))[0]).toBe(200);
  expect(await program.event('request')).toMatchObject({ status: 200, auth: 'off' });
}, 60_000);

test('--auth remote leaves the template\'s issuer in its place, and cannot do without one', async () => {
  const { ready: { url, auth } } = await start('JwtAtDomain', '--auth', 'remote');
  expect(auth).toBeUndefined();
  const document = await (await fetch(`${new URL(url).origin}/.well-known/oauth-protected-resource/mcp`)).json() as object;
  expect(document).toMatchObject({ resource: url, authorization_servers: ['https://login.example.com/'] });
  expect((await call(url))[0]).toBe(401);
  const { code, errors } = await dev('Known', '--auth', 'remote').result;
  expect([code, errors]).toEqual([1, expect.stringMatching(/--auth remote: the authorizer \w+ is made of ServerAuthUserPool\w+ and \w+, which only a deployment makes\./)]);
}, 60_000);
