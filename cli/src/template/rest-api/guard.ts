import { described } from '../described';
import { textOf } from '../json';
import { guardedBy } from '../refused-routes';
import type { Resource } from '../resources';

/** A guard that `dev` does not check. */
export interface Guard {
  readonly noticeId: string;
  readonly reason: string;
}

const UNCHECKED: ReadonlyMap<string, readonly [noticeId: string, name: string]> = new Map([
  ['COGNITO_USER_POOLS', ['cognito-authorizer', 'a Cognito authorizer']],
  ['CUSTOM', ['lambda-authorizer', 'a Lambda authorizer']],
  ['AWS_IAM', ['iam-authorizer', 'IAM authorization']],
]);

/** Who guards a method; undefined where anybody may call it. */
export function guardOf(api: Resource, { properties: { AuthorizationType, AuthorizerId, ApiKeyRequired } }: Resource): Guard | undefined {
  if (api.properties.Policy !== undefined) return unchecked('resource-policy', `the Policy of the REST API ${api.logicalId}`);
  // An authorizer without a type guards too: it was meant to.
  const type = textOf(AuthorizationType) ?? (AuthorizationType === undefined && AuthorizerId === undefined ? 'NONE' : 'an authorizer');
  if (type !== 'NONE') return unchecked(...UNCHECKED.get(type) ?? ['authorizer', type]);
  if (ApiKeyRequired === undefined || ApiKeyRequired === false || ApiKeyRequired === 'false') return undefined;
  return unchecked('api-key', ApiKeyRequired === true || ApiKeyRequired === 'true' ? 'an API key' : `ApiKeyRequired, which is ${described(ApiKeyRequired)}`);
}

function unchecked(noticeId: string, name: string): Guard {
  return { noticeId, reason: guardedBy(`${name}, which dev does not check`) };
}
