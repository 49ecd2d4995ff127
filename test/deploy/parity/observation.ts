import { createHash } from 'node:crypto';
import { Reply } from './target';

/** JSON, as it is compared. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** What is compared of a reply: nothing that changes from run to run or belongs to one target. */
export interface Observation {
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Json;
}

/** The response headers that are compared. The rest is of the connection, or of the gateway's own making: date, ids, length. */
export const COMPARED_HEADERS = [
  'access-control-allow-credentials', 'access-control-allow-headers', 'access-control-allow-methods', 'access-control-allow-origin',
  'access-control-expose-headers', 'access-control-max-age', 'allow', 'cache-control', 'content-encoding', 'content-language', 'content-type',
  'etag', 'link', 'location', 'mcp-protocol-version', 'mcp-session-id', 'retry-after', 'set-cookie', 'vary', 'www-authenticate', 'x-text',
] as const;

/** Of the connection between front door or adapter and server. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding'];

const TRACE_ID = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/;

/** Longer bodies are compared by their digests. */
const WHOLE_BYTES = 10_000;

export function observe(reply: Reply): Observation {
  const { status, headers, body } = reply.response;
  const compared = COMPARED_HEADERS.flatMap((wanted): [string, string[]][] => {
    const values = headers.flatMap(([name, value]) => name === wanted ? [value] : []);
    return values.length > 0 ? [[wanted, values]] : [];
  });
  return { status, headers: Object.fromEntries(compared), body: readable(body, reply) };
}

function readable(body: Buffer, reply: Reply): Json {
  if (body.length > WHOLE_BYTES) return { bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') };
  const text = body.toString();
  if (!Buffer.from(text).equals(body)) return { base64: body.toString('base64') };
  const neutral = text.replaceAll(reply.host, '(host)').replaceAll(new URL(`http://${reply.host}`).hostname, '(host)');
  try {
    const parsed = JSON.parse(neutral) as Json;
    return isEcho(parsed) ? { ...parsed, headers: neutralHeaders(parsed.headers, reply) } : parsed;
  } catch {
    return neutral;
  }
}

interface Echo {
  readonly [name: string]: Json;
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

function isEcho(value: Json): value is Echo {
  return typeof value === 'object' && value !== null && 'url' in value && 'headers' in value;
}

function neutralHeaders(headers: Echo['headers'], { sourceIp }: Reply): Record<string, Json> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)).map(([name, values]): [string, Json] => {
    switch (name) {
      case 'x-amzn-trace-id': return [name, values.map((value) => TRACE_ID.test(value) ? '(trace id)' : value)];
      case 'x-forwarded-for': return [name, values.map((value) => value.replaceAll(sourceIp, '(client)'))];
      case 'x-amzn-request-context': return [name, values.map((value) => shapeOf(JSON.parse(value) as Json, ['routeKey', 'stage', 'method', 'path', 'protocol', 'userAgent']))];
      case 'x-amzn-lambda-context': return [name, values.map((value) => shapeOf(JSON.parse(value) as Json, ['version']))];
      default: return [name, values];
    }
  }));
}

/** The kinds of all values in place of the values, but for some: ids and times differ in every run. */
function shapeOf(value: Json, kept: readonly string[]): Json {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((each: Json) => shapeOf(each, kept));
  if (typeof value !== 'object') return `(${typeof value})`;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, kept.includes(name) ? each : shapeOf(each as Json, kept)]));
}
