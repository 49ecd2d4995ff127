import { asksForKey } from './admission';
import { readRestLambdaGuard } from './lambda-guard';
import { guardedBy } from '../api/refused-routes';
import type { OtherFunctions } from '../function/other-functions';
import type { RestRouteFacts } from '../model';
import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { textOf } from '../values/json';

/** Who may call a method, or why `dev` cannot tell: such a method is refused instead of served openly. */
export type Guard = Pick<RestRouteFacts, 'guard' | 'asksForKey'> | { readonly noticeId: string; readonly reason: string };

const CHECKED = ['NONE', 'CUSTOM', 'AWS_IAM'];

/** Reads who guards a method: nobody where nothing is said. */
export function guardOf(api: Resource, { properties }: Resource, resources: Resources, others: OtherFunctions): Guard {
  const { AuthorizationType, AuthorizerId, ApiKeyRequired } = properties;
  if (api.properties.Policy !== undefined) return unchecked('resource-policy', `the Policy of the REST API ${api.logicalId}`);
  // An authorizer without a type guards too: it was meant to.
  const type = textOf(AuthorizationType) ?? (AuthorizationType === undefined && AuthorizerId === undefined ? 'NONE' : 'an authorizer');
  if (type === 'COGNITO_USER_POOLS') return unchecked('cognito-authorizer', 'a Cognito authorizer');
  if (!CHECKED.includes(type)) return unchecked('authorizer', type);
  const guard = type === 'AWS_IAM' ? { kind: 'iam' } as const : type === 'CUSTOM' ? readRestLambdaGuard(properties, resources, others) : undefined;
  if (typeof guard === 'string') return { noticeId: 'lambda-authorizer', reason: guardedBy(guard) };
  const keyed = asksForKey(properties);
  if (keyed === undefined) return unchecked('api-key', `ApiKeyRequired, which is ${described(ApiKeyRequired)}`);
  return keyed ? { guard, asksForKey: true } : { guard };
}

function unchecked(noticeId: string, name: string): Guard {
  return { noticeId, reason: guardedBy(`${name}, which dev does not check`) };
}
