import type { StackTemplate } from '../assembly/assembly';
import type { Resource } from '../resources/resources';
import { Resources } from '../resources/resources';
import { serverName } from '../server-name';
import { numberOf, own } from '../values/json';

/** What a function takes of the account's concurrent executions, for itself alone. */
export interface TakenConcurrency {
  /** The construct path below the stack: `Server`. */
  readonly name: string;
  readonly by: 'reserved' | 'provisioned';
  readonly executions: number;
}

/**
 * The functions of a template that take concurrent executions for themselves. Where a function reserves some, those that it
 * keeps ready are of these. Numbers that only a deployment knows are left out.
 */
export function takenConcurrency(stack: StackTemplate): TakenConcurrency[] {
  const resources = new Resources(stack);
  const qualifiers = resources.where(({ type }) => type === 'AWS::Lambda::Alias' || type === 'AWS::Lambda::Version');
  return resources.ofType('AWS::Lambda::Function').flatMap((lambda): TakenConcurrency[] => {
    const name = serverName(lambda, stack);
    const reserved = numberOf(lambda.properties.ReservedConcurrentExecutions);
    if (reserved !== undefined) return [{ name, by: 'reserved', executions: reserved }];
    const provisioned = qualifiers
      .filter(({ properties }) => resources.named(properties.FunctionName).includes(lambda))
      .reduce((sum, qualifier) => sum + provisionedBy(qualifier), 0);
    return provisioned > 0 ? [{ name, by: 'provisioned', executions: provisioned }] : [];
  });
}

function provisionedBy({ properties }: Resource): number {
  return numberOf(own(properties.ProvisionedConcurrencyConfig, 'ProvisionedConcurrentExecutions')) ?? 0;
}
