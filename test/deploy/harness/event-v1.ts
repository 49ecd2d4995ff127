import { byName, encodedBody, executeApiDomain, Facts, factsOf, FrontDoor, PlainRequest, queryByName, travelsAsText } from './event-facts';

/** A REST API: it always has a named stage, and passes on bytes only for media types that it is told. */
export interface RestDoor extends FrontDoor {
  /** `*\/*` stands for all. */
  readonly binaryMediaTypes?: readonly string[];
}

/**
 * The event of an HTTP API, payload format 1.0. The path is the client's: with the stage's name, or
 * with the mapping of a custom domain.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpApiEventV1(request: PlainRequest, door: FrontDoor = {}): object {
  const facts = factsOf(request, door, executeApiDomain(door));
  const headers = byName([...facts.headers, ['content-length', String(facts.body.length)]], true);
  return {
    version: '1.0',
    ...eventV1(request, facts, headers, {
      path: request.path,
      contextPath: request.path,
      resource: door.route?.split(' ').pop() ?? '$default',
      isText: travelsAsText(facts.headers),
    }),
  };
}

/**
 * The event of a REST API. The stage stands in `requestContext.path` only; behind a custom domain both
 * paths have its mapping and no stage.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function restEvent(request: PlainRequest, door: RestDoor = {}): object {
  const stage = door.stage ?? 'prod';
  const facts = factsOf(request, { ...door, stage }, executeApiDomain(door));
  const stagePath = door.domain ? '' : `/${stage}`;
  if (!`${request.path}/`.startsWith(`${stagePath}/`)) throw new Error(`${request.path} does not reach the stage ${stage}`);
  return eventV1(request, facts, byName(facts.headers, false), {
    path: request.path.slice(stagePath.length) || '/',
    contextPath: request.path,
    resource: door.route ?? '/{proxy+}',
    isText: !isBinary(facts.headers, door.binaryMediaTypes ?? []),
  });
}

interface Paths {
  readonly path: string;
  readonly contextPath: string;
  readonly resource: string;
  readonly isText: boolean;
}

function eventV1({ method, query }: PlainRequest, facts: Facts, headers: Map<string, string[]>, paths: Paths): object {
  const { accountId, apiId, domainName, domainPrefix, requestId, stage, sourceIp, userAgent } = facts;
  const { path, resource } = paths;
  const parameters = queryByName(query);
  const { body = null, isBase64Encoded } = encodedBody(facts.body, paths.isText);
  return {
    resource,
    path,
    httpMethod: method,
    headers: lastOf(headers),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: parameters.size > 0 ? lastOf(parameters) : null,
    multiValueQueryStringParameters: parameters.size > 0 ? Object.fromEntries(parameters) : null,
    requestContext: {
      accountId,
      apiId,
      ...facts.jwt ? { authorizer: facts.jwt } : {},
      domainName,
      domainPrefix,
      extendedRequestId: requestId,
      httpMethod: method,
      identity: { sourceIp, userAgent },
      path: paths.contextPath,
      protocol: 'HTTP/1.1',
      requestId,
      requestTime: facts.time,
      requestTimeEpoch: facts.timeEpoch,
      resourceId: 'aaaaaa',
      resourcePath: resource,
      stage,
    },
    pathParameters: null,
    stageVariables: null,
    body,
    isBase64Encoded,
  };
}

/** The single-value fields of the format hold the last of several values. */
function lastOf(values: Map<string, string[]>): Record<string, string> {
  return Object.fromEntries([...values].map(([name, all]) => [name, all[all.length - 1]]));
}

function isBinary(headers: Facts['headers'], binaryMediaTypes: readonly string[]): boolean {
  const type = byName(headers, true).get('content-type')?.[0].split(';')[0].trim();
  return binaryMediaTypes.includes('*/*') || type !== undefined && binaryMediaTypes.includes(type);
}
