import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { accountForEach } from './account';
import { ACCOUNT } from './aws-stand-in';
import { McpAuth, McpLambdaServer, McpLambdaServerProps, McpProvisionedConcurrency, McpServerCode } from '../../../../src';
import { readAssemblyFile } from '../../../src/template/assembly/assembly-file';
import { fixture } from '../../served-server';
import { printedBy, spawnDev } from '../dev-process';

jest.setTimeout(60_000);

type Scaling = Pick<McpLambdaServerProps, 'reservedConcurrentExecutions' | 'provisionedConcurrency'>;

const account = accountForEach();
let made = 0;

/** An assembly with these servers in one stack. */
function assembly(servers: Readonly<Record<string, Scaling>>): string {
  const outdir = join(account.directory, `assembly-${++made}`);
  const stack = new Stack(new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true } }), 'Demo');
  for (const [id, scaling] of Object.entries(servers)) {
    new McpLambdaServer(stack, id, { ...scaling, code: McpServerCode.nodejs(fixture('mcp-server'), { entry: 'server.js' }), auth: McpAuth.none() });
  }
  (stack.node.root as App).synth();
  return outdir;
}

const templateOf = (outdir: string) => readAssemblyFile(join(outdir, 'Demo.template.json')) as object;

/** What a deploy says, as far as it gets: nothing can be changed here. */
async function deploy(outdir: string, ...options: string[]): Promise<{ readonly out: string; readonly err: string; readonly code: number | null }> {
  return printedBy(spawnDev(account.directory, ['deploy', '--yes', '--cdk-out', outdir, ...options], account.aws.environment(account.directory)));
}

test('more than the account has is told before anything is changed: what is asked, what is left, where it stands, and how to get more', async () => {
  account.aws.state = { bootstrap: 99, concurrency: { all: 1000, unreserved: 980 } };
  const { code, err } = await deploy(assembly({ Server: { reservedConcurrentExecutions: 950 } }));
  expect(err).toBe(`mcp-lambda: Demo takes 950 concurrent executions for itself (Server reserves 950), and the account ${ACCOUNT} has 880 left for it in eu-west-1: `
    + 'of 1000, other functions have reserved 20, and Lambda keeps 100 unreserved. Lower reserved_concurrency in [lambda] of deploy.toml (reservedConcurrentExecutions in a CDK app), '
    + 'or have the quota raised: aws service-quotas request-service-quota-increase --region eu-west-1 --service-code lambda --quota-code L-B99A9384 --desired-value 1070\n');
  expect(code).toBe(2);
  expect(account.aws.asked.filter((action) => /^(?:Create|Delete|Update|Put|Execute)/.test(action))).toEqual([]);
});

test('a new account, which may reserve nothing, is told to leave it out', async () => {
  account.aws.state = { bootstrap: 99, concurrency: { all: 10, unreserved: 10 } };
  expect((await deploy(assembly({ Server: { reservedConcurrentExecutions: 1 } }))).err)
    .toMatch(/has 0 left for it in eu-west-1: of 10, other functions have reserved 0, and Lambda keeps 10 unreserved\. Leave out reserved_concurrency in .* --desired-value 101\n$/);
});

test('all servers of the stack count together, and where one reserves, what it keeps ready is of that', async () => {
  account.aws.state = { bootstrap: 99, concurrency: { all: 400, unreserved: 400 } };
  const servers = {
    One: { reservedConcurrentExecutions: 200, provisionedConcurrency: McpProvisionedConcurrency.of(50) },
    Two: { provisionedConcurrency: McpProvisionedConcurrency.of(101) },
  };
  expect((await deploy(assembly(servers))).err).toMatch(
    /takes 301 .*\(One reserves 200, Two keeps ready 101\), and .* has 300 left .* Lower reserved_concurrency in .* and provisioned_concurrency in \[lambda\] of deploy\.toml \(provisionedConcurrency in a CDK app\)/);
});

test('what the stack has already is its own: an update with the same, or with less, asks nothing', async () => {
  const before = assembly({ Server: { reservedConcurrentExecutions: 900 } });
  for (const executions of [900, 300]) {
    account.aws.asked.length = 0;
    account.aws.state = { bootstrap: 99, stackStatus: 'UPDATE_COMPLETE', template: templateOf(before), concurrency: { all: 1000, unreserved: 100 } };
    expect((await deploy(assembly({ Server: { reservedConcurrentExecutions: executions } }))).err).not.toMatch(/concurrent executions/);
    expect(account.aws.asked).toContain('GetTemplate');
    expect(account.aws.asked).not.toContain('GetAccountSettings');
  }
});

test('an update that takes more may have what the stack has and what is left', async () => {
  const before = assembly({ Server: { reservedConcurrentExecutions: 500 } });
  account.aws.state = { bootstrap: 99, stackStatus: 'UPDATE_COMPLETE', template: templateOf(before), concurrency: { all: 1000, unreserved: 300 } };
  expect((await deploy(assembly({ Server: { reservedConcurrentExecutions: 700 } }))).err).not.toMatch(/concurrent executions/);
  expect(account.aws.asked).toContain('GetAccountSettings');
  expect((await deploy(assembly({ Server: { reservedConcurrentExecutions: 701 } }))).err).toMatch(/has 700 left .* other functions have reserved 200,.* --desired-value 1001\n$/);
});

test('a creation that has failed holds nothing', async () => {
  const outdir = assembly({ Server: { reservedConcurrentExecutions: 950 } });
  account.aws.state = { bootstrap: 99, stackStatus: 'ROLLBACK_COMPLETE', template: templateOf(outdir), concurrency: { all: 1000, unreserved: 1000 } };
  expect((await deploy(outdir)).err).toMatch(/has 900 left for it/);
});

test('credentials that may not ask for the limits do not stop a deploy, and it is said what is not known', async () => {
  account.aws.state = { bootstrap: 99 };
  const { out, err } = await deploy(assembly({ Server: { reservedConcurrentExecutions: 950 } }), '--json');
  expect(out.trimEnd().split('\n').map((line) => JSON.parse(line) as object)).toContainEqual({
    event: 'notice',
    id: 'not-checked',
    message: 'Whether eu-west-1 has the 950 concurrent executions that Demo takes for itself is not known. Asking Lambda for the limits of the account failed, '
      + 'since these credentials may not do it: developer is not authorized to perform: lambda:GetAccountSettings',
  });
  // It goes on to what this AWS does not have.
  expect(err).toMatch(/^mcp-lambda: The deploy of Demo failed: Failed to publish asset/);
});

test('a stack that takes nothing for itself, or switches its server off, does not ask', async () => {
  account.aws.state = { bootstrap: 99 };
  await deploy(assembly({ Server: {}, Off: { reservedConcurrentExecutions: 0 } }));
  expect(account.aws.asked).toContain('DescribeStacks');
  expect(account.aws.asked).not.toContain('GetAccountSettings');
});
