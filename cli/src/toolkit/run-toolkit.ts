import type { StackSelector, ToolkitOptions } from '@aws-cdk/toolkit-lib';
import type { FindOpenings, NewStack } from './changes';
import { deployFailure } from './deploy-failure';
import { sdkConfig } from './sdk-config';
import { Approve, listenToToolkit } from './toolkit-messages';
import type { Account } from '../aws/account';
import type { DeployReport } from '../terminal/deploy-events';

/** A stack of an assembly, and where it goes. */
export interface StackTask {
  readonly account: Account;
  /** The number of the account and the region, for messages. */
  readonly accountId: string;
  readonly region: string;
  /** The directory of the cloud assembly. */
  readonly assembly: string;
  /** The stack's construct path, by which the Toolkit Library selects it. */
  readonly path: string;
  readonly stack: string;
  readonly report: DeployReport;
  readonly approve: Approve;
}

/** How a stack is deployed. */
export interface DeployTask extends StackTask {
  /** All stacks of the assembly: those that this one depends on are deployed, too. */
  readonly stacks: readonly NewStack[];
  /** What of the changes lets in more callers. */
  readonly findOpenings: FindOpenings;
  /** Replaces code without CloudFormation, where nothing else has changed. */
  readonly hotswap: boolean;
  /** Takes resources into the stack that are there already under the names that the template gives. */
  readonly takeUp: boolean;
}

/** What a deploy has come to. */
export interface DeployResult {
  readonly changed: boolean;
  readonly hotswapped: boolean;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Loads what a deploy takes a second to load. Where that fails, the deploy says why. */
export function loadToolkit(): void {
  void import('@aws-cdk/toolkit-lib').catch(() => undefined);
}

/** Deploys a stack with the stacks that it depends on. */
export async function deployStack(task: DeployTask): Promise<DeployResult> {
  const run = listenToToolkit(task);
  const { ExpandStackSelection, Toolkit } = await import('@aws-cdk/toolkit-lib');
  const changeSet = { method: 'change-set', importExistingResources: task.takeUp } as const;
  try {
    const toolkit = new Toolkit(await options(task, run.host));
    const { stacks } = await toolkit.deploy(await toolkit.fromAssemblyDirectory(task.assembly), {
      stacks: await selector(task, ExpandStackSelection.UPSTREAM),
      deploymentMethod: task.hotswap ? { method: 'hotswap', fallback: changeSet } : changeSet,
    });
    const { outputs = {} } = stacks.find(({ hierarchicalId }) => hierarchicalId === task.path) ?? {};
    return { changed: run.changed, hotswapped: run.hotswapped, outputs };
  } catch (error) {
    throw await deployFailure(error, run, context(task, `The deploy of ${task.stack}`));
  }
}

/** Removes a stack; what is retained stays. */
export async function destroyStack(task: StackTask): Promise<void> {
  const run = listenToToolkit({ ...task, stacks: [], findOpenings: () => [] });
  const { Toolkit } = await import('@aws-cdk/toolkit-lib');
  try {
    const toolkit = new Toolkit(await options(task, run.host));
    await toolkit.destroy(await toolkit.fromAssemblyDirectory(task.assembly), { stacks: await selector(task) });
  } catch (error) {
    throw await deployFailure(error, run, context(task, `The removal of ${task.stack}`));
  }
}

async function options({ account, region }: StackTask, ioHost: ToolkitOptions['ioHost']): Promise<ToolkitOptions> {
  return { ioHost, sdkConfig: await sdkConfig({ ...account, region }), emojis: false, color: false };
}

async function selector({ path }: StackTask, expand?: StackSelector['expand']): Promise<StackSelector> {
  const { StackSelectionStrategy } = await import('@aws-cdk/toolkit-lib');
  return { strategy: StackSelectionStrategy.PATTERN_MUST_MATCH_SINGLE, patterns: [path], ...expand && { expand } };
}

function context({ account, accountId, region, stack }: StackTask, doing: string) {
  return { doing, ...account.origin, stack, account: accountId, region };
}
