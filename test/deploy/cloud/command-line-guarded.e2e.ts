import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, CreateChangeSetCommand, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientOptions } from './account';
import { accountResources } from './account-resources';
import { type Cloud, describeDeployed } from './cloud';
import { startCommandLine } from './command-line-session';
import { logLines } from './function-instances';
import { type CliEnd, fitting, type McpLambdaCli, once } from './mcp-lambda-cli';
import { buildServers } from '../parity/app';
import { startForwarder } from '../tools/forwarder';

jest.setTimeout(300_000);

const STACK = 'Guarded';
const LOG_GROUP = '/aws/lambda/guarded';
const CRASHING = 'console.error("DATABASE_URL is not set"); process.exit(3);';

/** Something that is not ours, and has the name of a stack of ours. */
const FOREIGN = JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } });

describeDeployed('the command line, with a server behind a login,', (installed) => {
  let cloud: Cloud;
  let cli: McpLambdaCli;
  let made: () => Promise<string[]>;
  let stop: (() => Promise<void>) | undefined;
  let code: { good: string; crashing: string };

  beforeAll(async () => {
    ({ cloud, cli, made, stop } = await startCommandLine(installed, (its) => {
      const app = join(its.directory, 'app');
      const crashing = join(its.directory, 'crashing');
      [app, crashing].forEach((directory) => mkdirSync(directory));
      writeFileSync(join(crashing, 'server.cjs'), CRASHING);
      code = { good: buildServers().mcp, crashing };
      const command = `cd ${join(__dirname, '../../..')} && ${process.execPath} --import tsx ${join(__dirname, 'cli-app.ts')}`;
      writeFileSync(join(app, 'cdk.json'), JSON.stringify({ app: fitting(command, its) }));
      return app;
    }));
  });

  afterAll(() => stop?.());

  const server = (which: 'good' | 'crashing', ...more: string[]) => ['-c', `code=${code[which]}`, ...more];
  const deploy = async (which: 'good' | 'crashing', ...more: string[]) => cli.run(['deploy', '--yes', '--json', ...server(which, ...more)]);
  const destroy = async (...more: string[]) => cli.run(['deploy', 'destroy', '--json', ...server('good'), ...more]);
  const cloudFormation = () => new CloudFormationClient(clientOptions(cloud.endpoint));

  async function status(stack = STACK): Promise<string | undefined> {
    const { Stacks = [] } = await cloudFormation().send(new DescribeStacksCommand({ StackName: stack }));
    return Stacks[0]?.StackStatus;
  }

  /** A run that fails with this exit code and one message. */
  function expectFailure({ code: exit, err }: CliEnd, expected: number, message: RegExp): void {
    expect({ exit, err }).toEqual({ exit: expected, err: expect.stringMatching(message) as string });
    expect(err).toMatch(/^mcp-lambda: /);
    expect(err).not.toMatch(/\n\s+at /);
  }

  test('names a secret that is missing, and how to make it, before anything is changed', async () => {
    expectFailure(await deploy('good', '-c', 'secret=guarded/key'), 2, /The secret guarded\/key is not in us-east-1\. Make it: aws secretsmanager create-secret/);
    expect(await made()).toEqual([]);
    await new SecretsManagerClient(clientOptions(cloud.endpoint)).send(new CreateSecretCommand({ Name: 'guarded/key', SecretString: 'x' }));
  });

  test('names what the account has left where the server reserves more, before anything is changed', async () => {
    const before = await made();
    expectFailure(await deploy('good', '-c', 'reserved=5000'), 2,
      /Guarded takes 5000 concurrent executions for itself \(Server reserves 5000\), and the account 000000000000 has \d+ left for it in us-east-1: .* --quota-code L-B99A9384 --desired-value \d+\n$/);
    expect(await made()).toEqual(before);
  });

  test('names the account where the credentials are of another one', async () => {
    expectFailure(await deploy('good', '-c', 'account=111111111111'), 1, /goes to the account 111111111111, and these credentials are of 000000000000 .*--profile/);
  });

  test('names the command where the account is not bootstrapped', async () => {
    expectFailure(await cli.run(['deploy', '--yes', '--region', 'eu-west-1', ...server('good')], { env: { AWS_REGION: undefined } }), 2,
      /000000000000 is not bootstrapped for the CDK in eu-west-1.* npx cdk bootstrap aws:\/\/000000000000\/eu-west-1/);
  });

  test('names the resource that could not be made, and deploys after it all the same', async () => {
    expectFailure(await deploy('good', '-c', 'failing=yes'), 2, /AWS::Lambda::Alias Failing: .*already exists/);
    expect(await status()).toBe('ROLLBACK_COMPLETE');
    expect(await deploy('good')).toMatchObject({ code: 0, err: '' });
    expect((await destroy('--yes', '--clean')).code).toBe(0);
  });

  test('deploys over a stack whose first change set was never executed', async () => {
    await cloudFormation().send(new CreateChangeSetCommand({ StackName: STACK, ChangeSetName: 'looked-at', ChangeSetType: 'CREATE', TemplateBody: FOREIGN }));
    expect(await status()).toBe('REVIEW_IN_PROGRESS');
    const { code: exit, events, err } = await deploy('good', '-c', 'secret=guarded/key');
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(events.at(-1)).toMatchObject({ event: 'verified', by: 'challenge', server: 'Server', revision: '2025-11-25' });
  });

  test('ends with 3 and the last lines of a server that crashes at its start, which the door alone would not show', async () => {
    const { code: exit, events } = await deploy('crashing');
    expect(exit).toBe(3);
    expect(events.at(-1)).toMatchObject({
      event: 'verification-failed', server: 'Server', reason: expect.stringMatching(/^its function fails: /), log: expect.arrayContaining([expect.stringContaining('DATABASE_URL is not set')]),
    });
    const text = await cli.run(['deploy', ...server('crashing')]);
    expect(text.code).toBe(3);
    expect(text.err).toMatch(/✗ Server is deployed and does not answer: .*\n.*\n.*last lines.*\n(?:.*\n)*.*│ .*DATABASE_URL is not set/);
  });

  test('asks before it takes the login away, which widens no permission of IAM, and says which routes that opens', async () => {
    const before = await made();
    const open = server('good', '-c', 'secret=guarded/key', '-c', 'auth=none');
    const text = await cli.run(['deploy', ...open]);
    expectFailure(text, 1, /These changes need a yes,.* Nothing was changed.* --yes\.\n$/);
    expect(text.out).toMatch(/These let in more callers than before:\n {2}! AWS::ApiGatewayV2::Route Guarded\/Server\/\S+ asks nobody any more who is calling; it asked for JWT\n/);
    const { code: exit, events } = await cli.run(['deploy', '--json', ...open]);
    expect(exit).toBe(1);
    const [changes] = events.flatMap((event) => (event.event === 'changes' ? [event] : []));
    expect(changes).toMatchObject({ security: true });
    expect([...new Set(changes.opened?.map(({ type, what }) => `${type} ${what}`))]).toEqual(['AWS::ApiGatewayV2::Route asks nobody any more who is calling; it asked for JWT']);
    const declined = await cli.runInTerminal(['deploy', ...open], 'n', installed);
    expect(declined).toMatchObject({ code: 1, out: expect.stringContaining('Deploy them? [y/N]') as string });
    expect(await made()).toEqual(before);
  });

  test('keeps log group, users and secrets when the stack goes, and says which', async () => {
    const { code: exit, events } = await destroy('--yes');
    expect(exit).toBe(0);
    const kept = events.flatMap((event) => (event.event === 'kept' ? [`${event.option} ${event.type}`] : [])).sort();
    expect([...new Set(kept)]).toEqual(['--clean AWS::Logs::LogGroup', '--delete-user-data AWS::Cognito::UserPool', '--delete-user-data AWS::SecretsManager::Secret']);
    const left = await made();
    expect([...new Set(left.map((resource) => resource.split(' ')[0]))]).toEqual(['AWS::Cognito::UserPool', 'AWS::Logs::LogGroup', 'AWS::SecretsManager::Secret']);
    expect(left).toEqual(expect.arrayContaining([`AWS::Logs::LogGroup ${LOG_GROUP}`, `AWS::SecretsManager::Secret ${STACK}-kept`]));
  });

  test('finds after a plain destroy the log group that was kept, and uses it, with its lines', async () => {
    const lines = await logLines(cloud.endpoint, LOG_GROUP);
    const { code: exit, events, err } = await deploy('good');
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(events).toContainEqual({ event: 'notice', id: 'log-group', message: expect.stringContaining(LOG_GROUP) as string });
    expect((await logLines(cloud.endpoint, LOG_GROUP)).slice(0, lines.length)).toEqual(lines);
    const { out } = await cli.run(['deploy', 'logs', ...server('good'), '--since', '1h', '--filter', 'DATABASE_URL']);
    expect(out).toMatch(/DATABASE_URL is not set/);
  });

  test('leaves with --clean alone exactly the pool and the secrets that the stack has made', async () => {
    const first = await accountResources(cloud.endpoint);
    expect((await deploy('good', '-c', 'name=Cleaned', '-c', 'secret=guarded/key')).code).toBe(0);
    expect((await destroy('-c', 'name=Cleaned', '--yes', '--clean')).code).toBe(0);
    const left = await accountResources(cloud.endpoint);
    const kept = left.filter((resource) => !first.includes(resource));
    expect(left).toEqual(expect.arrayContaining(first));
    expect(kept.map((resource) => resource.split(' ')[0])).toEqual(['AWS::Cognito::UserPool', 'AWS::SecretsManager::Secret', 'AWS::SecretsManager::Secret']);
    expect(kept).toEqual(expect.arrayContaining(['AWS::SecretsManager::Secret Cleaned-kept', expect.stringContaining('STATEKEY')]));
  });

  test('leaves with --clean --delete-user-data what was there before the first deploy, and asks for the server\'s name', async () => {
    const first = await accountResources(cloud.endpoint);
    expect((await deploy('good', '-c', 'name=Another', '-c', 'secret=guarded/key')).code).toBe(0);
    const another = ['-c', 'name=Another', '--clean', '--delete-user-data'];
    expectFailure(await destroy(...another, '--yes'), 1, /name the server with --confirm, which is another\. Nothing was removed\./);
    expectFailure(await destroy(...another, '--confirm', 'Server'), 1, /"Server" is not the server's name, which is another\. Nothing was removed\./);
    const typed = await cli.runInTerminal(['deploy', 'destroy', ...server('good'), ...another], 'another', installed);
    expect(typed).toEqual({ code: 0, out: expect.stringMatching(/AWS::Cognito::UserPool us-east-1_\w+ \(\S+\)[^]*Another is gone/) as string });
    expect(await accountResources(cloud.endpoint)).toEqual(first);
    const secrets = new SecretsManagerClient(clientOptions(cloud.endpoint));
    expect((await secrets.send(new GetSecretValueCommand({ SecretId: 'guarded/key' }))).SecretString).toBe('x');
  });

  test('leaves a stack alone that has the name and nothing of ours', async () => {
    await cloudFormation().send(new CreateStackCommand({ StackName: 'Foreign', TemplateBody: FOREIGN }));
    expectFailure(await destroy('-c', 'name=Foreign', '--yes', '--clean', '--delete-user-data', '--confirm', 'foreign'), 1, /The stack Foreign in us-east-1 has no MCP server of cdk-mcp-lambda, so it is left alone/);
    expect(await status('Foreign')).toBe('CREATE_COMPLETE');
  });

  test('ends with 130 at Ctrl-C in mid-deploy, says what goes on, and deploys afterwards', async () => {
    const cut = await cli.run(['deploy', '--yes', ...server('good', '-c', 'name=Third')], { onOutput: once('+ AWS::Lambda::Function', (child) => child.kill('SIGINT')) });
    expectFailure(cut, 130, /Interrupted\. What CloudFormation has begun with Third goes on in us-east-1/);
    let again: CliEnd;
    do {
      again = await deploy('good', '-c', 'name=Third');
    } while (/is being changed by somebody else/.test(again.err));
    expect({ code: again.code, err: again.err }).toEqual({ code: 0, err: '' });
  });

  test('says that AWS cannot be reached when it is gone in mid-deploy, and deploys when it is back', async () => {
    const way = await startForwarder(cloud.ministack.port);
    const cut = await cli.run(['deploy', '--yes', ...server('crashing', '-c', 'name=Third')], {
      env: { AWS_ENDPOINT_URL: way.endpoint },
      onOutput: once('publishing', () => way.cut()),
    });
    expectFailure(cut, 2, /The deploy of Third failed: AWS cannot be reached \(.*ECONNREFUSED/);
    expect((await deploy('crashing', '-c', 'name=Third')).events.map(({ event }) => event)).toContain('deployed');
  });
});
