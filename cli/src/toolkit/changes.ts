import { stripVTControlCharacters } from 'node:util';
import type { DeployConfirmationRequest } from '@aws-cdk/toolkit-lib';
import { constructPath } from '../construct-path';
import { referredIds } from '../referred-ids';
import type { ChangesEvent, Opened, ResourceChange } from '../terminal/deploy-events';

/** A stack of the assembly as it is about to be deployed, as far as it is read here. */
export interface NewStack {
  readonly name: string;
  /** The construct path. */
  readonly path: string;
  readonly template: NewTemplate;
}

interface NewTemplate {
  readonly Resources?: Readonly<Record<string, NewResource>>;
}

interface NewResource {
  readonly Type?: string;
  readonly Properties?: unknown;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** What is about to change. */
export interface Changes {
  readonly changes: ChangesEvent;
  /** How many of these changes the CDK does not list. */
  readonly unlisted: number;
}

/** Finds what lets in more callers, in the resources of the stack with that construct path before and after; a nested one has none. */
export type FindOpenings = (path: string | undefined, before: Resources, after: Resources) => readonly Opened[];

type Resources = Readonly<Record<string, NewResource>>;

type Diff = DeployConfirmationRequest['templateDiffs'][string];

/** What the CDK says before its question, with what follows from it, and what it does not look at: who may call an API. */
export function readChanges(
  { permissionChangeType, templateDiffs }: DeployConfirmationRequest,
  message: string,
  stacks: readonly NewStack[],
  findOpenings: FindOpenings,
): Changes {
  const diffs = Object.entries(templateDiffs).map(([shown, diff]) => ({ shown, diff, stack: stackShownAs(shown, stacks) }));
  // The first one is the stack; those nested in it follow.
  const [{ shown = '', stack = undefined } = {}] = diffs;
  const broadening = permissionChangeType === 'broadening';
  const opened = diffs.flatMap(({ diff, stack: one }) => findOpenings(one?.path, ...bothSides(diff, one?.template ?? {})));
  const listed = Object.values(templateDiffs).flatMap(changesOf);
  const more = followers(listed, stack?.template ?? {});
  return {
    unlisted: more.length,
    changes: {
      event: 'changes',
      stack: stack?.name ?? shown,
      changes: [...listed, ...more],
      security: broadening || opened.length > 0,
      ...opened.length > 0 && { opened },
      ...broadening && { securityChanges: stripVTControlCharacters(message.slice(0, message.lastIndexOf('\n\n'))).trim() },
    },
  };
}

/** The CDK calls a stack by its construct path, and has its name behind it in brackets where that is another one than the artefact's id. */
function stackShownAs(shown: string, stacks: readonly NewStack[]): NewStack | undefined {
  return stacks.find(({ name, path }) => shown === path || shown === `${path} (${name})`);
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

/** The CDK has of both templates what differs; what does not is as in the new one. */
function bothSides({ resources }: Diff, { Resources = {} }: NewTemplate): [before: Resources, after: Resources] {
  const [before, after] = [new Map(Object.entries(Resources)), new Map(Object.entries(Resources))];
  const put = (side: Map<string, NewResource>, logicalId: string, value: NewResource | undefined) =>
    void (value ? side.set(logicalId, value) : side.delete(logicalId));
  resources.forEachDifference((logicalId, { oldValue, newValue }) => {
    put(before, logicalId, oldValue);
    put(after, logicalId, newValue);
  });
  return [Object.fromEntries(before), Object.fromEntries(after)];
}

function changesOf({ resources }: Diff): ResourceChange[] {
  const changes: ResourceChange[] = [];
  resources.forEachDifference((logicalId, change) => {
    const action = ACTIONS[change.changeImpact];
    if (action) changes.push({ action, type: change.newResourceType ?? change.oldResourceType ?? '', logicalId, ...pathIn((change.newValue ?? change.oldValue)?.Metadata) });
  });
  return changes;
}

/**
 * Resources that are there, and refer to one that is about to be made: so they change, too. The CDK drops a reference from what it
 * shows where the change set does not list it, as change sets that do not know values yet may do: an alias that moves to a new version.
 */
function followers(changes: readonly ResourceChange[], { Resources = {} }: NewTemplate): ResourceChange[] {
  const listed = new Set(changes.map(({ logicalId }) => logicalId));
  const made = new Set(changes.filter(({ action }) => action === 'create').map(({ logicalId }) => logicalId));
  return Object.entries(Resources)
    .filter(([logicalId, { Properties }]) => !listed.has(logicalId) && referredIds(Properties).some((id) => made.has(id)))
    .map(([logicalId, { Type = '', Metadata }]) => ({ action: 'update', type: Type, logicalId, ...pathIn(Metadata) }));
}

function pathIn(metadata: unknown): Pick<ResourceChange, 'path'> {
  const path = constructPath(metadata);
  return path === undefined ? {} : { path };
}
