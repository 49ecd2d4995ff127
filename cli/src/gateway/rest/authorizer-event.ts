import { IncomingHttpHeaders } from 'node:http';
import { lastOf, queryValues } from './query';
import { restContextOf } from './request-context';
import { JsonObject } from '../../template/values/json';
import { ACCOUNT } from '../../template/values/local-ids';
import { Invocation } from '../event/invocation';
import { pathParameters } from '../event/path-parameters';

/** The request that wants to be let in, and the method that was found for it. */
export interface RestAsked {
  readonly invocation: Invocation;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as the client sent them. */
  readonly rawHeaders: readonly string[];
  readonly stage: string;
  /** As sent, without the stage. */
  readonly path: string;
  /** The path of the resource: `/mcp/{proxy+}`. */
  readonly resourcePath: string;
  /** Of the API. */
  readonly region: string;
}

/** The ARN of what is called, as policies name it: `arn:aws:execute-api:us-east-1:000000000000:local/prod/POST/mcp`. */
export function methodArn({ region, stage, path, invocation: { method } }: RestAsked): string {
  return `arn:aws:execute-api:${region}:${ACCOUNT}:local/${stage}/${method}${path}`;
}

/** The event of an authorizer of type TOKEN. */
export function tokenEvent(authorizationToken: string, asked: RestAsked): JsonObject {
  return { type: 'TOKEN', authorizationToken, methodArn: methodArn(asked) };
}

/**
 * The event of an authorizer of type REQUEST. Headers have the client's spelling.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export function requestEvent(asked: RestAsked): JsonObject {
  const { invocation, rawHeaders, stage, path, resourcePath } = asked;
  const headers = new Map<string, string[]>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const values = headers.get(rawHeaders[index]) ?? [];
    headers.set(rawHeaders[index], [...values, Buffer.from(rawHeaders[index + 1], 'latin1').toString()]);
  }
  const query = queryValues(invocation.query);
  return {
    type: 'REQUEST',
    methodArn: methodArn(asked),
    resource: resourcePath,
    path,
    httpMethod: invocation.method,
    headers: lastOf(headers),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: lastOf(query),
    multiValueQueryStringParameters: Object.fromEntries(query),
    pathParameters: pathParameters(`ANY ${resourcePath}`, path),
    stageVariables: {},
    requestContext: restContextOf(invocation, stage, resourcePath),
  };
}
