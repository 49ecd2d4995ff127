import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Annotations, App, Stack } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnApiMapping, DomainName, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { ReadyEvent } from '../../src/terminal/events';
import { signed } from '../gateway/authorizer/signing-client';
import { callAfterLogin, Memory } from '../issuer/logging-in-client';
import { fixture } from '../served-server';
import { call, readyStack } from './one-of-stacks';
import { endPrograms } from './running-program';

const CERTIFICATE = 'arn:aws:acm:us-east-1:111122223333:certificate/one';

/** The servers on each API, and what each answers to a call without credentials. */
const SERVERS = {
  Registering: { auth: McpAuth.cognito({ clientRegistration: true }), refusal: 401 },
  Jwt: { auth: McpAuth.jwt({ issuer: 'https://login.example.com', audience: ['https://api.example.com'], scopes: ['tools/use'] }), refusal: 401 },
  Signed: { auth: McpAuth.iam(), refusal: 403 },
  Open: { auth: McpAuth.none(), refusal: 200 },
};

type Name = keyof typeof SERVERS;

const NAMES = Object.keys(SERVERS) as Name[];

const pathOf = (name: Name) => `/${name.toLowerCase()}/mcp`;

/** An API of the user's with what stands before its paths, and how servers are put on it. */
interface SharedApi {
  readonly before: string;
  readonly make: (stack: Stack) => (path: string) => McpEndpoint;
}

const domainIn = (stack: Stack) => new DomainName(stack, 'Domain', {
  domainName: 'api.example.com', certificate: Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE),
});

/** By the names of their stacks. */
const APIS = {
  Http: {
    before: '',
    make: (stack) => {
      const api = new HttpApi(stack, 'Api');
      return (path) => McpEndpoint.onHttpApi(api, { path });
    },
  },
  Rest: {
    before: '/prod',
    make: (stack) => {
      const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
      return (path) => McpEndpoint.onRestApi(api, { path });
    },
  },
  HttpAtDomain: {
    before: '',
    make: (stack) => {
      const api = new HttpApi(stack, 'Api', { defaultDomainMapping: { domainName: domainIn(stack) } });
      return (path) => McpEndpoint.onHttpApi(api, { path, apiUrl: 'https://api.example.com' });
    },
  },
  RestAtDomain: {
    before: '',
    make: (stack) => {
      const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
      new CfnApiMapping(stack, 'Mapping', { apiId: api.restApiId, domainName: domainIn(stack).name, stage: api.deploymentStage.stageName });
      return (path) => McpEndpoint.onRestApi(api, { path, apiUrl: 'https://api.example.com' });
    },
  },
} satisfies Record<string, SharedApi>;

type Api = keyof typeof APIS;

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'));
  const app = new App({ outdir: join(directory, 'cdk.out'), context: { 'aws:cdk:enable-path-metadata': true } });
  for (const [stackName, { make }] of Object.entries<SharedApi>(APIS)) {
    const stack = new Stack(app, stackName);
    Annotations.of(stack).addWarningV2('mine:watched', `The stack ${stackName} is watched.`);
    const endpointAt = make(stack);
    for (const name of NAMES) {
      const code = McpServerCode.nodejs(fixture('mcp-server'), { entry: 'server.js' });
      new McpLambdaServer(stack, name, { code, auth: SERVERS[name].auth, endpoint: endpointAt(pathOf(name)) });
    }
  }
  app.synth();
}, 60_000);

afterEach(endPrograms);
afterAll(() => rmSync(directory, { recursive: true }));

const start = async (api: Api, name: Name) => readyStack(directory, api, '--server', name);

async function documentAt(ready: ReadyEvent, api: Api, kind: string, name: Name): Promise<Record<string, unknown>> {
  const answer = await fetch(`${new URL(ready.url).origin}${APIS[api].before}/.well-known/${kind}${pathOf(name)}`);
  return { status: answer.status, ...await answer.json() as object };
}

const CELLS = (['Http', 'Rest'] as const).flatMap((api) => NAMES.map((name) => [api, name] as const));

test.each(CELLS)('%s: %s is served at its path by its own auth, and the other servers are refused by name', async (api, name) => {
  const { program, ready: { url, auth, signing } } = await start(api, name);
  const { origin, pathname } = new URL(url);
  expect(pathname).toBe(`${APIS[api].before}${pathOf(name)}`);
  expect((await call(url))[0]).toBe(SERVERS[name].refusal);
  if (auth) expect((await call(url, auth.token))[0]).toBe(200);
  if (signing) {
    const { accessKeyId: id, secretAccessKey: secret } = signing;
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });
    const headers = { 'content-type': 'application/json', 'accept': 'application/json, text/event-stream' };
    expect((await fetch(await signed(url, { id, secret }, { body, headers }))).status).not.toBe(403);
  }
  expect([auth === undefined, signing === undefined]).toEqual([name === 'Signed' || name === 'Open', name !== 'Signed']);

  for (const other of NAMES.filter((each) => each !== name)) {
    const answer = await fetch(`${origin}${APIS[api].before}${pathOf(other)}`, { method: 'POST' });
    expect([answer.status, await answer.json()]).toEqual([501, { message: expect.stringMatching(/a server of its own, for another dev: name it by --server$/) }]);
  }
  const notices = program.events.flatMap((event) => event.event === 'notice' ? [event] : []);
  expect(notices.filter(({ id }) => id === 'other-integration')).toHaveLength(NAMES.length - 1);
  expect(notices.map(({ message }) => message).filter((message) => message.includes('is watched'))).toEqual([`${api}: The stack ${api} is watched. [ack: mine:watched]`]);
}, 60_000);

test.each(['Http', 'Rest'] as const)('%s: the documents of the server name the local issuer, and those of the others stay as they are', async (api) => {
  const jwt = (await start(api, 'Jwt')).ready;
  expect(jwt.auth!.clientId).toBe('mcp-lambda-dev');
  expect(await documentAt(jwt, api, 'oauth-protected-resource', 'Jwt')).toMatchObject({ status: 200, resource: jwt.url, authorization_servers: [jwt.auth!.issuer] });
  expect(await documentAt(jwt, api, 'oauth-authorization-server', 'Registering'))
    .toMatchObject({ status: 200, authorization_endpoint: expect.stringContaining('.amazoncognito.com/') });

  const registering = (await start(api, 'Registering')).ready;
  expect(registering.auth!.clientId).toMatch(/^local-RegisteringAuth/);
  expect(await documentAt(registering, api, 'oauth-protected-resource', 'Registering'))
    .toMatchObject({ status: 200, resource: registering.url, authorization_servers: [registering.url] });
  expect(await documentAt(registering, api, 'oauth-authorization-server', 'Registering'))
    .toMatchObject({ status: 200, issuer: registering.url, authorization_endpoint: `${registering.auth!.issuer}/oauth2/authorize` });
  expect(await documentAt(registering, api, 'oauth-protected-resource', 'Jwt')).toMatchObject({ status: 200, authorization_servers: ['https://login.example.com'] });
  for (const name of ['Signed', 'Open'] as const) {
    expect((await documentAt(registering, api, 'oauth-protected-resource', name)).status).toBe(api === 'Http' ? 404 : 403);
  }
}, 60_000);

// Behind a stage of a REST API clients look for the documents where another API is: the library warns of it.
const FOUND = (['Http', 'HttpAtDomain', 'RestAtDomain'] as const).flatMap((api) => (['Registering', 'Jwt'] as const).map((name) => [api, name] as const));

test.each(FOUND)('%s: the official client, given nothing but the MCP URL of %s, logs in and calls a tool', async (api, name) => {
  const { ready: { url, auth } } = await start(api, name);
  expect(new URL(url).pathname).toBe(`${APIS[api].before}${pathOf(name)}`);
  const memory = new Memory();
  expect((await callAfterLogin(url, 'whoami', memory)).content).toEqual([{ type: 'text', text: expect.stringMatching(/^\d+$/) }]);
  expect(memory.authorizationUrl?.origin).toBe(auth!.issuer);
}, 60_000);
