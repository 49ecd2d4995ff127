import { Asked } from './authorization';
import { LambdaGuard } from '../../template/model';
import { ACCOUNT } from '../../template/values/local-ids';
import { eventHead, inUtf8, joinedParameters } from '../event/event';
import { gatewayHeaders } from '../event/forwarded-headers';
import { contextOf } from '../event/invocation';
import { pathParameters } from '../event/path-parameters';
import { decodePath } from '../event/target';

/** The ARN of what is called, as policies name it: `arn:aws:execute-api:us-east-1:000000000000:local/$default/POST/mcp`. */
export function routeArn({ region, stage, path, invocation: { method } }: Asked): string {
  return `arn:aws:execute-api:${region}:${ACCOUNT}:local/${stage}/${method}${path}`;
}

/**
 * The event of a Lambda authorizer, as JSON.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function authorizerEvent({ payloadFormat }: LambdaGuard, identity: readonly string[], traceId: string, asked: Asked): string {
  return JSON.stringify(payloadFormat === '2.0' ? version2(identity, traceId, asked) : version1(identity, traceId, asked));
}

function version2(identity: readonly string[], traceId: string, asked: Asked): object {
  const { invocation, stage, route: { key: routeKey }, path } = asked;
  const way = { stage, routeKey, rawPath: decodePath(invocation.sentPath), authorizer: undefined };
  const { version, ...head } = eventHead({ invocation, way, headers: headersOf(asked, traceId) }, asked.length);
  return {
    version,
    type: 'REQUEST',
    routeArn: routeArn(asked),
    identitySource: identity.length > 0 ? identity : null,
    ...head,
    requestContext: contextOf(invocation, way),
    pathParameters: pathParameters(routeKey, path),
  };
}

function version1(identity: readonly string[], traceId: string, asked: Asked): object {
  const { invocation: { method, query, sourceIp, userAgent, requestId, protocol, host, arrivedAt }, stage, route: { key }, path } = asked;
  const resource = key.slice(key.indexOf(' ') + 1);
  const headers = headersOf(asked, traceId);
  return {
    version: '1.0',
    type: 'REQUEST',
    methodArn: routeArn(asked),
    identitySource: identity.join(','),
    authorizationToken: identity.join(','),
    resource,
    path: decodePath(asked.invocation.sentPath),
    httpMethod: method,
    headers: Object.fromEntries(headers.flatMap((name, index) => index % 2 === 0 ? [[name, headers[index + 1]]] : [])),
    queryStringParameters: query === undefined ? {} : joinedParameters(query),
    pathParameters: pathParameters(key, path),
    stageVariables: {},
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'local',
      domainName: host,
      httpMethod: method,
      identity: { sourceIp, userAgent },
      path: decodePath(asked.invocation.sentPath),
      protocol,
      requestId,
      requestTimeEpoch: arrivedAt.getTime(),
      resourceId: key,
      resourcePath: resource,
      stage,
    },
  };
}

function headersOf({ rawHeaders, invocation: { sourceIp }, port }: Asked, traceId: string): string[] {
  return gatewayHeaders(rawHeaders, { sourceIp, port, traceId }).map(inUtf8);
}
