import { join } from 'node:path';
import { accountResources } from './account-resources';
import { type Cloud, describeDeployed, startCloud } from './cloud';
import { deploy, destroy, mcpUrlOf, type StackOutputs, synthesise } from './deployment';
import { changeFile, copyExample } from './example';
import { functionProcesses, logLines } from './function-instances';
import { connectClient, REVISIONS } from './mcp-client';
import { changesBetween, stackEvents, stackResources } from './stack';
import type { BuiltExample } from '../tools/examples';

/** A server among the examples, and how a test recognises it. */
export interface Example {
  readonly name: string;
  /** Its directory, or why it could not be installed. */
  readonly source: BuiltExample;
  readonly stack: string;
  /** A call of a tool, and what must be in the result. */
  readonly call: { readonly name: string; readonly arguments: Record<string, unknown> };
  readonly result: Record<string, unknown>;
  /** A change of the server's source: its version, which the client is told. */
  readonly change: { readonly file: string; readonly from: string; readonly to: string };
  readonly version: { readonly before: string; readonly after: string };
  /** Builds the changed server in the app's directory, where its synthesis does not. */
  readonly rebuild?: (app: string) => void;
  /** A line of the server in the function's log. */
  readonly logged: RegExp;
}

/** What a user does with a server: deploys it, calls it, changes it, deploys it again, and takes it down. */
export function describeJourney(example: Example): void {
  const { source } = example;
  if ('error' in source) {
    console.error(`examples/${example.name}: skipped, as it could not be installed`, source.error);
    describe.skip(`examples/${example.name}`, () => test.todo('needs its packages'));
    return;
  }
  describeDeployed(`examples/${example.name}, deployed`, (installed) => {
    let cloud: Cloud;
    let app: string;
    let assembly: string;
    let outputs: StackOutputs;
    let before: string[];

    beforeAll(async () => {
      cloud = await startCloud(installed);
      app = copyExample(source.directory, cloud.directory);
      before = await accountResources(cloud.endpoint);
      assembly = await synthesise(app, cloud);
      outputs = await deploy(assembly, cloud);
    });

    afterAll(() => cloud?.stop());

    const madeByTheStack = async () => (await accountResources(cloud.endpoint)).filter((resource) => !before.includes(resource));

    async function talk(revision: typeof REVISIONS[number]) {
      const client = await connectClient(mcpUrlOf(outputs), cloud.ministack.port, revision[1]);
      try {
        return {
          revision: client.getNegotiatedProtocolVersion(),
          version: client.getServerVersion()?.version,
          result: await client.callTool(example.call),
        };
      } finally {
        await client.close();
      }
    }

    test.each(REVISIONS)('answers the official client of revision %s at the URL that the deploy printed', async (...revision) => {
      expect(await talk(revision)).toMatchObject({ revision: revision[0], version: example.version.before, result: example.result });
    });

    test('writes to the log group of the stack', async () => {
      const [, logGroup] = (await madeByTheStack()).find((resource) => resource.startsWith('AWS::Logs::LogGroup'))?.split(' ') ?? [];
      expect(await logLines(cloud.endpoint, logGroup)).toContainEqual(expect.stringMatching(example.logged));
    });

    test('is not touched by a second deploy of the same', async () => {
      const resources = await madeByTheStack();
      const events = await stackEvents(cloud.endpoint, example.stack);
      await deploy(assembly, cloud);
      expect(await stackEvents(cloud.endpoint, example.stack)).toHaveLength(events.length);
      expect(await madeByTheStack()).toEqual(resources);
    });

    test('changes its function, the version and the alias, and nothing else, when the server has changed', async () => {
      const resources = await stackResources(cloud.endpoint, example.stack);
      const events = await stackEvents(cloud.endpoint, example.stack);
      changeFile(join(app, example.change.file), example.change);
      example.rebuild?.(app);
      assembly = await synthesise(app, cloud);

      expect(await deploy(assembly, cloud)).toEqual(outputs);

      expect(changesBetween(resources, await stackResources(cloud.endpoint, example.stack))).toEqual([
        'AWS::Lambda::Alias UPDATE',
        'AWS::Lambda::Function UPDATE',
        'AWS::Lambda::Version CREATE',
        'AWS::Lambda::Version DELETE',
      ]);
      const newEvents = (await stackEvents(cloud.endpoint, example.stack)).slice(events.length);
      const known = events.map(({ LogicalResourceId }) => LogicalResourceId);
      const created = newEvents.filter(({ LogicalResourceId }) => !known.includes(LogicalResourceId)).map(({ ResourceType }) => ResourceType);
      expect([...new Set(created)]).toEqual(['AWS::Lambda::Version']);
      expect(newEvents.at(-1)).toMatchObject({ LogicalResourceId: example.stack, ResourceStatus: 'UPDATE_COMPLETE' });

      const versions = (await madeByTheStack()).filter((resource) => resource.startsWith('AWS::Lambda::Version'));
      expect(versions).toEqual([expect.stringMatching(/:\$LATEST$/), expect.stringMatching(/:2$/)]);
    });

    test.each(REVISIONS)('answers as the changed server at the same URL in revision %s', async (...revision) => {
      expect(await talk(revision)).toMatchObject({ version: example.version.after, result: example.result });
    });

    test('leaves no resource but its log group when it is destroyed', async () => {
      await destroy(assembly, cloud);
      expect(await madeByTheStack()).toEqual([expect.stringMatching(/^AWS::Logs::LogGroup /)]);
    });

    // Not by `cdk destroy`: ministack keeps the instances of a function that CloudFormation deletes.
    test('leaves no process when ministack ends', async () => {
      expect(functionProcesses(cloud.ministack)).not.toEqual([]);
      await cloud.stop();
      expect(functionProcesses(cloud.ministack)).toEqual([]);
    });
  });
}
