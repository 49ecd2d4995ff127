import { eventPartsOf, RestEventParts } from './event';
import { ServerRequest } from '../../instances/exchange';
import { isObject } from '../../template/values/json';
import { remappedHeaders } from '../answer/remapped-headers';
import { inUtf8 } from '../event/event';
import { pathParameters } from '../event/path-parameters';
import { functionRequest } from '../function/function-request';
import { Refusal } from '../refusal';
import { Reply } from '../reply';

/** What a REST API calls an answer without a type. */
const DEFAULT_TYPE = 'application/json';

/** The invocation of a function by a method: its event of payload format 1.0. Throws a `Refusal` where Lambda takes no such event. */
export function restEventRequest(parts: RestEventParts): ServerRequest {
  const { traceId, values, context, body, head } = eventPartsOf(parts);
  for (const [name, all] of values) values.set(name, all.map(inUtf8));
  const parameters = pathParameters(`${parts.invocation.method} ${parts.resourcePath}`, parts.path);
  return functionRequest(JSON.stringify({
    ...head(),
    pathParameters: Object.keys(parameters).length === 0 ? null : parameters,
    requestContext: JSON.parse(inUtf8(context)),
    body: body === null ? null : body.toString(parts.isBinary ? 'base64' : 'utf8'),
    isBase64Encoded: body !== null && parts.isBinary,
  }), traceId);
}

/**
 * What the client gets of what a function returns by payload format 1.0. Throws a `Refusal`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function restFunctionReply(result: unknown, { binary, traceId }: { binary: boolean; traceId: string }): Reply {
  if (!isObject(result)) throw malformed('it is no object');
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = result;
  const status = Number(statusCode);
  if (typeof statusCode === 'object' || !Number.isInteger(status) || status < 200 || status > 599) throw malformed('statusCode is no status from 200 to 599');
  if (body !== undefined && body !== null && typeof body !== 'string') throw malformed('body is no text');
  const several = fieldsOf('multiValueHeaders', multiValueHeaders);
  // Where both have a name, the values of the list count.
  const single = fieldsOf('headers', headers).filter(([name]) => !several.some(([other]) => other.toLowerCase() === name.toLowerCase()));
  const fields = [...single, ...several].flatMap(([name, value]) => [value].flat().flatMap((each) => {
    if (!['string', 'number', 'boolean'].includes(typeof each)) throw malformed(`the header ${name} is no text`);
    return [name, Buffer.from(String(each)).toString('latin1')];
  }));
  return {
    status,
    headers: [...remappedHeaders(fields, DEFAULT_TYPE), 'x-amzn-trace-id', traceId],
    // To an API without binary media types base64 is a text like any other.
    body: Buffer.from(body ?? '', isBase64Encoded === true && binary ? 'base64' : 'utf8'),
  };
}

function fieldsOf(name: string, value: unknown): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) throw malformed(`${name} is no object`);
  return Object.entries(value);
}

const malformed = (what: string) => new Refusal('function-failed', `the function's response is malformed: ${what}`);
