import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withConfiguration } from './own-configuration';
import { usualRegion } from '../../src/aws/region';

const own = withConfiguration([
  '[default]', 'region = eu-north-1', '[profile work]', 'region = eu-west-3', '[profile bare]', 'output = json', '[profile both]', 'region = eu-west-1', '[plain]', 'region = eu-south-1', '',
].join('\n'), '[both]\nregion = us-east-2\n[keys]\nregion = ca-central-1\n');

test.each<[string, string | undefined, NodeJS.ProcessEnv, string | undefined]>([
  ['AWS_REGION before AWS_DEFAULT_REGION', undefined, { AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'us-west-1' }, 'us-west-2'],
  ['AWS_DEFAULT_REGION before the files', undefined, { AWS_DEFAULT_REGION: 'us-west-1' }, 'us-west-1'],
  ['AWS_REGION before a profile that is named', 'work', { AWS_REGION: 'us-west-2' }, 'us-west-2'],
  ['an empty variable for none', undefined, { AWS_REGION: '', AWS_DEFAULT_REGION: ' ' }, 'eu-north-1'],
  ['the default profile', undefined, {}, 'eu-north-1'],
  ['the profile that is named', 'work', {}, 'eu-west-3'],
  ['the profile that the environment names', undefined, { AWS_PROFILE: 'work' }, 'eu-west-3'],
  ['a profile that is named before that of the environment', 'both', { AWS_PROFILE: 'work' }, 'us-east-2'],
  ['what stands with the credentials before what stands in the configuration', 'both', {}, 'us-east-2'],
  ['a profile that stands with the credentials alone', 'keys', {}, 'ca-central-1'],
  ['no section of the configuration that is not called profile', 'plain', {}, undefined],
  ['none where the profile has none', 'bare', {}, undefined],
  ['none where there is no such profile', 'other', {}, undefined],
])('takes %s', async (_, profile, env, region) => {
  Object.assign(process.env, env);
  expect(await usualRegion(profile)).toBe(region);
});

test('files that are missing or cannot be read name none', async () => {
  mkdirSync(join(own.directory, 'folder'));
  Object.assign(process.env, { AWS_CONFIG_FILE: join(own.directory, 'folder'), AWS_SHARED_CREDENTIALS_FILE: join(own.directory, 'missing') });
  expect(await usualRegion()).toBeUndefined();
});

test('without variables the files are those of the home directory', async () => {
  delete process.env.AWS_CONFIG_FILE;
  delete process.env.AWS_SHARED_CREDENTIALS_FILE;
  process.env.HOME = own.directory;
  process.env.USERPROFILE = own.directory;
  mkdirSync(join(own.directory, '.aws'));
  writeFileSync(join(own.directory, '.aws', 'config'), '[default]\nregion = ap-south-1\n');
  expect(await usualRegion()).toBe('ap-south-1');
});
