import {
  belowMapping, byName, encodedBody, executeApiDomain, Facts, factsOf, FrontDoor, PlainRequest, queryByName, travelsAsText,
} from './event-facts';
import { REGION } from './lambda-function';

/**
 * The event of an HTTP API, payload format 2.0. A named stage stands in `rawPath`, also behind a custom
 * domain, whose mapping does not.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpApiEventV2(request: PlainRequest, door: FrontDoor = {}): object {
  const facts = factsOf(request, door, executeApiDomain(door));
  const stagePath = door.domain && facts.stage !== '$default' ? `/${facts.stage}` : '';
  return eventV2(request, facts, `${stagePath}${belowMapping(request.path, door)}`, door.route ?? '$default');
}

/** The event of a function URL: payload format 2.0 too. */
export function functionUrlEvent(request: PlainRequest, door: Pick<FrontDoor, 'apiId'> = {}): object {
  const id = door.apiId ?? 'abcdefghijklmnopqrstuvwxyz012345';
  const facts = factsOf(request, { apiId: id }, `${id}.lambda-url.${REGION}.on.aws`);
  return eventV2(request, { ...facts, accountId: 'anonymous' }, request.path, '$default');
}

function eventV2(request: PlainRequest, facts: Facts, rawPath: string, routeKey: string): object {
  const { accountId, apiId, domainName, domainPrefix, requestId, stage, time, timeEpoch, sourceIp, userAgent, body } = facts;
  const headers = byName([...facts.headers, ['content-length', String(body.length)]], true);
  const cookies = headers.get('cookie')?.flatMap((line) => line.split(/;\s*/));
  headers.delete('cookie');
  const query = queryByName(request.query);
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: request.query ?? '',
    ...cookies ? { cookies } : {},
    headers: joined(headers),
    ...query.size > 0 ? { queryStringParameters: joined(query) } : {},
    requestContext: {
      accountId,
      apiId,
      ...facts.jwt ? { authorizer: { jwt: facts.jwt } } : {},
      domainName,
      domainPrefix,
      http: { method: request.method, path: rawPath, protocol: 'HTTP/1.1', sourceIp, userAgent },
      requestId,
      routeKey,
      stage,
      time,
      timeEpoch,
    },
    ...encodedBody(body, travelsAsText(facts.headers)),
  };
}

/** The format has one value for each name. */
function joined(values: Map<string, string[]>): Record<string, string> {
  return Object.fromEntries([...values].map(([name, all]) => [name, all.join(',')]));
}
