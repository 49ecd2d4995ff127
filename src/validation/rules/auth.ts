import { isIssuer, scopeProblems } from './oauth';
import { HTTP_PATH, HTTP_PATH_WORDS } from './paths';
import { OWN_AUDIENCES } from '../../auth/guard';
import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { error, Rule, warning, when } from '../rule';

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MAX_AUDIENCES = 50;
const MAX_GIVEN_AUDIENCES = MAX_AUDIENCES - OWN_AUDIENCES;
const MAX_CACHE_SECONDS = 3600;

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html */
const IDENTITY_SOURCE = /^\$(request\.(header|querystring)|context|stageVariables)\.[A-Za-z0-9_.-]+$/;

/** Who may call. */
export const AUTH_RULES: Rule[] = [
  warning('publicAccess', ({ auth }) =>
    when(auth.publicAccess && auth.inServer === undefined, () => ({
      setting: 'auth',
      given: `${auth.call}: everybody who knows the URL may call the server`,
      expected: 'another auth, such as McpAuth.jwt(…), or this warning to be acknowledged',
    }))),

  warning('authInServer', ({ auth }) =>
    when(auth.inServer !== undefined, () => ({
      setting: 'auth',
      given: `${auth.call}: the endpoint lets everybody through, and the server alone can refuse`,
      expected: 'a server that asks for a token on its MCP path, and this warning to be acknowledged',
    }))),

  error('jwtIssuerInvalid', ({ auth: { jwt } }) =>
    when(jwt !== undefined && isKnown(jwt.issuer) && !isIssuer(jwt.issuer), () => ({
      setting: 'auth.issuer',
      given: show(jwt!.issuer),
      expected: 'the https URL of the authorization server, exactly as in the "iss" claim of its tokens, which is not its discovery document',
    }))),

  error('jwtAudienceInvalid', ({ auth: { jwt } }) => {
    const audience = jwt?.audience;
    return when(audience !== undefined && !(audience.length >= 1 && audience.length <= MAX_GIVEN_AUDIENCES && !audience.includes('')), () => ({
      setting: 'auth.audience',
      given: audience!.includes('') ? 'an empty text' : `${audience!.length} values`,
      expected: `1 to ${MAX_GIVEN_AUDIENCES} values of the "aud" claim, such as client ids, beside the MCP URL, which takes ${OWN_AUDIENCES} of ${MAX_AUDIENCES}; `
        + 'or no audience at all, and then the MCP URL alone counts',
    }));
  }),

  error('jwtScopesInvalid', ({ auth: { jwt } }) => scopeProblems('auth.scopes', jwt?.scopes ?? [])),

  warning('jwtWithoutScopes', ({ auth: { jwt } }) =>
    when(jwt !== undefined && jwt.scopes.length === 0, () => ({
      setting: 'auth.scopes',
      given: 'no scopes: every valid token of the issuer is let in, ID tokens among them',
      expected: 'the scopes of which a token needs one, or this warning to be acknowledged',
    }))),

  error('identitySourceInvalid', ({ auth: { lambdaAuthorizer } }) =>
    (lambdaAuthorizer?.identitySource ?? []).filter((source) => isKnown(source) && !IDENTITY_SOURCE.test(source)).map((source) => ({
      setting: 'auth.identitySource',
      given: show(source),
      expected: '"$request.header.Authorization", or another header, query parameter, $context or $stageVariables value',
    }))),

  error('resultsCacheTtlInvalid', ({ auth: { lambdaAuthorizer: authorizer } }) => {
    const seconds = authorizer?.resultsCacheSeconds;
    return [
      ...when(seconds !== undefined && isKnown(seconds) && !(Number.isInteger(seconds) && seconds <= MAX_CACHE_SECONDS), () => ({
        setting: 'auth.resultsCacheTtl', given: `${show(seconds)} seconds`, expected: `whole seconds from 0 to ${MAX_CACHE_SECONDS}, which is an hour`,
      })),
      ...when(authorizer?.identitySource.length === 0 && seconds !== 0, () => ({
        setting: 'auth.resultsCacheTtl', given: 'a cache without an identitySource', expected: 'Duration.seconds(0): without credentials, one answer would be kept for all callers',
      })),
    ];
  }),

  // A REST API asks a function in any region, with a role: there the URI of an authorizer has that of the function, and here that of the stack.
  error('authorizerInOtherRegion', ({ auth: { lambdaAuthorizer }, endpoint, region }) => {
    const other = lambdaAuthorizer?.region;
    return when(other !== undefined && endpoint.simpleResponses && isKnown(other) && isKnown(region) && other !== region, () => ({
      setting: 'auth',
      given: `McpAuth.lambdaAuthorizer(…) with a function in ${String(other)} for a stack in ${String(region)}`,
      expected: 'a function in the region of the stack, or McpEndpoint.restApi(…), which asks one in any region',
    }));
  }),

  error('authorizationServersInvalid', ({ auth: { lambdaAuthorizer } }) => {
    const servers = lambdaAuthorizer?.authorizationServers;
    return [
      ...when(servers?.length === 0, () => ({
        setting: 'auth.discovery.authorizationServers', given: 'none', expected: 'one at least, or no discovery',
      })),
      ...(servers ?? []).filter((server) => isKnown(server) && !isIssuer(server)).map((server) => ({
        setting: 'auth.discovery.authorizationServers', given: show(server), expected: 'the https URL of an authorization server, which is not its discovery document',
      })),
      ...scopeProblems('auth.discovery.scopes', lambdaAuthorizer?.scopes ?? []),
    ];
  }),

  error('publicPathInvalid', ({ auth: { inServer }, endpoint: { path } }) => {
    const paths = inServer?.publicPaths ?? [];
    return [
      ...paths.filter((one) => isKnown(one) && !HTTP_PATH.test(one)).map((one) => ({
        setting: 'auth.publicPaths', given: show(one), expected: HTTP_PATH_WORDS,
      })),
      ...paths.filter((one, index) => !isKnown(one) || paths.indexOf(one) < index).map((one) => ({
        setting: 'auth.publicPaths', given: isKnown(one) ? `${show(one)} twice` : 'a token', expected: 'each path once, known at synthesis, since it names its route',
      })),
      ...paths.filter((one) => isKnown(one) && isKnown(path) && HTTP_PATH.test(path) && (one === path || (path !== '/' && one.startsWith(`${path}/`)))).map((one) => ({
        setting: 'auth.publicPaths', given: `${show(one)} beside the endpoint's path ${show(path)}`, expected: 'other paths: this one reaches the server already',
      })),
    ];
  }),
];
