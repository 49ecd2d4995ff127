import { fullDiff } from '@aws-cdk/cloudformation-diff';
import { ChangesEvent, DeployEvent, ResourceEvent } from '../../src/terminal/deploy-events';
import { FindOpenings } from '../../src/toolkit/changes';
import { listenToToolkit, ToolkitRun } from '../../src/toolkit/toolkit-messages';

/** A function with its version and the alias on it, as an app has them before and after a change of its code. */
const template = (version: string, code: string) => ({
  Resources: {
    Function: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Key: code } }, Metadata: { 'aws:cdk:path': 'Demo/Function/Resource' } },
    [version]: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Function' } }, Metadata: { 'aws:cdk:path': 'Demo/Function/CurrentVersion/Resource' } },
    Alias: {
      Type: 'AWS::Lambda::Alias',
      Properties: { Name: 'live', FunctionVersion: { 'Fn::GetAtt': [version, 'Version'] } },
      Metadata: { 'aws:cdk:path': 'Demo/Alias/Resource' },
    },
    Unchanged: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: 'Alias' } } },
  },
});

const changed = (id: string, property: string) => ({
  ResourceChange: {
    Action: 'Modify',
    LogicalResourceId: id,
    ResourceType: template('V', '').Resources[id].Type,
    Replacement: 'False',
    Details: [{ Target: { Attribute: 'Properties', Name: property, RequiresRecreation: 'Never' }, Evaluation: 'Static' }],
  },
});

const CODE = changed('Function', 'Code');
const MOVE = changed('Alias', 'FunctionVersion');

interface Listening {
  readonly told: DeployEvent[];
  readonly run: ToolkitRun;
  confirm(...listed: object[]): Promise<ChangesEvent>;
}

function listening(findOpenings: FindOpenings = () => []): Listening {
  const told: DeployEvent[] = [];
  const after = template('New', 'b');
  const stacks = [{ name: 'Demo', path: 'Demo', template: after }];
  const run = listenToToolkit({ report: (event) => told.push(event), approve: async () => true, stacks, findOpenings });
  return {
    told,
    run,
    confirm: async (...listed) => {
      const diff = fullDiff(template('Old', 'a'), after, { Changes: listed } as Parameters<typeof fullDiff>[2]);
      // The CDK keeps what is different alone.
      diff.resources = diff.resources.filter((change) => change !== undefined);
      const data = { permissionChangeType: 'none', templateDiffs: { Demo: diff } };
      await run.host.requestResponse({ code: 'CDK_TOOLKIT_I5060', data, message: '', defaultResponse: true } as unknown as Parameters<ToolkitRun['host']['requestResponse']>[0]);
      return told.at(-1) as ChangesEvent;
    },
  };
}

/** Tells what CloudFormation does, as `id STATUS`, and gives the counts that are shown with it. */
async function counts({ run, told }: ReturnType<typeof listening>, total: number | undefined, steps: readonly string[]): Promise<string[]> {
  for (const step of ['Demo UPDATE_IN_PROGRESS', ...steps]) {
    const [id, status] = step.split(' ');
    const event = { LogicalResourceId: id, ResourceStatus: status, StackId: 'arn:demo', PhysicalResourceId: id === 'Demo' ? 'arn:demo' : `physical-${id}` };
    await run.host.notify({ code: 'CDK_TOOLKIT_I5502', data: { deployment: 'one', event, progress: { total, completed: 99 } } } as unknown as Parameters<ToolkitRun['host']['notify']>[0]);
  }
  return told.filter((event): event is ResourceEvent => event.event === 'resource').slice(1).map(({ completed, total: of }) => `${completed}/${of}`);
}

describe('the changes before a deploy', () => {
  test('have the alias, where the change set does not list it', async () => {
    const { changes } = await listening().confirm(CODE);
    expect(changes.map(({ action, logicalId }) => `${action} ${logicalId}`)).toEqual(['delete Old', 'create New', 'update Function', 'update Alias']);
    expect(changes.at(-1)).toEqual({ action: 'update', type: 'AWS::Lambda::Alias', logicalId: 'Alias', path: 'Demo/Alias/Resource' });
  });

  test('say what lets in more callers, of the whole of both templates, and need a yes for that, which no permission of IAM would', async () => {
    const seen: unknown[] = [];
    const opened = [{ type: 'AWS::Lambda::Url', logicalId: 'Url', what: 'asks nobody' }];
    const one = await listening((stack, before, after) => {
      seen.push([stack, Object.keys(before).sort(), Object.keys(after).sort(), before.Function.Properties, after.Function.Properties]);
      return opened;
    }).confirm(CODE);
    expect(seen).toEqual([['Demo', ['Alias', 'Function', 'Old', 'Unchanged'], ['Alias', 'Function', 'New', 'Unchanged'], { Code: { S3Key: 'a' } }, { Code: { S3Key: 'b' } }]]);
    expect(one).toMatchObject({ security: true, opened });
    expect(one).not.toHaveProperty('securityChanges');
    expect(await listening().confirm(CODE)).toMatchObject({ security: false });
  });

  test('have it once, where the change set lists it', async () => {
    const { changes } = await listening().confirm(CODE, MOVE);
    expect(changes.filter(({ logicalId }) => logicalId === 'Alias')).toHaveLength(1);
  });
});

describe('the count never goes beyond its total', () => {
  const UPDATE = ['New CREATE_COMPLETE', 'Function UPDATE_COMPLETE', 'Alias UPDATE_COMPLETE', 'Demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'Old DELETE_COMPLETE', 'Demo UPDATE_COMPLETE'];

  test('where the change set lists every change', async () => {
    const one = listening();
    await one.confirm(CODE, MOVE);
    expect(await counts(one, 6, UPDATE)).toEqual(['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
  });

  test('where it lists fewer', async () => {
    const one = listening();
    await one.confirm(CODE);
    expect(await counts(one, 5, UPDATE)).toEqual(['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
    expect(await counts(listening(), 2, UPDATE)).toEqual(['1/2', '2/2', '3/3', '4/4', '5/5', '6/6']);
  });

  test('and does not go back where the old one of a resource that is made anew is removed', async () => {
    expect(await counts(listening(), 3, ['Function UPDATE_COMPLETE', 'Demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'Function DELETE_COMPLETE', 'Demo UPDATE_COMPLETE']))
      .toEqual(['1/3', '2/3', '2/3', '3/3']);
  });

  test('and has no total in a rollback, nor where a stack is removed', async () => {
    expect(await counts(listening(), 4, ['New CREATE_COMPLETE', 'Function UPDATE_FAILED', 'Demo UPDATE_ROLLBACK_IN_PROGRESS', 'Function UPDATE_COMPLETE', 'Demo UPDATE_ROLLBACK_COMPLETE']))
      .toEqual(['1/4', '1/4', '1/undefined', '1/undefined', '1/undefined']);
    expect(await counts(listening(), undefined, ['Old DELETE_COMPLETE'])).toEqual(['1/undefined']);
  });
});
