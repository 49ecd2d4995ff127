import { App, CfnResource, Fn, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { toldChanges } from './told-changes';
import { readStacks } from '../../src/template/assembly/assembly';
import type { ChangesEvent } from '../../src/terminal/deploy-events';
import { FindOpenings } from '../../src/toolkit/changes';
import { synth } from '../template/support';

// The Toolkit is loaded, which takes seconds on a busy machine.
jest.setTimeout(60_000);

/** What is about to be said of an app in which one resource of one stack is new. */
async function changesOf(build: (app: App) => Stack, findOpenings: FindOpenings = () => []): Promise<ChangesEvent> {
  let path = '';
  const assembly = synth((app) => {
    const stack = build(app);
    path = stack.node.path;
    const made = new CfnResource(stack, 'New', { type: 'AWS::Lambda::Version' });
    new CfnResource(stack, 'ByRef', { type: 'AWS::Lambda::Alias', properties: { FunctionVersion: made.getAtt('Version') } });
    new CfnResource(stack, 'BySub', { type: 'AWS::ApiGateway::Authorizer', properties: { AuthorizerUri: Fn.sub('arn:${New}/invocations') } });
    new CfnResource(stack, 'ByName', { type: 'AWS::SNS::Topic', properties: { TopicName: Fn.sub('${New}', { New: 'a' }) } });
  });
  const { New: _made, ...before } = readStacks(assembly).find((one) => one.path === path)!.template.Resources as Record<string, unknown>;
  return toldChanges(assembly, path, before, findOpenings);
}

describe.each<[string, (app: App) => Stack, string, string]>([
  ['a stack', (app) => new Stack(app, 'Server'), 'Server', 'Server'],
  ['a stack with a name of its own', (app) => new Stack(app, 'Server', { stackName: 'my-mcp' }), 'my-mcp', 'Server'],
  ['a stack of a stage', (app) => new Stack(new Stage(app, 'Prod'), 'Server'), 'Prod-Server', 'Prod/Server'],
  ['a stack of a stage, with a name of its own', (app) => new Stack(new Stage(app, 'Prod'), 'Server', { stackName: 'my-mcp' }), 'my-mcp', 'Prod/Server'],
  ['a stack below a construct', (app) => new Stack(new Construct(app, 'Team'), 'Server', { stackName: 'my-mcp' }), 'my-mcp', 'Team/Server'],
])('the changes of %s', (_name, build, name, path) => {
  test('have its name, and what refers to a new resource', async () => {
    const { stack, changes } = await changesOf(build);
    expect(stack).toBe(name);
    expect(changes.map(({ action, logicalId }) => `${action} ${logicalId}`)).toEqual(['create New', 'update ByRef', 'update BySub']);
  });

  test('are looked at with its path and with all that does not change', async () => {
    const seen: unknown[] = [];
    const opened = [{ type: 'AWS::Lambda::Url', logicalId: 'Url', what: 'asks nobody' }];
    const event = await changesOf(build, (where, before, after) => {
      seen.push([where, Object.keys(before).sort(), Object.keys(after).sort()]);
      return opened;
    });
    expect(seen).toEqual([[path, ['ByName', 'ByRef', 'BySub'], ['ByName', 'ByRef', 'BySub', 'New']]]);
    expect(event).toMatchObject({ security: true, opened });
  });
});

test('a stack of another stage that has the same name is not taken for the one that changes', async () => {
  const seen: unknown[] = [];
  await changesOf((app) => {
    new CfnResource(new Stack(new Stage(app, 'Test'), 'Server', { stackName: 'my-mcp' }), 'Elsewhere', { type: 'AWS::SNS::Topic' });
    return new Stack(new Stage(app, 'Prod'), 'Server', { stackName: 'my-mcp' });
  }, (where, before) => {
    seen.push([where, Object.keys(before)]);
    return [];
  });
  expect(seen).toEqual([['Prod/Server', expect.not.arrayContaining(['Elsewhere'])]]);
});
