import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, StackProps } from 'aws-cdk-lib';
import { accountForEach } from './account';
import { ACCOUNT, AccountState } from './aws-stand-in';
import { McpAuth, McpLambdaServer, McpSecret, McpServerCode } from '../../../../src';
import { fixture } from '../../served-server';
import { Printed, printedBy, spawnDev } from '../dev-process';

jest.setTimeout(60_000);

const account = accountForEach();

/** An assembly with one server, in a stack with this target. */
function assembly(props: StackProps = {}, secret?: string): string {
  const outdir = join(account.directory, 'assembly');
  const app = new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true } });
  new McpLambdaServer(new Stack(app, 'Demo', props), 'Server', {
    code: McpServerCode.nodejs(fixture('mcp-server'), { entry: 'server.js' }),
    auth: McpAuth.none(),
    secrets: secret === undefined ? undefined : { API_KEY: McpSecret.fromSecretName(secret) },
  });
  app.synth();
  return outdir;
}

/** A project with a `deploy.toml` and no app of its own. */
function project(inAws: string): void {
  mkdirSync(join(account.directory, '.pmcp'));
  writeFileSync(join(account.directory, 'server.js'), '');
  writeFileSync(join(account.directory, '.pmcp', 'deploy.toml'), `[server]\nname = "tools"\n[build]\nkind = "nodejs"\n[aws]\n${inAws}`);
}

/** Runs the command as somebody who has an access key, unless the environment says otherwise. */
async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Printed> {
  return printedBy(spawnDev(account.directory, args, { ...account.aws.environment(account.directory), ...env }));
}

/** One message without a stack trace, and its exit code. */
function expectMistake({ code, err }: Printed, exitCode: number, message: RegExp): void {
  expect(err).toMatch(message);
  expect(err).toMatch(/^mcp-lambda: /);
  expect(err).not.toMatch(/\n\s+at /);
  expect(code).toBe(exitCode);
}

const NO_KEY = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

describe('a mistake in the usage', () => {
  test.each<[string[], RegExp]>([
    [['deploy', 'outptus'], /unexpected argument 'outptus'/],
    [['deploy', 'outputs', 'x'], /unexpected argument 'x'/],
    [['deploy', '--region', 'Frankfurt'], /a name such as eu-central-1/],
    [['deploy', '--env', 'a b'], /letters, digits and hyphens/],
    [['deploy', '-c', 'novalue'], /written as key=value/],
    [['deploy', '-c', '__proto__=x'], /written as key=value/],
    [['deploy', '--profile', ''], /'--profile <name>' .* empty/],
    [['deploy', '--stack', ''], /'--stack <name>' .* empty/],
    [['deploy', 'logs', '--since', 'yesterday'], /30s, 10m, 2h or 7d/],
    [['deploy', 'logs', '--since', '5'], /30s, 10m, 2h or 7d/],
    [['deploy', 'outputs', '--format', 'xml'], /Allowed choices are text, json/],
    [['deploy', 'destroy', '--confirm', ' '], /'--confirm <name>' .* empty/],
  ])('%j is named, and nothing is asked of AWS', async (args, message) => {
    expectMistake(await run(args), 1, message);
    expect(account.aws.asked).toEqual([]);
  });

  test('is a directory without an app, or without what --no-build takes', async () => {
    expectMistake(await run(['deploy']), 1, /no cdk\.json/);
    writeFileSync(join(account.directory, 'cdk.json'), '{"app":"false"}');
    expectMistake(await run(['deploy', '--no-build']), 1, /--no-build takes .* there is none in .*cdk\.out: leave the option out/);
  });

  test('is a stack that is not there, or that has no server', async () => {
    const outdir = assembly();
    expectMistake(await run(['deploy', '--cdk-out', outdir, '--stack', 'Other']), 1, /no stack Other with an MCP server\. There are:\n {2}--stack Demo$/m);
    const app = new App({ outdir: join(account.directory, 'empty') });
    new Stack(app, 'Bare');
    app.synth();
    expectMistake(await run(['deploy', '--cdk-out', join(account.directory, 'empty')]), 1, /No MCP server was found in the stack Bare\./);
  });
});

describe('credentials', () => {
  test('that are not there are told with the ways to give some', async () => {
    expectMistake(await run(['deploy', '--cdk-out', assembly()], NO_KEY), 1, /no AWS credentials: give a profile .*AWS_ACCESS_KEY_ID.*aws configure/);
  });

  test('of an SSO session that has expired are told with the login', async () => {
    const sso = '[profile work]\nsso_session = company\nsso_account_id = 111122223333\nsso_role_name = Dev\nregion = eu-west-1\n'
      + '[sso-session company]\nsso_region = eu-west-1\nsso_start_url = https://company.awsapps.com/start\n';
    writeFileSync(join(account.directory, 'config'), sso);
    const cache = join(account.directory, '.aws/sso/cache');
    mkdirSync(cache, { recursive: true });
    const token = { accessToken: 'x', expiresAt: '2020-01-01T00:00:00Z', region: 'eu-west-1', startUrl: 'https://company.awsapps.com/start' };
    writeFileSync(join(cache, `${createHash('sha1').update('company').digest('hex')}.json`), JSON.stringify(token));
    expectMistake(await run(['deploy', '--cdk-out', assembly(), '--profile', 'work'], { ...NO_KEY, AWS_CONFIG_FILE: join(account.directory, 'config') }), 1,
      /SSO session has expired.* Run: aws sso login --profile work\n$/);
  });

  test('of a profile that is not there name the profile', async () => {
    expectMistake(await run(['deploy', '--cdk-out', assembly(), '--profile', 'nobody']), 1, /The profile nobody gives no AWS credentials/);
  });

  test.each([
    [[], 'work', 6, '[aws] profile'],
    [['outputs'], 'work', 6, '[aws] profile'],
    [['logs', '--env', 'production'], 'work', 6, '[aws] profile'],
    [['destroy', '--env', 'staging'], 'stage', 8, '[env.staging.aws] profile'],
  ])('of a profile that deploy.toml names and that is not there name its place (deploy %j)', async (args, profile, line, key) => {
    project('profile = "work"\n[env.staging.aws]\nprofile = "stage"\n[env.production.lambda]\nmemory_size = 512\n');
    expectMistake(await run(['deploy', ...args]), 1,
      new RegExp(`\\.pmcp/deploy\\.toml:${line}: ${key.replace(/[[\]]/g, '\\$&')}: the profile ${profile} gives no AWS credentials: .*aws configure --profile ${profile}.*or with --profile, .* --no-profile`));
    expectMistake(await run(['deploy', ...args, '--profile', 'nobody']), 1, /^mcp-lambda: The profile nobody gives no AWS credentials/);
    expectMistake(await run(['deploy', ...args, '--no-profile'], NO_KEY), 1, /^mcp-lambda: There are no AWS credentials/);
  });

  test.each([
    ['profile = 5\n', /deploy\.toml:6: \[aws\] profile: got 5, expected the name of a profile\n$/],
    ['profile = "work"\nprofile = "other"\n', /deploy\.toml:7: Defining a key multiple times/],
  ])('are not those of the environment where deploy.toml says %j', async (aws_, message) => {
    project(aws_);
    expectMistake(await run(['deploy', '--no-build']), 1, message);
    expect(account.aws.asked).toEqual([]);
  });

  test('that have expired are told', async () => {
    account.aws.state = { identityError: 'ExpiredToken' };
    expectMistake(await run(['deploy', '--cdk-out', assembly()]), 1, /credentials have expired/);
  });

  test('of another account than the stack\'s are told with both', async () => {
    expectMistake(await run(['deploy', '--cdk-out', assembly({ env: { account: '999999999999', region: 'eu-west-1' } })]), 1,
      new RegExp(`goes to the account 999999999999, and these credentials are of ${ACCOUNT} \\(arn:aws:iam::${ACCOUNT}:user/developer\\).*--profile`));
  });

  test('without a region are told where one can be written', async () => {
    expectMistake(await run(['deploy', '--cdk-out', assembly()], { AWS_REGION: undefined }), 1, /Nothing says to which region the stack Demo goes: give --region/);
  });
});

describe('before a deploy', () => {
  test.each<[string, AccountState, RegExp]>([
    ['an account that was never bootstrapped', {}, new RegExp(`account ${ACCOUNT} is not bootstrapped for the CDK in eu-west-1.*npx cdk bootstrap aws://${ACCOUNT}/eu-west-1\n$`)],
    ['a bootstrap that is too old', { bootstrap: 3 }, /bootstrap in eu-west-1 has version 3, and Demo needs \d+\. Run: npx cdk bootstrap/],
    ['another deploy that is under way', { bootstrap: 99, stackStatus: 'UPDATE_IN_PROGRESS' }, /The stack Demo is being changed by somebody else \(UPDATE_IN_PROGRESS\): wait/],
    ['a removal that is under way', { bootstrap: 99, stackStatus: 'DELETE_IN_PROGRESS' }, /being changed by somebody else \(DELETE_IN_PROGRESS\)/],
    ['a stack that could not be put back', { bootstrap: 99, stackStatus: 'UPDATE_ROLLBACK_FAILED' }, /\(it was so\).*aws cloudformation continue-update-rollback --stack-name Demo/],
    ['a stack that could not be removed', { bootstrap: 99, stackStatus: 'DELETE_FAILED' }, /could not be removed \(it was so\)\. Run `mcp-lambda deploy destroy` again/],
  ])('%s is told, and nothing is changed', async (_, state, message) => {
    account.aws.state = state;
    expectMistake(await run(['deploy', '--yes', '--cdk-out', assembly()]), 2, message);
    expect(account.aws.asked.filter((action) => /^(?:Create|Delete|Update|Put|Execute)/.test(action))).toEqual([]);
  });

  test('all that is wrong is told at once', async () => {
    account.aws.state = { stackStatus: 'UPDATE_IN_PROGRESS' };
    const { code, err } = await run(['deploy', '--yes', '--cdk-out', assembly({}, 'demo/key')]);
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^mcp-lambda: The account .* is not bootstrapped/),
      expect.stringMatching(/^The secret demo\/key is not in eu-west-1\. Make it: aws secretsmanager create-secret --region eu-west-1 --name demo\/key/),
      expect.stringMatching(/^The stack Demo is being changed/),
    ]);
    expect(code).toBe(2);
  });

  test('a secret that is there is no problem', async () => {
    account.aws.state = { secrets: ['demo/key'] };
    expect((await run(['deploy', '--yes', '--cdk-out', assembly({}, 'demo/key')])).err).not.toMatch(/demo\/key/);
    expect(account.aws.asked).toContain('DescribeSecret');
  });

  test('an AWS that cannot be reached is told with what may be wrong', async () => {
    expectMistake(await run(['deploy', '--cdk-out', assembly()], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }), 2, /AWS cannot be reached \(.*ECONNREFUSED.*AWS_ENDPOINT_URL/);
  });

  test('a permission that is missing is told', async () => {
    account.aws.state = { bootstrap: 99, stackStatus: 'UPDATE_COMPLETE' };
    expectMistake(await run(['deploy', 'outputs', '--cdk-out', assembly()]), 2, /may not do it: User: developer is not authorized to perform: (?:GetTemplate|ListStackResources)/);
  });
});

test('a build of what must be looked up asks AWS nothing, and says what makes the look-up', async () => {
  mkdirSync(join(account.directory, '.pmcp'));
  writeFileSync(join(account.directory, 'server.js'), '');
  writeFileSync(join(account.directory, '.pmcp', 'deploy.toml'), [
    '[server]', 'name = "tools"', '[auth]', 'enabled = false', '[build]', 'kind = "nodejs"', 'entry = "server.js"', '[aws]', `account_id = "${ACCOUNT}"`, 'region = "eu-west-1"',
    '[domain]', 'name = "mcp.example.com"', 'hosted_zone = "example.com"', '',
  ].join('\n'));
  const { code, err } = await run(['deploy', 'build']);
  expect(code).toBe(1);
  // Before it stands what the app has said.
  expect(err).toMatch(new RegExp(
    `\nmcp-lambda: The CDK app needs facts of an AWS account that are not in cdk\\.context\\.json \\(hosted-zone:account=${ACCOUNT}:domainName=example\\.com:region=eu-west-1\\):\n(?:  .*\n)+`
    + 'AWS is not asked here\\. Run `mcp-lambda deploy`, or `cdk synth`, once with AWS credentials: .*/\\.pmcp/cdk\\.context\\.json\\.\n$'));
  expect(account.aws.asked).toEqual([]);
});
