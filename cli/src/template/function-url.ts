import { corsOf } from './api/cors';
import { functionBehind } from './api/integrations';
import { mcpPath } from './api/mcp-path';
import { concerns } from './api/permissions';
import { guardedBy, refusedNotices } from './api/refused-routes';
import { adapterStreams } from './function/adapter';
import type { FunctionUrlDoor, Notice, RouteFacts } from './model';
import type { Reading } from './reading';
import { propertyNotices } from './resources/property-notices';
import type { Resource, Resources } from './resources/resources';
import { described } from './values/described';
import { textOf } from './values/json';
import type { Resolved } from './values/resolved';

/** Any path. */
const ROUTE = '$default';

/** No function runs longer. */
const LONGEST_MS = 900_000;

/** The function URLs that lead to a function. */
export function urlsTo(lambda: Resource, resources: Resources): Resource[] {
  return resources.ofType('AWS::Lambda::Url').filter(({ properties }) => functionBehind(properties.TargetFunctionArn, resources) === lambda);
}

/** What a function URL invokes: the function, or its alias. */
export function invokedByUrl({ properties: { TargetFunctionArn, Qualifier } }: Resource): Resolved | undefined {
  const [arn, qualifier] = [textOf(TargetFunctionArn), textOf(Qualifier)];
  return arn === undefined || qualifier === undefined ? TargetFunctionArn : `${arn}:${qualifier}`;
}

/** Whether a function URL passes on the answer while the function makes it. */
export const urlStreams = ({ properties: { InvokeMode } }: Resource): boolean => InvokeMode === 'RESPONSE_STREAM';

/** Reads a function URL as it stands before its function. */
export function readFunctionUrl(url: Resource, lambda: Resource, resources: Resources): Reading<FunctionUrlDoor> {
  const { logicalId, properties: { AuthType } } = url;
  const refusal = refusalOf(url, lambda);
  const missing = AuthType === 'NONE' ? missingPermission(url, lambda, resources) : undefined;
  const guard: Pick<RouteFacts, 'guard'> = AuthType === 'AWS_IAM' ? { guard: { kind: 'iam' } } : {};
  const route: RouteFacts = { key: ROUTE, integrationTimeoutMs: LONGEST_MS, ...refusal?.access ?? guard };
  const notices: Notice[] = missing === undefined ? [] : [{
    id: 'no-permission', message: `The function URL ${logicalId} answers 403 to everybody, on AWS as here: ${missing}.`,
  }];
  return {
    facts: {
      kind: 'function-url',
      logicalId,
      routes: [route],
      functions: [],
      streams: urlStreams(url),
      cors: corsOf(url.properties.Cors),
      ...missing === undefined ? {} : { forbidden: missing },
      mcpPath: mcpPath([ROUTE], []),
    },
    notices: [
      ...propertyNotices(url),
      ...notices,
      ...refusedNotices(refusal ? [{ key: `The function URL ${logicalId}`, noticeId: refusal.noticeId, reason: refusal.access.unserved! }] : []),
    ],
  };
}

/** Why the URL is not served as it is. */
function refusalOf(url: Resource, lambda: Resource): { readonly noticeId: string; readonly access: Pick<RouteFacts, 'unserved' | 'withoutGuard'> } | undefined {
  const { AuthType } = url.properties;
  const mode = urlStreams(url) && !adapterStreams(lambda)
    ? { unserved: 'its InvokeMode is RESPONSE_STREAM, and the function does not stream: without AWS_LWA_INVOKE_MODE=response_stream clients get the adapter\'s JSON' }
    : undefined;
  if (AuthType === 'NONE' || AuthType === 'AWS_IAM') return mode && { noticeId: 'invoke-mode', access: mode };
  return { noticeId: 'authorizer', access: { unserved: guardedBy(`an AuthType that is ${described(AuthType)}, which dev does not check`), withoutGuard: mode ?? {} } };
}

/** Anybody. */
const PRINCIPAL = '*';

/**
 * What lets everybody call the URL. Both are asked for since October 2025, and what only a deployment knows is taken as granted:
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
const NEEDED: readonly (readonly [action: string, condition: string, grants: (permission: Resource) => boolean])[] = [
  ['lambda:InvokeFunctionUrl', 'FunctionUrlAuthType NONE', ({ properties: { FunctionUrlAuthType } }) => (textOf(FunctionUrlAuthType) ?? 'NONE') === 'NONE'],
  ['lambda:InvokeFunction', 'InvokedViaFunctionUrl', ({ properties: { FunctionUrlAuthType } }) => FunctionUrlAuthType === undefined],
];

function missingPermission(url: Resource, lambda: Resource, resources: Resources): string | undefined {
  const { Qualifier } = url.properties;
  const alias = resources.ofType('AWS::Lambda::Alias')
    .find(({ properties }) => properties.Name === Qualifier && functionBehind(properties.FunctionName, resources) === lambda);
  const granting = resources.ofType('AWS::Lambda::Permission')
    .filter(({ properties: { Principal } }) => (textOf(Principal) ?? PRINCIPAL) === PRINCIPAL)
    .filter((permission) => concerns(permission, alias ?? lambda, lambda, resources));
  const missing = NEEDED.filter(([action, , grants]) => !granting.some((permission) => {
    const given = textOf(permission.properties.Action) ?? action;
    return (given === action || given === 'lambda:*' || given === '*') && grants(permission);
  }));
  return missing.length === 0
    ? undefined
    : `its AWS::Lambda::Permission for everybody is missing, ${missing.map(([action, condition]) => `${action} (with ${condition})`).join(' and ')}`;
}
