import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { accountForEach } from './account';
import { ACCOUNT } from './aws-stand-in';
import { McpAuth, McpLambdaServer, McpSecret, McpServerCode } from '../../../../src';
import { fixture } from '../../served-server';
import { printedBy, spawnDev } from '../dev-process';

jest.setTimeout(60_000);

const account = accountForEach();
let made = 0;

const ID = '12345678-1234-1234-1234-123456789012';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${ID}`;

/** What a deploy says of a server with the secret tools/database, as far as it gets: nothing can be changed here. */
async function said(secretKey: string | undefined, grantedKey?: string, resourcesOf: (stack: Stack) => string[] = () => []): Promise<string> {
  account.aws.state = { bootstrap: 99, secrets: ['tools/database'], secretKey };
  const outdir = join(account.directory, `assembly-${++made}`);
  const app = new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true } });
  const stack = new Stack(app, 'Demo');
  const encryptionKey = grantedKey === undefined ? undefined : kms.Key.fromKeyArn(stack, 'Key', grantedKey);
  const server = new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.nodejs(fixture('mcp-server'), { entry: 'server.js' }),
    auth: McpAuth.none(),
    secrets: { DATABASE: McpSecret.fromSecretName('tools/database', { field: 'password', encryptionKey }) },
  });
  for (const resource of resourcesOf(stack)) server.function.addToRolePolicy(new PolicyStatement({ actions: ['kms:Decrypt'], resources: [resource] }));
  app.synth();
  const { out, err } = await printedBy(spawnDev(account.directory, ['deploy', '--yes', '--cdk-out', outdir], account.aws.environment(account.directory)));
  return out + err;
}

const FOUND = 'The secret tools/database is encrypted with';

test.each([['its ARN', KEY], ['its id', ID]])('a key of the customer that the server may not decrypt with, which AWS names by %s, is told with the line to write', async (_name, key) => {
  expect(await said(key)).toContain(`${FOUND} ${KEY}, and nothing in the stack lets the server decrypt with it, unless the key's own policy does. `
    + `Write in [secrets] of deploy.toml (encryptionKey in a CDK app): DATABASE = { name = "tools/database", field = "password", kms_key_arn = "${KEY}" } [secret-key]\n`);
});

test('an alias is told with how to find its key', async () => {
  expect(await said('alias/mine')).toContain(
    `kms_key_arn = "arn:…" }, with the ARN that \`aws kms describe-key --key-id arn:aws:kms:eu-west-1:${ACCOUNT}:alias/mine\` says [secret-key]\n`);
});

test('a key of another name than the one that is given is told', async () => {
  expect(await said(KEY, KEY.replace(ID, '99999999-1234-1234-1234-123456789012'))).toContain(FOUND);
});

test.each<[string, string | undefined, string | undefined]>([
  ['AWS\'s own key', undefined, undefined],
  ['AWS\'s own key by its name', 'alias/aws/secretsmanager', undefined],
  ['the key that is given', KEY, KEY],
  ['an alias of a key that is given', 'alias/mine', KEY],
])('%s is not told', async (_name, key, granted) => {
  expect(await said(key, granted)).not.toContain(FOUND);
  expect(account.aws.asked).toContain('DescribeSecret');
});

test.each<[string, (stack: Stack) => string]>([
  ['of that account', () => KEY.replace(ID, '*')],
  ['of the account that the stack goes to, whichever that is', (stack) => stack.formatArn({ service: 'kms', resource: 'key', resourceName: '*' })],
])('a key is not told where a policy lets the server decrypt with all keys %s', async (_name, resource) => {
  expect(await said(KEY, undefined, (stack) => [resource(stack)])).not.toContain(FOUND);
  expect(account.aws.asked).toContain('DescribeSecret');
});

test('a key is told where a policy has all keys of another account', async () => {
  expect(await said(KEY, undefined, () => [KEY.replace(ID, '*').replace(ACCOUNT, '999999999999')])).toContain(FOUND);
});
