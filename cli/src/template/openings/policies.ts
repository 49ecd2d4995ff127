import { added, listOf, Sides } from './raw';
import { objectOf } from '../values/json';

/** Of the resource policy of a REST API, without which nobody is refused for where the call comes from. */
export function policyOpenings({ was, is }: Sides): string[] {
  if (was?.Policy === undefined) return [];
  if (is.Policy === undefined) return ['has no resource policy any more'];
  const [old, present] = [was.Policy, is.Policy].map((policy) => listOf(objectOf(policy).Statement));
  const refused = added(present, old).filter((statement) => objectOf(statement).Effect === 'Deny');
  const allowed = added(old, present).filter((statement) => objectOf(statement).Effect !== 'Deny');
  return [
    ...refused.length > 0 ? ['has a resource policy that denies less: a statement with the effect Deny goes, or is another one'] : [],
    ...allowed.length > 0 ? ['has a resource policy that allows more: a statement with the effect Allow comes, or is another one'] : [],
  ];
}
