import { isOrigin, MAX_SCOPES, scopeProblems } from './oauth';
import { OWN_AUDIENCES } from '../../auth/guard';
import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { error, Rule, when } from '../rule';

const MAX_CLIENTS = 50 - OWN_AUDIENCES;
const MAX_CALLBACK_URLS = 100;

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html */
const DOMAIN_PREFIX = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const RESERVED = ['aws', 'amazon', 'cognito'];

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResourceServerScopeType.html */
const SCOPE_NAME = /^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]{1,256}$/;
const MAX_DESCRIPTION = 256;

/** Cognito compares with the whole URL, and sends nobody to an `http` URL of another machine. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Users who log in at Cognito. */
export const AUTH_COGNITO_RULES: Rule[] = [
  error('cognitoScopesInvalid', ({ auth: { cognito } }) => {
    const names = cognito?.scopes.map(({ name }) => name) ?? [];
    return [
      ...when(cognito !== undefined && (names.length < 1 || names.length > MAX_SCOPES), () => ({
        setting: 'auth.scopes', given: `${names.length} scopes`, expected: `1 to ${MAX_SCOPES} scopes, of which a token needs one`,
      })),
      ...names.filter((name) => isKnown(name) && !SCOPE_NAME.test(name)).map((name) => ({
        setting: 'auth.scopes', given: `the name ${show(name)}`, expected: '1 to 256 characters without a space, quote, slash or backslash',
      })),
      ...names.filter((name, index) => isKnown(name) && names.indexOf(name) < index).map((name) => ({
        setting: 'auth.scopes', given: `the name ${show(name)} twice`, expected: 'each name once',
      })),
      ...(cognito?.scopes ?? []).filter(({ description }) => isKnown(description) && !isDescription(description)).map(({ description }) => ({
        setting: 'auth.scopes', given: `a description of ${(description as string).length} characters`, expected: `1 to ${MAX_DESCRIPTION} characters`,
      })),
    ];
  }),

  error('domainPrefixInvalid', ({ auth: { cognito } }) => {
    const prefix = cognito?.domainPrefix;
    return when(prefix !== undefined && isKnown(prefix) && !isDomainPrefix(prefix), () => ({
      setting: 'auth.domainPrefix',
      given: show(prefix),
      expected: 'up to 63 lower-case letters, digits and hyphens, with no hyphen at either end, and without "aws", "amazon" or "cognito", which Cognito refuses',
    }));
  }),

  error('callbackUrlInvalid', ({ auth: { callbackUrls } }) =>
    (callbackUrls?.urls ?? []).filter((url) => isKnown(url) && !isCallbackUrl(url)).map((url) => ({
      setting: callbackUrls!.setting,
      given: show(url),
      expected: 'a whole URL without a fragment or a "*", which Cognito would take literally: https, a scheme of an app\'s own, or http on localhost',
    }))),

  error('callbackUrlsCount', ({ auth: { callbackUrls, cognito } }) =>
    when(callbackUrls !== undefined && (callbackUrls.urls.length < 1 || callbackUrls.urls.length > MAX_CALLBACK_URLS), () => ({
      setting: callbackUrls!.setting,
      given: `${callbackUrls!.urls.length} URLs${cognito ? ', those of commonClients counted' : ''}`,
      expected: `1 to ${MAX_CALLBACK_URLS}, which is what a client of a user pool can have`,
    }))),

  error('userPoolClientsCount', ({ auth: { userPool } }) =>
    when(userPool !== undefined && (userPool.clients < 1 || userPool.clients > MAX_CLIENTS), () => ({
      setting: 'auth.userPoolClients',
      given: `${userPool!.clients} clients`,
      expected: `1 to ${MAX_CLIENTS}: an authorizer has ${MAX_CLIENTS + OWN_AUDIENCES} audiences, of which the MCP URL takes ${OWN_AUDIENCES}`,
    }))),

  error('userPoolScopesInvalid', ({ auth: { userPool } }) => [
    ...when(userPool?.scopes.length === 0, () => ({
      setting: 'auth.scopes', given: 'no scopes', expected: 'the scopes of which a token needs one: without them ID tokens would be let in',
    })),
    ...scopeProblems('auth.scopes', userPool?.scopes ?? []),
  ]),

  error('userPoolDomainUrlInvalid', ({ auth: { userPool } }) =>
    when(userPool !== undefined && isKnown(userPool.domainUrl) && !isOrigin(userPool.domainUrl), () => ({
      setting: 'auth.domainUrl',
      given: show(userPool!.domainUrl),
      expected: 'https and the host of the pool\'s domain, without a path or a slash at the end: "https://login.auth.eu-central-1.amazoncognito.com"',
    }))),

  error('userPoolInOtherRegion', ({ auth: { userPool }, region }) =>
    when(userPool !== undefined && isKnown(userPool.region) && isKnown(region) && userPool.region !== region, () => ({
      setting: 'auth.userPool',
      given: `a user pool in ${String(userPool!.region)} for a stack in ${String(region)}`,
      expected: 'a user pool in the region of the stack, or McpAuth.jwt(…) with the pool as the issuer',
    }))),
];

function isDescription(text: string): boolean {
  return text.length >= 1 && text.length <= MAX_DESCRIPTION;
}

function isDomainPrefix(text: string): boolean {
  return DOMAIN_PREFIX.test(text) && !RESERVED.some((word) => text.includes(word));
}

function isCallbackUrl(text: string): boolean {
  if (!URL.canParse(text) || /[\s*#]/.test(text) || text.length > 1024) {
    return false;
  }
  const { protocol, hostname, username } = new URL(text);
  return username === '' && (protocol === 'http:' ? LOOPBACK.includes(hostname) : !['javascript:', 'data:', 'file:'].includes(protocol));
}
