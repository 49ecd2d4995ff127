import { Words, WORDS } from './words';
import { GatewayResponseFacts } from '../../template/model';
import { ACCOUNT } from '../../template/values/local-ids';
import { clfTime, Invocation } from '../event/invocation';
import { Refusal } from '../refusal';
import { Reply } from '../reply';

/** `$context.error.messageString`. */
const VARIABLE = /\$(?:context\.(\w+(?:\.\w+)*)|\{context\.(\w+(?:\.\w+)*)\})/g;

/** The API's own answer to a refused request, or what its gateway responses say instead. `stage` is that of the request, where there is one. */
export function gatewayResponse(
  responses: readonly GatewayResponseFacts[], refusal: Refusal, invocation: Invocation | undefined, stage: string | undefined,
): Reply {
  const { kind, words, variables: known } = refusal;
  const own = WORDS[kind];
  const { status, errorType, plain, spaced, named = 'message' } = own;
  const message = words ?? own.message;
  if (plain) return { status, headers: ['content-type', 'text; charset=utf-8'], body: Buffer.from(message ?? '') };
  const errorTypes = errorType === undefined ? [] : ['x-amzn-errortype', errorType];
  const instead = invocation && responseFor(responses, own);
  const { mediaType, text } = instead?.template ?? { mediaType: 'application/json', text: `{"${named}":${spaced ? ' ' : ''}$context.error.messageString}` };
  return {
    status: instead?.status ?? status,
    headers: replacing(['content-type', mediaType, ...errorTypes], instead?.headers ?? []),
    body: Buffer.from(filled(text, { ...known, ...invocation && variables(invocation, stage), ...errorVariables(message, own) })),
  };
}

/** The response of the very type, else that for all of its class. */
function responseFor(responses: readonly GatewayResponseFacts[], { status, gatewayResponse: type }: Words): GatewayResponseFacts | undefined {
  const find = (wanted: string) => responses.find((response) => response.type === wanted);
  return type === undefined ? undefined : find(type) ?? find(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
}

/** Headers with those that replace them. */
function replacing(headers: readonly string[], others: readonly string[]): string[] {
  const names = others.filter((_, index) => index % 2 === 0);
  return [...headers.filter((_, index) => !names.includes(headers[index - index % 2])), ...others];
}

/** What is no variable that is known here is left empty; what AWS does then is not documented. */
function filled(template: string, values: Readonly<Record<string, string>>): string {
  const known = new Map(Object.entries(values));
  return template.replace(VARIABLE, (_match, plain: string | undefined, braced: string) => known.get(plain ?? braced) ?? '');
}

function errorVariables(message: string | null, { gatewayResponse: type }: Words): Record<string, string> {
  return { 'error.message': message ?? '', 'error.messageString': JSON.stringify(message), 'error.responseType': type ?? '' };
}

function variables({ requestId, method, sentPath, protocol, sourceIp, userAgent, host, arrivedAt }: Invocation, stage = sentPath.split('/', 2)[1]): Record<string, string> {
  return {
    'accountId': ACCOUNT,
    'apiId': 'local',
    'domainName': host,
    'httpMethod': method,
    'identity.sourceIp': sourceIp,
    'identity.userAgent': userAgent,
    'path': sentPath,
    protocol,
    requestId,
    'requestTime': clfTime(arrivedAt),
    'requestTimeEpoch': String(arrivedAt.getTime()),
    stage,
  };
}
