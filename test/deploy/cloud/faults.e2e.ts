import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { clientOptions } from './account';
import { cdk } from './cdk-cli';
import { type Cloud, describeDeployed, startCloud } from './cloud';
import { bootstrapAccount, deploy, deployArguments, mcpUrlOf, synthesise } from './deployment';
import { changeFile, copyExample, QUICKSTART } from './example';
import { connectClient } from './mcp-client';
import { stackEvents } from './stack';
import { freePort } from '../tools/free-port';

jest.setTimeout(300_000);

const STACK = 'Quickstart';
const SERVER = 'new McpLambdaServer(';
const FAILING = `
import { CfnAlias } from 'aws-cdk-lib/aws-lambda';
new CfnAlias(stack, 'Failing', { functionName: server.function.functionName, functionVersion: '$LATEST', name: 'live' }).node.addDependency(server);
`;
const MCP_ENDPOINT = expect.objectContaining({ ServerMcpEndpoint24D80609: expect.stringMatching(/\/mcp$/) });

describeDeployed('a deploy that fails', (installed) => {
  let cloud: Cloud;
  let app: string;
  let assembly: string;
  let url: URL;

  beforeAll(async () => {
    cloud = await startCloud(installed, { bootstrap: false });
    app = copyExample(QUICKSTART, cloud.directory);
    assembly = await synthesise(app, cloud);
  });

  afterAll(() => cloud?.stop());

  /** Runs `cdk deploy`, which must fail; returns what it has printed. */
  async function failingDeploy(env: NodeJS.ProcessEnv = {}): Promise<string> {
    const { code, output } = await cdk({ args: deployArguments(assembly), endpoint: cloud.endpoint, env });
    expect(code).toBe(1);
    return output;
  }

  async function stackStatus(): Promise<string | undefined> {
    const { Stacks = [] } = await new CloudFormationClient(clientOptions(cloud.endpoint)).send(new DescribeStacksCommand({ StackName: STACK }));
    return Stacks[0]?.StackStatus;
  }

  async function deployedVersion(): Promise<string | undefined> {
    url = mcpUrlOf(await deploy(assembly, cloud));
    return runningVersion();
  }

  /** The version that the server says it has. */
  async function runningVersion(): Promise<string | undefined> {
    const client = await connectClient(url, cloud.ministack.port, 'legacy');
    const version = client.getServerVersion()?.version;
    await client.close();
    return version;
  }

  /** An alias whose name is taken, as everything else has been made. */
  function addFailingResource(): void {
    changeFile(join(app, 'app.ts'), { from: SERVER, to: `const server = ${SERVER}` });
    appendFileSync(join(app, 'app.ts'), FAILING);
  }

  function removeFailingResource(): void {
    changeFile(join(app, 'app.ts'), { from: `const server = ${SERVER}`, to: SERVER });
    changeFile(join(app, 'app.ts'), { from: FAILING, to: '' });
  }

  test('for want of an endpoint says at once where nothing answers', async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    await expect(deploy(assembly, { endpoint })).rejects.toThrow(
      new Error(`nothing answers at ${endpoint}, which stands for AWS (ECONNREFUSED): ministack is not running there`),
    );
  });

  test('for want of a bootstrap says what to run', async () => {
    expect(await failingDeploy()).toMatch(/Has the environment been bootstrapped\? Please run 'cdk bootstrap'/);
    await bootstrapAccount(cloud);
  });

  test('for want of credentials says so', async () => {
    expect(await failingDeploy({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' })).toMatch(/Unable to resolve AWS account to use/);
  });

  test('with the credentials of another account names the account', async () => {
    expect(await failingDeploy({ AWS_ACCESS_KEY_ID: '111111111111' })).toMatch(/not found in aws:\/\/111111111111\/us-east-1/);
  });

  test('and is rolled back names the resource, and does not stand in the way of a second one', async () => {
    addFailingResource();
    assembly = await synthesise(app, cloud);
    expect(await failingDeploy()).toMatch(/CREATE_FAILED.*AWS::Lambda::Alias.*Failing.*already exists/);
    expect(await stackStatus()).toBe('ROLLBACK_COMPLETE');

    removeFailingResource();
    assembly = await synthesise(app, cloud);
    expect(await deployedVersion()).toBe('1.0.0');
  });

  test('as an update is rolled back to the server that was there', async () => {
    changeFile(join(app, 'server.ts'), { from: "version: '1.0.0'", to: "version: '2.0.0'" });
    addFailingResource();
    assembly = await synthesise(app, cloud);
    await failingDeploy();
    expect(await stackStatus()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await runningVersion()).toBe('1.0.0');

    removeFailingResource();
    assembly = await synthesise(app, cloud);
    expect(await deployedVersion()).toBe('2.0.0');
  });

  test('as the CLI is killed on its way is finished by a second one', async () => {
    changeFile(join(app, 'server.ts'), { from: "version: '2.0.0'", to: "version: '3.0.0'" });
    assembly = await synthesise(app, cloud);
    const { code } = await cdk({
      args: deployArguments(assembly),
      endpoint: cloud.endpoint,
      onOutput: (text, command) => text.includes('creating CloudFormation changeset') && command.kill('SIGKILL'),
    });
    expect(code).toBeNull();
    expect(await deployedVersion()).toBe('3.0.0');
  });

  test('as the endpoint ends on its way says so at once, and a second deploy, to another one, succeeds', async () => {
    changeFile(join(app, 'server.ts'), { from: "version: '3.0.0'", to: "version: '4.0.0'" });
    assembly = await synthesise(app, cloud);
    let stopped = Promise.resolve();
    const { endpoint, ministack } = cloud;
    const cut = cdk({
      args: deployArguments(assembly),
      endpoint,
      onOutput: (text) => {
        if (text.includes('creating CloudFormation changeset')) stopped = ministack.stop();
      },
    });
    await expect(cut).rejects.toThrow(`nothing answers at ${endpoint}, which stands for AWS`);
    await stopped;

    const another = await startCloud(installed);
    try {
      expect(await deploy(assembly, another)).toEqual(MCP_ENDPOINT);
      expect((await stackEvents(another.endpoint, STACK)).at(-1)).toMatchObject({ ResourceStatus: 'CREATE_COMPLETE' });
    } finally {
      await another.stop();
    }
  });
});
