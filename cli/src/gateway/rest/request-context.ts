import { extendedId } from './ids';
import { ACCOUNT } from '../../template/local-ids';
import { clfTime, Invocation } from '../event/invocation';

/** `requestContext` of a REST API's event, as the adapter hands it on: the bytes of its UTF-8. */
export function restContext(invocation: Invocation, stage: string, resourcePath: string): string {
  const { requestId, host, protocol, sourceIp, userAgent, sentPath, method, arrivedAt } = invocation;
  const context = JSON.stringify({
    accountId: ACCOUNT,
    resourceId: 'local',
    stage,
    domainName: host,
    domainPrefix: host.split('.', 1)[0],
    requestId,
    extendedRequestId: extendedId(requestId),
    protocol,
    identity: {
      cognitoIdentityPoolId: null,
      accountId: null,
      cognitoIdentityId: null,
      caller: null,
      apiKey: null,
      apiKeyId: null,
      accessKey: null,
      sourceIp,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: null,
      userAgent,
      user: null,
    },
    resourcePath,
    path: sentPath,
    httpMethod: method,
    requestTime: clfTime(arrivedAt),
    requestTimeEpoch: arrivedAt.getTime(),
    apiId: 'local',
  });
  return Buffer.from(context).toString('latin1');
}
