import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Endpoint } from '../../src/secrets/endpoint';
import { SecretsFile } from '../../src/secrets/secrets-file';
import { Vault } from '../../src/secrets/vault';
import { SecretsFacts } from '../../src/template/model';
import { servedServer } from '../served-server';

const FACTS: SecretsFacts = { granted: [{ service: 'secretsmanager', resource: '*' }, { service: 'ssm', resource: '*' }], extension: true, region: 'us-east-1', account: '123456789012' };

let directory: string;
let endpoint: Endpoint;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'secrets-'));
  mkdirSync(join(directory, '.mcp-lambda'));
  writeFileSync(join(directory, '.mcp-lambda', 'secrets.json'), JSON.stringify({ 'name': 'hunter2', '/a': 'x', '__proto__x': 'y' }));
  endpoint = await Endpoint.open();
  endpoint.serve(new Vault(servedServer(), FACTS, new SecretsFile(directory), () => {}), endpoint.credentials);
});
afterAll(async () => {
  await endpoint.close();
  rmSync(directory, { recursive: true });
});

/** Asks as an SDK does. */
async function ask(target: string, body: string): Promise<Record<string, unknown>> {
  const response = await fetch(endpoint.url, {
    method: 'POST',
    headers: { 'authorization': `AWS4-HMAC-SHA256 Credential=${endpoint.credentials.accessKeyId}/`, 'x-amz-target': target },
    body,
  });
  return { ...await response.json() as Record<string, unknown>, status: response.status };
}

const secret = async (input: object) => ask('secretsmanager.GetSecretValue', JSON.stringify(input));

test('a version is found by its stage and its id, and no other is there', async () => {
  const { VersionId } = await secret({ SecretId: 'name' });
  expect(await secret({ SecretId: 'name', VersionStage: 'AWSCURRENT', VersionId })).toMatchObject({ SecretString: 'hunter2' });
  expect(await secret({ SecretId: 'name', VersionStage: 'AWSPREVIOUS' })).toMatchObject({ __type: 'ResourceNotFoundException', message: expect.stringContaining('staging label: AWSPREVIOUS') });
  expect(await secret({ SecretId: 'name', VersionId: 'x' })).toMatchObject({ __type: 'ResourceNotFoundException', message: expect.stringContaining('VersionId: x') });
});

test.each([
  ['nothing', {}], ['an empty name', { SecretId: '' }], ['a number', { SecretId: 1 }],
])('%s instead of a name is refused', async (_what, input) => {
  expect(await secret(input)).toMatchObject({ status: 400, __type: 'ValidationException' });
});

test.each(['constructor', '__proto__', 'toString'])('what an object has by itself is no secret: %s', async (name) => {
  expect(await secret({ SecretId: name })).toMatchObject({ __type: 'ResourceNotFoundException' });
});

test.each(['', '{', '[]', '"name"', JSON.stringify({ SecretId: 'x'.repeat(70_000) })])('a body that is no request is refused', async (body) => {
  expect(await ask('secretsmanager.GetSecretValue', body)).toMatchObject({ status: 400, __type: 'SerializationException' });
});

test('an operation that is not answered says which are', async () => {
  expect(await ask('secretsmanager.DeleteSecret', '{}')).toMatchObject({ status: 400, message: 'mcp-lambda dev answers GetSecretValue, GetParameter, GetParameters alone.' });
  expect(await ask('constructor', '{}')).toMatchObject({ __type: 'UnknownOperationException' });
});

test('a name that resolves to this machine, as in an attack by DNS, is refused', async () => {
  const status = await new Promise((resolve) => request({
    port: endpoint.port, host: '127.0.0.1', method: 'POST', headers: { host: 'evil.example', authorization: `AWS4-HMAC-SHA256 Credential=${endpoint.credentials.accessKeyId}/` },
  }, (response) => resolve(response.statusCode)).end('{}'));
  expect(status).toBe(403);
});
