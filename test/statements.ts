/** One thing that a policy says: its effect for one action on one resource. */
type Said = readonly [effect: string, action: string, resource: string, condition: string];

/**
 * What statements say, whatever they look like: CDK's feature flags merge statements, sort actions and write the
 * partition as `aws` where the region is known, and a policy is the same with all of them.
 */
export function said(statements: any[]): Said[] {
  return statements
    .flatMap(({ Effect, Action, Resource, Condition = {} }) => listOf(Action).flatMap((action) => listOf(Resource).map((resource): Said => (
      [Effect, action as string, plain(resource), plain(Condition)]))))
    .sort((one, other) => (one.join() < other.join() ? -1 : 1));
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const plain = (value: unknown): string => JSON.stringify(joined(value));

/** The value with joins made and the partition put in. */
function joined(value: any): unknown {
  if (Array.isArray(value)) {
    return value.map(joined);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (value.Ref === 'AWS::Partition') {
    return 'aws';
  }
  const parts = value['Fn::Join']?.[1].map(joined);
  return parts?.every((part: unknown) => typeof part === 'string')
    ? parts.join(value['Fn::Join'][0])
    : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, joined(one)]));
}
