import { BadSignature } from './bad-signature';
import { headerValues, Presented, SignedRequest } from './signed-request';
import { quoted } from '../refusals';

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/aws-signing-authentication-methods.html */
const SCOPE_END = 'aws4_request';
const TIME = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
const SIGNATURE = /^[0-9a-f]{64}$/;
const MAX_EXPIRES_SECONDS = 7 * 24 * 3600;

/** The parameters of a query that is signed; nothing else of it has their names, in any spelling. */
export const QUERY_PARAMETERS = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Expires', 'X-Amz-SignedHeaders', 'X-Amz-Signature'] as const;

/** Reads where a request is signed: the header `Authorization`, or the query. Throws `BadSignature`. */
export function presentedBy(request: SignedRequest): Presented {
  const [authorization, ...others] = headerValues(request.rawHeaders, 'authorization');
  const query = new URLSearchParams(request.query);
  const signed = [...query.keys()].filter((name) => QUERY_PARAMETERS.some((known) => known.toLowerCase() === name.toLowerCase()));
  if (authorization === undefined && signed.length === 0) {
    throw new BadSignature('missing', 'no signature: neither the header Authorization nor the query has one');
  }
  if (authorization === undefined) return inQuery(query, signed);
  if (others.length > 0 || signed.length > 0) throw malformed('it is signed more than once');
  return inHeader(authorization, request.rawHeaders);
}

function inHeader(authorization: string, rawHeaders: readonly string[]): Presented {
  const [, list] = new RegExp(`^${ALGORITHM} (.*)$`).exec(authorization) ?? [];
  if (list === undefined) throw malformed(`the header Authorization does not begin with ${ALGORITHM}`);
  const parts = new Map(list.split(',').map((part): [string, string] => {
    const [name, ...value] = part.trim().split('=');
    return [name, value.join('=')];
  }));
  const part = (name: string) => parts.get(name) ?? missing(name);
  const session = headerValues(rawHeaders, 'x-amz-security-token').length > 0;
  const [time = missing('the header x-amz-date')] = headerValues(rawHeaders, 'x-amz-date');
  const presented = { ...readParts(part('Credential'), time, part('SignedHeaders'), part('Signature')), session };
  if (!presented.signedHeaders.includes('x-amz-date')) throw malformed('the header x-amz-date is not among the signed ones');
  return presented;
}

function inQuery(query: URLSearchParams, signed: readonly string[]): Presented {
  const part = (name: typeof QUERY_PARAMETERS[number]) => query.get(name) ?? missing(name);
  if (new Set(signed.map((name) => name.toLowerCase())).size < signed.length) throw malformed('a parameter of the signature stands twice in the query');
  if (part('X-Amz-Algorithm') !== ALGORITHM) throw malformed(`X-Amz-Algorithm is not ${ALGORITHM}`);
  const presented = readParts(part('X-Amz-Credential'), part('X-Amz-Date'), part('X-Amz-SignedHeaders'), part('X-Amz-Signature'));
  const expires = part('X-Amz-Expires');
  const expiresSeconds = /^\d{1,6}$/.test(expires) ? Number(expires) : 0;
  if (expiresSeconds < 1 || expiresSeconds > MAX_EXPIRES_SECONDS) throw malformed(`X-Amz-Expires must be 1 to ${MAX_EXPIRES_SECONDS} seconds and is ${quoted(expires)}`);
  return { ...presented, expiresSeconds, session: query.has('X-Amz-Security-Token') };
}

function readParts(credential: string, time: string, signedHeaders: string, signature: string): Omit<Presented, 'session'> {
  const [keyId, day, region, service, end, ...more] = credential.split('/');
  if (end !== SCOPE_END || more.length > 0) throw malformed(`Credential must be <key>/<day>/<region>/<service>/${SCOPE_END} and is ${quoted(credential)}`);
  const signedAt = new Date(time.replace(TIME, '$1-$2-$3T$4:$5:$6Z'));
  if (!TIME.test(time) || Number.isNaN(signedAt.getTime())) throw malformed(`the time must be written as 20060102T150405Z and is ${quoted(time)}`);
  if (!time.startsWith(`${day}T`)) throw new BadSignature('scope', `signed with the key of the day ${quoted(day)} at ${time}`);
  if (!SIGNATURE.test(signature)) throw malformed('Signature must be 64 hexadecimal digits');
  const names = signedHeaders.split(';');
  if (!names.includes('host')) throw malformed('the header host is not among the signed ones');
  return { keyId, region, service, signedAt, signedHeaders: names, signature };
}

const malformed = (why: string) => new BadSignature('malformed', `no signature that counts: ${why}`);

function missing(name: string): never {
  throw malformed(`${name} is missing`);
}
