import { InvokeResult } from './lambda-harness';
import { Prelude } from './streamed-response';

/** A response as the client gets it. */
export interface PlainResponse {
  readonly status: number;
  /** Names in lower case; a name may come twice. */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
  readonly body: Buffer;
}

/** What REST APIs and function URLs do not let a function say under its own name. */
const REMAPPED = new Set(['www-authenticate', 'authorization', 'date', 'server', 'via', 'host']);

/** Of one connection: the front door has another one with the client. */
export const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/** What an HTTP API calls a body without a type. @see https://github.com/aws/aws-lambda-rust-runtime/issues/876 */
const DEFAULT_TYPE = ['content-type', 'text/plain; charset=utf-8'] as const;

/** The fields of a function's result that the front doors read. */
interface ProxyResult {
  readonly statusCode?: number | string;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly multiValueHeaders?: Readonly<Record<string, ReadonlyArray<string | number | boolean>>>;
  readonly cookies?: readonly string[];
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

/**
 * What an HTTP API makes of a result of format 2.0: one without a status is the body of a 200.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpApiResponseV2(result: InvokeResult): PlainResponse {
  const parsed = parse(result);
  if (parsed === undefined) return message(500, 'Internal Server Error');
  const { statusCode, headers = {}, cookies = [] } = parsed;
  if (statusCode === undefined) {
    return { status: 200, headers: [['content-type', 'application/json']], body: result.payload! };
  }
  const named = entries(headers);
  const body = bodyOf(parsed);
  const untyped = body.length > 0 && !named.some(([name]) => name === 'content-type');
  return {
    status: Number(statusCode),
    headers: [...named, ...(untyped ? [DEFAULT_TYPE] : []), ...cookies.map((cookie) => ['set-cookie', cookie] as const)],
    body,
  };
}

/** What an HTTP API makes of a result of format 1.0, which must have a status. */
export function httpApiResponseV1(result: InvokeResult): PlainResponse {
  const parsed = parse(result);
  if (parsed?.statusCode === undefined) return message(500, 'Internal Server Error');
  return { status: Number(parsed.statusCode), headers: bothHeaders(parsed), body: bodyOf(parsed) };
}

/** What a REST API makes of a buffered result. Bytes are for those APIs only that have binary media types. */
export function restResponse(result: InvokeResult, binary: boolean): PlainResponse {
  const parsed = parse(result);
  if (parsed?.statusCode === undefined) return message(502, 'Internal server error');
  return {
    status: Number(parsed.statusCode),
    headers: remapped(bothHeaders(parsed)),
    body: binary ? bodyOf(parsed) : Buffer.from(parsed.body ?? ''),
  };
}

/** What a buffered function URL makes of a result: format 2.0, with the header names of a REST API. */
export function functionUrlResponse(result: InvokeResult): PlainResponse {
  if (result.error) return { status: 502, headers: [], body: Buffer.from('Internal Server Error') };
  const response = httpApiResponseV2(result);
  return { ...response, headers: remapped(response.headers) };
}

/** What a REST API or function URL in streaming mode makes of a streamed result. */
export function streamedResponse({ streamed }: InvokeResult): PlainResponse {
  if (!streamed) return message(502, 'Internal server error');
  return { ...streamedHead(streamed.prelude), body: Buffer.concat(streamed.chunks.map(({ bytes }) => bytes)) };
}

/** What it has sent of it before the first piece of the body. */
export function streamedHead({ statusCode, headers, cookies }: Prelude): Omit<PlainResponse, 'body'> {
  return { status: statusCode, headers: remapped([...entries(headers), ...cookies.map((cookie) => ['set-cookie', cookie] as const)]) };
}

/** An answer of the front door's own. */
export function message(status: number, text: string): PlainResponse {
  return { status, headers: [['content-type', 'application/json']], body: Buffer.from(JSON.stringify({ message: text })) };
}

/** `undefined` where the function has failed or its result is no JSON. */
function parse(result: InvokeResult): ProxyResult | undefined {
  if (result.streamed) {
    throw new Error('the function has streamed to a front door that buffers: its AWS_LWA_INVOKE_MODE must be "buffered" there');
  }
  if (result.error || !result.payload) return undefined;
  try {
    const parsed: unknown = JSON.parse(result.payload.toString());
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return undefined;
  }
}

function bodyOf({ body, isBase64Encoded }: ProxyResult): Buffer {
  return Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
}

type Headers = Array<readonly [string, string]>;

function entries(headers: Readonly<Record<string, unknown>>): Headers {
  return Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const).filter(([name]) => !HOP_BY_HOP.has(name));
}

/** Of a name in both fields the values of both count, each once. */
function bothHeaders({ headers = {}, multiValueHeaders = {} }: ProxyResult): Headers {
  const several = Object.entries(multiValueHeaders).flatMap(([name, values]) => values.flatMap((value) => entries({ [name]: value })));
  const known = new Set(several.map((pair) => pair.join(': ')));
  return [...several, ...entries(headers).filter((pair) => !known.has(pair.join(': ')))];
}

function remapped(headers: PlainResponse['headers']): Headers {
  return headers.map(([name, value]) => [REMAPPED.has(name) ? `x-amzn-remapped-${name}` : name, value]);
}
