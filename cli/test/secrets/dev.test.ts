import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { ParamsAndSecretsLayerVersion, ParamsAndSecretsVersions } from 'aws-cdk-lib/aws-lambda';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { McpAuth, McpLambdaServer, McpSecret, McpServerCode } from '../../../src';
import { spawnDev } from '../commands/dev-process';
import { endPrograms, Program } from '../commands/running-program';
import { fixture } from '../served-server';

const NAME = 'my-mcp-server/database';

/** An app's directory with an assembly in it, whose server reads secrets of every kind. */
let directory: string;
beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'dev-secrets-')));
  execFileSync('git', ['init', '--quiet', directory]);
  const stack = new Stack(new App({ outdir: join(directory, 'cdk.out'), context: { 'aws:cdk:enable-path-metadata': true } }), 'Demo');
  const parameter = StringParameter.fromSecureStringParameterAttributes(stack, 'Key', { parameterName: '/my-mcp-server/key' });
  new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.nodejs(fixture('reads-secrets'), { entry: 'server.js' }),
    auth: McpAuth.none(),
    secrets: {
      DATABASE_SECRET: McpSecret.fromSecretName(NAME),
      OTHER_SECRET: McpSecret.fromSecretName('other'),
      STATE_KEY: McpSecret.generated(),
      API_KEY: McpSecret.fromParameter(parameter),
    },
    paramsAndSecrets: ParamsAndSecretsLayerVersion.fromVersion(ParamsAndSecretsVersions.V1_0_103),
  });
  (stack.node.root as App).synth();
});
afterAll(() => rmSync(directory, { recursive: true }));
beforeEach(() => {
  rmSync(join(directory, '.mcp-lambda'), { recursive: true, force: true });
  rmSync(join(directory, '.gitignore'), { force: true });
});
afterEach(endPrograms);

function write(content: unknown): void {
  mkdirSync(join(directory, '.mcp-lambda'), { recursive: true });
  writeFileSync(join(directory, '.mcp-lambda', 'secrets.json'), typeof content === 'string' ? content : JSON.stringify(content));
}

/** Starts `dev`; what is returned asks the server to read something. */
async function started(...args: string[]) {
  return startedWith({ AWS_ACCESS_KEY_ID: 'the-developers', AWS_SECRET_ACCESS_KEY: 'the-developers' }, ...args);
}

/** The same with these credentials of the developer's in the shell. */
async function startedWith(credentials: NodeJS.ProcessEnv, ...args: string[]) {
  const command = `node ${join(fixture('reads-secrets'), 'server.js')}`;
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, AWS_SESSION_TOKEN: ___, ...shell } = process.env;
  const env = { ...shell, ...credentials, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  const dev = new Program(spawnDev(directory, ['dev', '--cdk-out', 'cdk.out', '--command', command, '--port', '0', '--json', ...args], env));
  const { url } = await dev.ready();
  const read = async (asked: object) => {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked) });
    return await response.json() as Record<string, any>;
  };
  const notices = (id: string) => dev.events.flatMap((event) => (event.event === 'notice' && event.id === id ? [event.message] : []));
  return { read, notices };
}

test('a server gets its secrets by the AWS SDK as on AWS, from the file', async () => {
  write({ DATABASE_SECRET: { host: 'localhost', password: 'hunter2' }, STATE_KEY: 'k'.repeat(64), API_KEY: 'secret', [NAME]: 'by another name' });
  const { read } = await started();
  const secret = await read({ read: 'variable', id: 'DATABASE_SECRET' });
  expect(JSON.parse(secret.SecretString as string)).toEqual({ host: 'localhost', password: 'hunter2' });
  expect(secret).toMatchObject({ Name: NAME, VersionStages: ['AWSCURRENT'], ARN: expect.stringMatching(`:secret:${NAME}-\\w{6}$`) });
  expect(await read({ read: 'secret', id: secret.ARN })).toMatchObject({ VersionId: secret.VersionId, SecretString: secret.SecretString });
  expect(await read({ read: 'variable', id: 'STATE_KEY' })).toMatchObject({ SecretString: 'k'.repeat(64) });
  expect(await read({ read: 'parameter', id: '/my-mcp-server/key' })).toMatchObject({ Parameter: { Name: '/my-mcp-server/key', Value: 'secret' } });
});

test('the extension answers on the port in its variable, to who knows the token', async () => {
  write({ DATABASE_SECRET: 'hunter2', API_KEY: 'secret' });
  const { read } = await started();
  expect(await read({ read: 'extension', path: `/secretsmanager/get?secretId=${encodeURIComponent(NAME)}` })).toMatchObject({ status: 200, SecretString: 'hunter2' });
  expect(await read({ read: 'extension', path: '/systemsmanager/parameters/get?name=%2Fmy-mcp-server%2Fkey&withDecryption=true' }))
    .toMatchObject({ status: 200, Parameter: { Value: 'secret' } });
  expect(await read({ read: 'extension', path: `/secretsmanager/get?secretId=${NAME}`, token: 'wrong' })).toMatchObject({ status: 401 });
});

test('what the file does not have is not found, and is told with the key to add', async () => {
  write({ DATABASE_SECRET: 'hunter2' });
  const { read, notices } = await started();
  expect(await read({ read: 'variable', id: 'OTHER_SECRET' })).toEqual({
    name: 'ResourceNotFoundException', message: 'Secrets Manager can\'t find the specified secret.',
  });
  expect(notices('secret-missing')).toEqual([`The server asked for the secret "other". Add "OTHER_SECRET": "…" to ${join(directory, '.mcp-lambda', 'secrets.json')} to have it.`]);
  expect(await read({ read: 'parameter', id: '/my-mcp-server/key' })).toMatchObject({ name: 'ParameterNotFound' });
  expect(await read({ read: 'parameters', ids: ['/my-mcp-server/key'] })).toMatchObject({ Parameters: [], InvalidParameters: ['/my-mcp-server/key'] });
  write({ OTHER_SECRET: 'now' });
  expect(await read({ read: 'variable', id: 'OTHER_SECRET' })).toMatchObject({ SecretString: 'now' });
});

test('what the role may not read is denied, although the file has it', async () => {
  write({ 'somebody-elses': 'hunter2', '/other': 'hunter2' });
  const { read, notices } = await started();
  expect(await read({ read: 'secret', id: 'somebody-elses' })).toMatchObject({
    name: 'AccessDeniedException', message: expect.stringContaining('secretsmanager:GetSecretValue on resource: somebody-elses'),
  });
  expect(await read({ read: 'parameters', ids: ['/my-mcp-server/key', '/other'] })).toMatchObject({ name: 'AccessDeniedException' });
  expect(notices('secret-denied')[0]).toContain('"somebody-elses", which the function\'s role may not read');
});

test('a file that is no JSON is named, and nothing of it is shown', async () => {
  write('{"DATABASE_SECRET": "hunter2" "OTHER_SECRET"}');
  const { read, notices } = await started();
  expect(await read({ read: 'variable', id: 'DATABASE_SECRET' })).toMatchObject({ name: 'InternalServiceError' });
  expect(notices('secrets-file')).toEqual([`${join(directory, '.mcp-lambda', 'secrets.json')} is not a JSON object with a value for each secret.`]);
});

test('without the file dev tells what to write, and writes nothing', async () => {
  const { read, notices } = await started();
  expect(notices('secrets-file')).toEqual([expect.stringContaining('{"API_KEY":"…","DATABASE_SECRET":"…","OTHER_SECRET":"…","STATE_KEY":"…"}')]);
  expect(await read({ read: 'variable', id: 'DATABASE_SECRET' })).toMatchObject({ name: 'ResourceNotFoundException' });
  expect(existsSync(join(directory, '.mcp-lambda'))).toBe(false);
});

test('a file that git does not ignore is warned about, and one that it ignores is not', async () => {
  write({});
  expect((await started()).notices('secrets-exposed')).toEqual([expect.stringContaining('add ".mcp-lambda/" to .gitignore')]);
  writeFileSync(join(directory, '.gitignore'), '.mcp-lambda/\n');
  expect((await started()).notices('secrets-exposed')).toEqual([]);
});

test('nobody else on this machine is answered, nor is a page', async () => {
  write({ DATABASE_SECRET: 'hunter2' });
  const { read } = await started();
  const { AWS_ENDPOINT_URL_SECRETS_MANAGER: url, AWS_ACCESS_KEY_ID: key } = await read({ read: 'environment' });
  const ask = async (headers: Record<string, string>) => (await fetch(url as string, {
    method: 'POST', headers: { 'x-amz-target': 'secretsmanager.GetSecretValue', ...headers }, body: JSON.stringify({ SecretId: NAME }),
  })).text();
  expect(await ask({ authorization: `AWS4-HMAC-SHA256 Credential=${key}/x` })).toContain('hunter2');
  expect(await ask({})).toContain('UnrecognizedClientException');
  expect(await ask({ authorization: 'AWS4-HMAC-SHA256 Credential=OTHER/x' })).toContain('UnrecognizedClientException');
  expect(await ask({ authorization: `AWS4-HMAC-SHA256 Credential=${key}/x`, origin: 'https://evil.example' })).toContain('AccessDeniedException');
});

test('with credentials of the developer\'s, whose signatures nobody can check here, it is the path that nobody else knows', async () => {
  write({ DATABASE_SECRET: 'hunter2' });
  const { read } = await started('--aws-credentials');
  const { AWS_ENDPOINT_URL_SECRETS_MANAGER: url } = await read({ read: 'environment' });
  const ask = async (to: string) => (await fetch(to, {
    method: 'POST', headers: { 'authorization': 'AWS4-HMAC-SHA256 Credential=ANY/x', 'x-amz-target': 'secretsmanager.GetSecretValue' }, body: JSON.stringify({ SecretId: NAME }),
  })).text();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\da-f]{40}$/);
  expect(await ask(url as string)).toContain('hunter2');
  expect(await ask(`${url}/`)).toContain('hunter2');
  for (const other of ['/', `/${'0'.repeat(40)}`, '/secretsmanager/get']) {
    expect(await ask(new URL(other, url as string).href)).toContain('UnrecognizedClientException');
  }
});

test.each<[string, NodeJS.ProcessEnv, number]>([
  ['the developer\'s, with a session', { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_SESSION_TOKEN: 'the-session' }, 200],
  ['those of a profile', {}, 200],
  ['the developer\'s, without a session, whose token nobody can know', { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }, 401],
])('the extension knows a server by its AWS_SESSION_TOKEN alone, where the credentials are %s', async (_name, credentials, status) => {
  write({ DATABASE_SECRET: 'hunter2' });
  const { read } = await startedWith(credentials, '--aws-credentials');
  const path = `/secretsmanager/get?secretId=${encodeURIComponent(NAME)}`;
  expect(await read({ read: 'extension', path })).toMatchObject({ status });
  expect(await read({ read: 'extension', path, token: 'any' })).toMatchObject({ status: 401 });
});

test('with credentials of the developer\'s AWS is asked, unless the file is there', async () => {
  const without = await (await started('--aws-credentials')).read({ read: 'environment' });
  expect(without).toMatchObject({ AWS_ACCESS_KEY_ID: 'the-developers' });
  expect(without).not.toHaveProperty('AWS_ENDPOINT_URL_SECRETS_MANAGER');
  await endPrograms();
  write({ DATABASE_SECRET: 'hunter2' });
  const { read } = await started('--aws-credentials');
  expect(await read({ read: 'environment' })).toMatchObject({ AWS_ACCESS_KEY_ID: 'the-developers' });
  expect(await read({ read: 'variable', id: 'DATABASE_SECRET' })).toMatchObject({ SecretString: 'hunter2' });
});
