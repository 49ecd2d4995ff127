import { extendedId } from './ids';
import { AccessKey } from '../../issuer/access-key';
import { ACCOUNT } from '../../template/values/local-ids';
import { clfTime, Invocation } from '../event/invocation';

/** Who calls a REST API, as far as it has asked. */
export interface RestCaller {
  /** What an authorizer says. */
  readonly context?: Readonly<Record<string, string>>;
  /** Whose key has signed. */
  readonly signer?: AccessKey;
  readonly apiKey?: { readonly id: string; readonly value: string };
}

/** `requestContext` of a REST API's event, as the adapter hands it on: the bytes of its UTF-8. */
export function restContext(invocation: Invocation, stage: string, resourcePath: string, caller: RestCaller): string {
  return Buffer.from(JSON.stringify(restContextOf(invocation, stage, resourcePath, caller))).toString('latin1');
}

/** `requestContext` of a REST API's event. */
export function restContextOf(invocation: Invocation, stage: string, resourcePath: string, { context, signer, apiKey }: RestCaller = {}): object {
  const { requestId, host, protocol, sourceIp, userAgent, sentPath, method, arrivedAt } = invocation;
  return {
    accountId: ACCOUNT,
    resourceId: 'local',
    ...context === undefined ? {} : { authorizer: context },
    stage,
    domainName: host,
    domainPrefix: host.split('.', 1)[0],
    requestId,
    extendedRequestId: extendedId(requestId),
    protocol,
    identity: {
      cognitoIdentityPoolId: null,
      accountId: signer?.user.accountId ?? null,
      cognitoIdentityId: null,
      caller: signer?.user.id ?? null,
      apiKey: apiKey?.value ?? null,
      apiKeyId: apiKey?.id ?? null,
      accessKey: signer?.id ?? null,
      sourceIp,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: signer?.user.arn ?? null,
      userAgent,
      user: signer?.user.id ?? null,
    },
    resourcePath,
    path: sentPath,
    httpMethod: method,
    requestTime: clfTime(arrivedAt),
    requestTimeEpoch: arrivedAt.getTime(),
    apiId: 'local',
  };
}
