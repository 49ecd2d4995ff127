import { CloudFormationClient, DescribeStackEventsCommand, DescribeStackResourcesCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { clientOptions } from './account';

/** A resource of a deployed stack. */
export interface StackResource {
  readonly type: string;
  readonly physicalId: string;
  /** All that decides whether CloudFormation touches it. */
  readonly definition: unknown;
}

/** The resources of a deployed stack by their logical ids. */
export type StackResources = ReadonlyMap<string, StackResource>;

/** All events of a stack, the oldest first. */
export async function stackEvents(endpoint: string, stack: string): Promise<StackEvent[]> {
  const client = new CloudFormationClient(clientOptions(endpoint));
  const events: StackEvent[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new DescribeStackEventsCommand({ StackName: stack, NextToken }));
    events.push(...page.StackEvents ?? []);
    NextToken = page.NextToken;
  } while (NextToken);
  return events.reverse();
}

/** What the stack consists of now, as CloudFormation tells it. */
export async function stackResources(endpoint: string, stack: string): Promise<StackResources> {
  const client = new CloudFormationClient(clientOptions(endpoint));
  const { TemplateBody = '{}' } = await client.send(new GetTemplateCommand({ StackName: stack }));
  const definitions = (JSON.parse(TemplateBody) as { Resources: Record<string, { Metadata?: unknown }> }).Resources;
  const { StackResources: resources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: stack }));
  return new Map(resources.map(({ LogicalResourceId = '', ResourceType = '', PhysicalResourceId = '' }) => {
    const { Metadata: _, ...definition } = definitions[LogicalResourceId] ?? {};
    return [LogicalResourceId, { type: ResourceType, physicalId: PhysicalResourceId, definition }];
  }));
}

/**
 * What a deploy has done to a stack, such as `AWS::Lambda::Function UPDATE`, sorted. It is read from
 * the stack before and after: CloudFormation has an event for each resource that it touches, whereas
 * ministack's events say of every resource of the template that it was updated.
 */
export function changesBetween(before: StackResources, after: StackResources): string[] {
  const kept = [...after].filter(([id]) => before.has(id));
  return [
    ...[...after].filter(([id]) => !before.has(id)).map(([, { type }]) => `${type} CREATE`),
    ...[...before].filter(([id]) => !after.has(id)).map(([, { type }]) => `${type} DELETE`),
    ...kept.filter(([id, { physicalId }]) => physicalId !== before.get(id)?.physicalId).map(([, { type }]) => `${type} REPLACE`),
    ...kept.filter(([id, { definition }]) => JSON.stringify(definition) !== JSON.stringify(before.get(id)?.definition)).map(([, { type }]) => `${type} UPDATE`),
  ].sort();
}
