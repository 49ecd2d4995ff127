import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT } from './account';
import { describeDeployed } from './cloud';
import { type CommandLine, startCommandLine } from './command-line-session';
import { TomlProject } from './toml-project';

jest.setTimeout(300_000);

/** Of whom the environment has an access key: another account, in which nothing is to be changed. */
const OTHER = '111111111111';

const TOML = `[server]
name = "tools"

[build]
kind = "nodejs"
entry = "server.cjs"

[auth]
enabled = false

[aws]
region = "us-east-1"
profile = "elsewhere"

[env.staging.aws]
profile = "ours"
`;

/** Keys of accounts, as ministack knows them. */
const CREDENTIALS = `[ours]\naws_access_key_id = ${ACCOUNT}\naws_secret_access_key = x\n\n[elsewhere]\naws_access_key_id = ${OTHER}\naws_secret_access_key = x\n`;

describeDeployed('the command line, where deploy.toml names a profile,', (installed) => {
  let line: CommandLine | undefined;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    line = await startCommandLine(installed, (cloud) => {
      const project = new TomlProject(join(cloud.directory, 'project'), cloud);
      project.addApp();
      writeFileSync(project.toml, TOML);
      const credentials = join(cloud.directory, 'credentials');
      writeFileSync(credentials, CREDENTIALS);
      env = { AWS_ACCESS_KEY_ID: OTHER, AWS_SHARED_CREDENTIALS_FILE: credentials };
      return project.root;
    });
  });

  afterAll(() => line?.stop());

  const run = async (...args: string[]) => line!.cli.run(['deploy', ...args], { env });

  test('works with that one and not with the key of the environment', async () => {
    const { code, err } = await run('--yes');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(`The account ${OTHER} is not bootstrapped`) as string });
    env = { ...env, AWS_ACCESS_KEY_ID: ACCOUNT };
    expect((await run('--yes')).err).toContain(`The account ${OTHER} is not bootstrapped`);
    env = { ...env, AWS_ACCESS_KEY_ID: OTHER };
  });

  test('deploys with the profile of the environment that --env names', async () => {
    const { code, err, events } = await run('--env', 'staging', '--yes', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(events).toContainEqual(expect.objectContaining({ event: 'target', account: ACCOUNT }));
    expect(events.at(-1)).toMatchObject({ event: 'verified', by: 'call' });
    expect(await line!.made()).toContainEqual(expect.stringMatching(/^AWS::CloudFormation::Stack tools/));
  });

  test('looks at what is deployed there, and removes it there', async () => {
    expect(JSON.parse((await run('outputs', '--env', 'staging', '--format', 'json')).out)).toMatchObject({ servers: [{ name: 'Server' }] });
    expect((await run('logs', '--env', 'staging', '--since', '1h')).out).toMatch(/ server .*START/);
    expect(await run('outputs')).toMatchObject({ code: 2, err: expect.stringContaining('is not deployed') as string });
    expect(await run('destroy', '--env', 'staging', '--clean', '--yes')).toMatchObject({ code: 0, err: '' });
    expect(await line!.made()).toEqual([]);
  });

  test('works with the one that an option names, whatever the file says', async () => {
    const { events } = await run('--profile', 'ours', '--yes', '--json');
    expect(events).toContainEqual(expect.objectContaining({ event: 'target', account: ACCOUNT }));
  });
});
