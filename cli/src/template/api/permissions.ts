import type { Notice } from '../model';
import type { Resource, Resources } from '../resources/resources';
import { textOf } from '../values/json';
import type { Resolved } from '../values/resolved';

/** What a function's own policy says to let API Gateway invoke it. */
const PRINCIPAL = 'apigateway.amazonaws.com';
const ACTIONS = ['lambda:InvokeFunction', 'lambda:*', '*'];

/** A notice for each part of a function that API Gateway may not invoke by these URIs without a role, as far as this template says. */
export function permissionNotices(uris: readonly (Resolved | undefined)[], lambda: Resource, resources: Resources): Notice[] {
  const granting = resources.ofType('AWS::Lambda::Permission')
    // What only a deployment knows is taken as granted.
    .filter(({ properties: { Action, Principal } }) => ACTIONS.includes(textOf(Action) ?? '*') && (textOf(Principal) ?? PRINCIPAL) === PRINCIPAL);
  const refused = uris
    .flatMap((uri) => resources.named(uri).slice(0, 1))
    .filter((target) => !granting.some((permission) => concerns(permission, target, lambda, resources)));
  return [...new Set(refused)].map(({ type, logicalId }) => ({
    id: 'no-permission',
    message: `No AWS::Lambda::Permission of the template lets API Gateway invoke the ${type} ${logicalId}: without one, AWS answers 500. Locally it is invoked.`,
  }));
}

/** A permission for a function does not hold for its aliases. One for a name as text may be for any of them. */
export function concerns({ properties: { FunctionName } }: Resource, target: Resource, lambda: Resource, resources: Resources): boolean {
  const named = resources.named(FunctionName);
  return named.length > 0 ? named.includes(target) : isName(FunctionName, lambda);
}

/** Also true for a name that only a deployment knows. */
function isName(value: Resolved | undefined, lambda: Resource): boolean {
  const text = textOf(value);
  return text === undefined || text.includes(textOf(lambda.properties.FunctionName) ?? lambda.logicalId);
}
