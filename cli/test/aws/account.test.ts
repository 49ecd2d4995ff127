import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withConfiguration } from './own-configuration';
import { clientConfig, openAccount } from '../../src/aws/account';

const own = withConfiguration(
  '[default]\nregion = eu-north-1\n[profile work]\nregion = eu-west-3\n[profile bare]\noutput = json\n',
  '[work]\naws_access_key_id = KEYOFWORK\naws_secret_access_key = x\n',
);

test('the region of the option counts before all, and else the usual one', async () => {
  process.env.AWS_REGION = 'us-west-2';
  expect((await openAccount({ region: 'sa-east-1', profile: 'work' })).region).toBe('sa-east-1');
  expect((await openAccount({ profile: 'work' })).region).toBe('us-west-2');
});

test('a profile that is named counts more than the credentials of the environment', async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'KEYOFENVIRONMENT', AWS_SECRET_ACCESS_KEY: 'x' });
  expect((await (await openAccount({ profile: 'work' })).credentials()).accessKeyId).toBe('KEYOFWORK');
  expect((await (await openAccount({})).credentials()).accessKeyId).toBe('KEYOFENVIRONMENT');
});

test('a client is made for the region of the stack', async () => {
  const account = await openAccount({ region: 'sa-east-1' });
  expect(clientConfig(account).region).toBe('sa-east-1');
  expect(clientConfig(account, 'eu-west-1').region).toBe('eu-west-1');
});

test('a bundle of certificate authorities that cannot be read is named', async () => {
  mkdirSync(join(own.directory, 'bundle'));
  process.env.AWS_CA_BUNDLE = join(own.directory, 'missing.pem');
  await expect(openAccount({})).rejects.toThrow(/AWS_CA_BUNDLE names .*missing\.pem, which cannot be read \(ENOENT\)/);
  process.env.AWS_CA_BUNDLE = join(own.directory, 'bundle');
  await expect(openAccount({})).rejects.toThrow(/cannot be read \(EISDIR\)/);
});
