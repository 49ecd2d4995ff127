import { added, canonical, listOf, shown, Sides } from './raw';
import { checksTokens, CLIENTS_VARIABLE, TOKEN_VARIABLES } from '../function/token-variables';
import { JsonObject, objectOf } from '../values/json';

const AUDIENCE = { one: 'for the audience', any: 'for any audience' };
const CLIENT = { one: 'of the client', any: 'of any client' };

/** A token needs one of the scopes, so that each more lets in more; without any none is asked for. */
export function scopeOpenings(was: unknown, is: unknown): string[] {
  if (listOf(was).length === 0) return [];
  if (listOf(is).length === 0) return [`asks for no scope any more; it asked for ${listOf(was).map(shown).join(' or ')}`];
  return added(was, is).map((scope) => `takes tokens with the scope ${shown(scope)}, too`);
}

/** Of an authorizer of an HTTP API or a REST API. */
export function authorizerOpenings({ was, is }: Sides): string[] {
  if (!was) return [];
  const [{ Issuer: old, Audience: heard }, { Issuer: issuer, Audience: audience }] = [objectOf(was.JwtConfiguration), objectOf(is.JwtConfiguration)];
  return [
    ...issuerOpenings(old, issuer),
    ...listOpenings(AUDIENCE, heard, audience),
    ...listOf(was.ProviderARNs).length > 0 ? added(was.ProviderARNs, is.ProviderARNs).map((pool) => `takes tokens of the user pool ${shown(pool)}, too`) : [],
  ];
}

/** Of a function that checks tokens for a REST API: what it takes stands in its environment, lists as JSON. */
export function audienceOpenings({ was, is }: Sides): string[] {
  const [old, present] = [was, is].map(variablesOf);
  if (!checksTokens(old)) return [];
  const { issuer, audience, scopes } = TOKEN_VARIABLES;
  return [
    ...issuerOpenings(old[issuer], present[issuer]),
    ...listOpenings(AUDIENCE, parsed(old[audience]), parsed(present[audience])),
    ...listOpenings(CLIENT, parsed(old[CLIENTS_VARIABLE]), parsed(present[CLIENTS_VARIABLE])),
    ...scopeOpenings(parsed(old[scopes]), parsed(present[scopes])),
  ];
}

function issuerOpenings(was: unknown, is: unknown): string[] {
  return was !== undefined && canonical(was) !== canonical(is) ? [`takes tokens of another issuer, ${shown(is)}`] : [];
}

/** Of what must be in a list, where there is one. */
function listOpenings({ one, any }: typeof AUDIENCE, was: unknown, is: unknown): string[] {
  if (listOf(was).length === 0) return [];
  if (listOf(is).length === 0) return [`takes tokens ${any}`];
  return added(was, is).map((item) => `takes tokens ${one} ${shown(item)}, too`);
}

const variablesOf = (properties: JsonObject | undefined): JsonObject => objectOf(objectOf(properties?.Environment).Variables);

/** A list in JSON, into which the CDK joins what only a deployment knows; what is none is compared as the template has it. */
function parsed(value: unknown): unknown {
  const [between, parts] = listOf(objectOf(value)['Fn::Join']);
  const text = between === '' ? listOf(parts).map((part) => typeof part === 'string' ? part : JSON.stringify(placeholder(part)).slice(1, -1)).join('') : value;
  if (typeof text !== 'string') return value;
  try {
    return JSON.parse(text);
  } catch {
    return value;
  }
}

const placeholder = (value: unknown): string => '${' + shown(objectOf(value).Ref ?? value) + '}';
