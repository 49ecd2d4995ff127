import { stripVTControlCharacters } from 'node:util';
import type { DeployConfirmationRequest, IIoHost, IoMessage, StackActivity } from '@aws-cdk/toolkit-lib';
import { FindOpenings, NewStack, readChanges } from './changes';
import { Progress } from './progress';
import type { DeployReport, ResourceEvent } from '../terminal/deploy-events';

/** Is asked before something is done that needs a yes. */
export type Approve = (question: Question) => Promise<boolean>;

/** What is to be approved. */
export interface Question {
  readonly about: 'security' | 'rollback';
  readonly text: string;
}

/** What a run of the Toolkit Library has told besides its events. */
export interface ToolkitRun {
  readonly host: IIoHost;
  /** Resources that could not be made, changed or removed, the first one first. */
  readonly failed: ResourceEvent[];
  /** True once the code was replaced without CloudFormation. */
  hotswapped: boolean;
  /** False while CloudFormation has found nothing to change. */
  changed: boolean;
}

/** Who listens. */
export interface Listening {
  readonly report: DeployReport;
  readonly approve: Approve;
  /** What may be deployed: the stacks of the assembly. */
  readonly stacks: readonly NewStack[];
  readonly findOpenings: FindOpenings;
}

/** CloudFormation's statuses of a resource whose neighbour has failed say nothing of the cause. */
const CONSEQUENCE = /cancelled|canceled/i;

/** Turns the messages of the Toolkit Library into events, and answers its questions. */
export function listenToToolkit(listening: Listening): ToolkitRun {
  const counts = new Counts();
  const run: ToolkitRun = {
    failed: [],
    hotswapped: false,
    changed: false,
    host: {
      notify: async (message) => noteMessage(message, run, counts, listening.report),
      requestResponse: async (request) => {
        const answer = await answerTo(request, counts, listening);
        return (answer ?? request.defaultResponse) as typeof request.defaultResponse;
      },
    },
  };
  return run;
}

/** How far each deployment is: that of a stack, and before it those of the stacks that it needs, one after the other. */
class Counts {
  /** Of the stack that is about to be deployed. */
  unlisted = 0;
  private readonly counts = new Map<string, Progress>();

  next(activity: StackActivity): ReturnType<Progress['next']> {
    const { deployment } = activity;
    const count = this.counts.get(deployment) ?? new Progress(this.unlisted);
    this.counts.set(deployment, count);
    return count.next(activity);
  }
}

function noteMessage({ code, data, level, message }: IoMessage<unknown>, run: ToolkitRun, counts: Counts, report: DeployReport): void {
  switch (code) {
    case 'CDK_TOOLKIT_I5502': {
      const activity = data as StackActivity;
      const resource = resourceEvent(activity, counts.next(activity));
      if (/_FAILED$/.test(resource.status) && !CONSEQUENCE.test(resource.reason ?? '')) run.failed.push(resource);
      return report(resource);
    }
    case 'CDK_TOOLKIT_I5210': return report({ event: 'asset', state: 'building', asset: assetName(data) });
    case 'CDK_TOOLKIT_I5220': return report({ event: 'asset', state: 'publishing', asset: assetName(data) });
    case 'CDK_TOOLKIT_I5900':
      run.changed = !(data as { noOp?: boolean }).noOp;
      return;
    case 'CDK_TOOLKIT_I5410':
      run.hotswapped = (data as { hotswapped?: boolean }).hotswapped === true;
      return;
    // It is said in the help of the option.
    case 'CDK_TOOLKIT_W5400': return;
    default:
      if (level === 'warn') report({ event: 'notice', id: 'cdk', message: plain(message) });
  }
}

async function answerTo(
  { code, data, message }: IoMessage<unknown>, counts: Counts, { report, approve, stacks, findOpenings }: Listening,
): Promise<boolean | undefined> {
  switch (code) {
    case 'CDK_TOOLKIT_I5060': {
      const { changes, unlisted } = readChanges(data as DeployConfirmationRequest, message, stacks, findOpenings);
      counts.unlisted = unlisted;
      report(changes);
      return !changes.security || approve({ about: 'security', text: 'These changes widen permissions or who may reach the server. Deploy them?' });
    }
    case 'CDK_TOOLKIT_I5050': return approve({ about: 'rollback', text: `${plain((data as { motivation?: string }).motivation ?? message)}. Roll back first, and deploy then?` });
    // Whoever destroys was asked before, and knows what stays.
    case 'CDK_TOOLKIT_I7010': return true;
    default: return undefined;
  }
}

function resourceEvent({ event, metadata }: StackActivity, count: Pick<ResourceEvent, 'completed' | 'total'>): ResourceEvent {
  return {
    event: 'resource',
    logicalId: event.LogicalResourceId ?? '',
    type: event.ResourceType ?? '',
    status: event.ResourceStatus ?? '',
    ...event.ResourceStatusReason !== undefined && { reason: event.ResourceStatusReason },
    ...metadata !== undefined && { path: metadata.constructPath },
    ...count,
  };
}

function assetName(data: unknown): string {
  const { asset } = data as { asset: { displayName: (withDestination: boolean) => string } };
  return asset.displayName(false);
}

function plain(text: string): string {
  return stripVTControlCharacters(text).trim();
}
