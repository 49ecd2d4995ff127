import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from './lambda-function';

/** A request as a client sends it. */
export interface PlainRequest {
  readonly method: string;
  /** As in the URL, with the stage: `/prod/mcp`. */
  readonly path: string;
  /** As in the URL, without the question mark. */
  readonly query?: string;
  /** In the client's order and spelling; a name may come twice. `Host` is the front door's where it is missing. */
  readonly headers?: ReadonlyArray<readonly [name: string, value: string]>;
  readonly body?: Buffer | string;
}

/** The front door that the request goes through. */
export interface FrontDoor {
  readonly apiId?: string;
  /** `$default`, which only HTTP APIs have, or a name. */
  readonly stage?: string;
  /** The key of the route that matches; for REST its resource. */
  readonly route?: string;
  /** A custom domain and the first segments of its path that lead to this API: `v1`. */
  readonly domain?: { readonly name: string; readonly mapping?: string };
  /** What a JWT authorizer has found in the token. */
  readonly jwt?: { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null };
}

export const API_ID = 'abcde12345';

/** Media types whose bodies HTTP APIs and function URLs pass on as text. */
const TEXT = /^(text\/|application\/(json|xml|javascript|x-www-form-urlencoded)\b|application\/[\w.-]+\+(json|xml)\b)/i;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SOURCE_IP = '192.0.2.1';

/** What every kind of event says, each in its own words. */
export interface Facts {
  readonly accountId: string;
  readonly apiId: string;
  readonly domainName: string;
  readonly domainPrefix: string;
  readonly requestId: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly stage: string;
  readonly jwt?: FrontDoor['jwt'];
  readonly time: string;
  readonly timeEpoch: number;
  /** The client's headers and those that the front door adds. */
  readonly headers: ReadonlyArray<readonly [string, string]>;
  readonly body: Buffer;
}

/** Whom the request reaches, and what is added on the way. */
export function factsOf(request: PlainRequest, door: FrontDoor, apiDomain: string): Facts {
  const { headers = [] } = request;
  const given = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const domainName = door.domain?.name ?? apiDomain;
  const now = new Date();
  return {
    accountId: ACCOUNT,
    apiId: door.apiId ?? API_ID,
    domainName,
    domainPrefix: domainName.split('.', 1)[0],
    requestId: randomUUID(),
    sourceIp: SOURCE_IP,
    userAgent: given('user-agent') ?? '',
    stage: door.stage ?? '$default',
    jwt: door.jwt,
    time: clfTime(now),
    timeEpoch: now.getTime(),
    headers: [
      ...given('host') === undefined ? [['Host', domainName] as const] : [],
      ...headers,
      ['X-Amzn-Trace-Id', `Root=1-${Math.floor(now.getTime() / 1000).toString(16)}-${randomUUID().replaceAll('-', '').slice(0, 24)}`],
      ['X-Forwarded-For', [...given('x-forwarded-for') === undefined ? [] : [given('x-forwarded-for')], SOURCE_IP].join(', ')],
      ['X-Forwarded-Port', '443'],
      ['X-Forwarded-Proto', 'https'],
    ],
    body: Buffer.from(request.body ?? ''),
  };
}

/** The host name that AWS gives to an API. */
export function executeApiDomain({ apiId = API_ID }: FrontDoor): string {
  return `${apiId}.execute-api.${REGION}.amazonaws.com`;
}

/** The path below the mapping of a custom domain, or all of it. */
export function belowMapping(path: string, { domain }: FrontDoor): string {
  const mapping = domain?.mapping;
  if (!mapping) return path;
  if (path !== `/${mapping}` && !path.startsWith(`/${mapping}/`)) throw new Error(`${path} does not reach the API: its mapping is ${mapping}`);
  return path.slice(mapping.length + 1) || '/';
}

/** Headers by name, in lower case or as sent; all values of a name in their order. */
export function byName(headers: Facts['headers'], lowerCase: boolean): Map<string, string[]> {
  const values = new Map<string, string[]>();
  const spelling = new Map<string, string>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const key = lowerCase ? lower : spelling.get(lower) ?? name;
    spelling.set(lower, key);
    values.set(key, [...values.get(key) ?? [], value]);
  }
  return values;
}

/** The query's parameters, decoded; all values of a name in their order. */
export function queryByName(query: string | undefined): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query ?? '')) {
    values.set(name, [...values.get(name) ?? [], value]);
  }
  return values;
}

/** Whether the body travels as text, which its media type alone decides. */
export function travelsAsText(headers: Facts['headers']): boolean {
  const types = byName(headers, true).get('content-type');
  return types !== undefined && TEXT.test(types[0]);
}

/** `undefined` for an empty body. */
export function encodedBody(body: Buffer, isText: boolean): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  return isText ? { body: body.toString(), isBase64Encoded: false } : { body: body.toString('base64'), isBase64Encoded: true };
}

/** As access logs write it: `26/Jun/2021:16:53:50 +0000`. */
function clfTime(time: Date): string {
  const iso = time.toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[time.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
