import { added, canonical, listOf, propertiesOf, RawResources, shown, Sides } from './raw';
import { referredIds } from '../../referred-ids';
import { checksTokens, CLIENTS_VARIABLE, TOKEN_VARIABLES } from '../function/token-variables';
import { JsonObject, objectOf, own } from '../values/json';

const AUDIENCE = { one: 'for the audience', any: 'for any audience' };
const CLIENT = { one: 'of the client', any: 'of any client' };

/** A token needs one of the scopes, so that each more lets in more; without any none is asked for. */
export function scopeOpenings(was: unknown, is: unknown): string[] {
  if (listOf(was).length === 0) return [];
  if (listOf(is).length === 0) return [`asks for no scope any more; it asked for ${listOf(was).map(shown).join(' or ')}`];
  return added(was, is).map((scope) => `takes tokens with the scope ${shown(scope)}, too`);
}

/** Of an authorizer of an HTTP API or a REST API. */
export function authorizerOpenings({ was, is, before, after }: Sides): string[] {
  if (!was) return [];
  const [decided, decides] = [deciderOf(was, before), deciderOf(is, after)];
  const [fitted, fits] = [expressionOf(was), expressionOf(is)];
  const [{ Issuer: old, Audience: heard }, { Issuer: issuer, Audience: audience }] = [objectOf(was.JwtConfiguration), objectOf(is.JwtConfiguration)];
  return [
    ...issuerOpenings(old, issuer),
    ...listOpenings(AUDIENCE, heard, audience),
    ...listOf(was.ProviderARNs).length > 0 ? added(was.ProviderARNs, is.ProviderARNs).map((pool) => `takes tokens of the user pool ${shown(pool)}, too`) : [],
    ...decided !== undefined && decided !== decides
      ? [decides === undefined ? 'asks no function any more whom to let in' : 'asks another function whom to let in, which may let in others']
      : [],
    ...fitted !== undefined && canonical(fitted) !== canonical(fits)
      ? [fits === undefined ? `takes tokens of any form; they had to fit ${shown(fitted)}` : `takes tokens that fit ${shown(fits)}; they had to fit ${shown(fitted)}`]
      : [],
  ];
}

/**
 * What tells the function behind a Lambda authorizer from others: the logical ids in its URI. What a new version of the same function
 * decides is a matter of its code, which is not compared.
 */
function deciderOf({ AuthorizerUri: uri }: JsonObject, resources: RawResources): string | undefined {
  if (uri === undefined) return undefined;
  const ids = referredIds(uri).filter((id) => own(resources, id) !== undefined).flatMap((id) => {
    const { FunctionName: of } = propertiesOf(resources, id);
    const published = PUBLISHED.includes(String(resources[id].Type)) ? referredIds(of) : [];
    return published.length > 0 ? published : [id];
  });
  return canonical(ids.length > 0 ? ids.sort() : uri);
}

/** Stands for a function, of which there is a new one with every deploy of other code. */
const PUBLISHED = ['AWS::Lambda::Version', 'AWS::Lambda::Alias'];

/** What a token must fit before the function is asked; an authorizer of requests looks at no token. */
const expressionOf = ({ Type: type, IdentityValidationExpression: expression }: JsonObject): unknown =>
  type === 'REQUEST' || expression === '' ? undefined : expression;

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
  if (was === undefined || canonical(was) === canonical(is)) return [];
  return [is === undefined ? `asks no more of which issuer tokens are; it took those of ${shown(was)}` : `takes tokens of another issuer, ${shown(is)}`];
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
