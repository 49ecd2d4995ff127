import { stripVTControlCharacters } from 'node:util';
import type { DeployConfirmationRequest, IIoHost, IoMessage, StackActivity } from '@aws-cdk/toolkit-lib';
import type { ChangesEvent, DeployReport, ResourceChange, ResourceEvent } from '../terminal/deploy-events';

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

/** CloudFormation's statuses of a resource whose neighbour has failed say nothing of the cause. */
const CONSEQUENCE = /cancelled|canceled/i;

/** Turns the messages of the Toolkit Library into events, and answers its questions. */
export function listenToToolkit(report: DeployReport, approve: Approve): ToolkitRun {
  const run: ToolkitRun = {
    failed: [],
    hotswapped: false,
    changed: false,
    host: {
      notify: async (message) => noteMessage(message, run, report),
      requestResponse: async (request) => {
        const answer = await answerTo(request, report, approve);
        return (answer ?? request.defaultResponse) as typeof request.defaultResponse;
      },
    },
  };
  return run;
}

function noteMessage({ code, data, level, message }: IoMessage<unknown>, run: ToolkitRun, report: DeployReport): void {
  switch (code) {
    case 'CDK_TOOLKIT_I5502': {
      const resource = resourceEvent(data as StackActivity);
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

async function answerTo({ code, data, message }: IoMessage<unknown>, report: DeployReport, approve: Approve): Promise<boolean | undefined> {
  switch (code) {
    case 'CDK_TOOLKIT_I5060': {
      const changes = changesEvent(data as DeployConfirmationRequest, message);
      report(changes);
      return !changes.security || approve({ about: 'security', text: 'These changes widen permissions or who may reach the server. Deploy them?' });
    }
    case 'CDK_TOOLKIT_I5050': return approve({ about: 'rollback', text: `${plain((data as { motivation?: string }).motivation ?? message)}. Roll back first, and deploy then?` });
    // Whoever destroys was asked before, and knows what stays.
    case 'CDK_TOOLKIT_I7010': return true;
    default: return undefined;
  }
}

function resourceEvent({ event, metadata, progress }: StackActivity): ResourceEvent {
  return {
    event: 'resource',
    logicalId: event.LogicalResourceId ?? '',
    type: event.ResourceType ?? '',
    status: event.ResourceStatus ?? '',
    ...event.ResourceStatusReason !== undefined && { reason: event.ResourceStatusReason },
    ...metadata !== undefined && { path: metadata.constructPath },
    completed: progress.completed,
    ...progress.total !== undefined && { total: progress.total },
  };
}

/** What the CDK says before its question. */
function changesEvent({ permissionChangeType, templateDiffs }: DeployConfirmationRequest, message: string): ChangesEvent {
  const security = permissionChangeType === 'broadening';
  return {
    event: 'changes',
    stack: Object.keys(templateDiffs)[0] ?? '',
    changes: Object.values(templateDiffs).flatMap(changesOf),
    security,
    ...security && { securityChanges: plain(message.slice(0, message.lastIndexOf('\n\n'))) },
  };
}

const ACTIONS: Readonly<Record<string, ResourceChange['action'] | undefined>> = {
  WILL_CREATE: 'create',
  WILL_UPDATE: 'update',
  WILL_REPLACE: 'replace',
  MAY_REPLACE: 'replace',
  WILL_DESTROY: 'delete',
  WILL_ORPHAN: 'keep',
  WILL_IMPORT: 'import',
};

function changesOf({ resources }: DeployConfirmationRequest['templateDiffs'][string]): ResourceChange[] {
  const changes: ResourceChange[] = [];
  resources.forEachDifference((logicalId, change) => {
    const action = ACTIONS[change.changeImpact];
    const path: unknown = (change.newValue ?? change.oldValue)?.Metadata?.['aws:cdk:path'];
    if (action) changes.push({ action, type: change.newResourceType ?? change.oldResourceType ?? '', logicalId, ...typeof path === 'string' && { path } });
  });
  return changes;
}

function assetName(data: unknown): string {
  const { asset } = data as { asset: { displayName: (withDestination: boolean) => string } };
  return asset.displayName(false);
}

function plain(text: string): string {
  return stripVTControlCharacters(text).trim();
}
