import { isObject } from '../../template/values/json';
import { returnedReply } from '../answer/returned-headers';
import { Refusal } from '../refusal';
import { Reply } from '../reply';

/**
 * What the client gets of what a function returns by payload format 2.0: a response where it has a `statusCode`, else the
 * value itself as JSON. `cors` are the gateway's own headers, undefined where nothing is configured. Throws a `Refusal`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function functionReply(result: unknown, cors: readonly string[] | undefined): Reply {
  return returnedReply(isObject(result) && result.statusCode !== undefined ? written(result) : inferred(result), cors);
}

/** A text stands as it is, anything else as JSON. */
function inferred(result: unknown): Reply {
  const text = typeof result === 'string' ? result : JSON.stringify(result);
  return { status: 200, headers: ['content-type', 'application/json'], body: Buffer.from(text) };
}

function written({ statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false }: Readonly<Record<string, unknown>>): Reply {
  const status = Number(statusCode);
  if (typeof statusCode === 'object' || !Number.isInteger(status) || status < 200 || status > 599) throw malformed('statusCode is no status from 200 to 599');
  const fields = Object.entries(headers ?? {});
  if (!isObject(headers ?? {}) || !fields.every(([, value]) => isScalar(value))) throw malformed('headers is no object of texts');
  if (!Array.isArray(cookies) || !cookies.every((cookie) => typeof cookie === 'string')) throw malformed('cookies is no list of texts');
  if (body !== null && typeof body !== 'string') throw malformed('body is no text');
  return {
    status,
    headers: [...fields.flatMap(([name, value]) => [name, inBytes(String(value))]), ...cookies.flatMap((cookie) => ['set-cookie', inBytes(cookie)])],
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

/** Node writes letters of Latin-1 as they are: one for each byte of the UTF-8. */
const inBytes = (text: string) => Buffer.from(text).toString('latin1');

const malformed = (what: string) => new Refusal('function-failed', `the function's response is malformed: ${what}`);
