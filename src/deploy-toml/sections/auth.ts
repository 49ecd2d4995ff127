import { key, names, sameAs, table } from '../section';
import { choice, duration, emptyList, flag, integer, list, text } from '../values';

const URL_TEXT = text('an https URL', /^https:\/\/[^\s"'<>\\^`{|}]+$/);
const POOL_ID = text('the id of a user pool, "eu-central-1_AbCdEf123"', /^[a-z0-9-]+_[0-9a-zA-Z]+$/);
const SCOPES = list(text('a scope without spaces', /^[\x21\x23-\x5B\x5D-\x7E]+$/), { max: 10 });

export const COGNITO = table('Login at Amazon Cognito.', {
  user_pool_id: key(POOL_ID, 'auth.userPool', 'A user pool that you have; needs `client_id` and `domain`', 'one is made for the server', '"eu-central-1_AbCdEf123"'),
  client_id: key(text('a client id', /^[\w+]{1,128}$/), 'auth.userPoolClients', 'The client of that pool whose tokens are let in', 'one is made', '"1example23456789"'),
  user_pool_name: key(text('up to 128 letters, digits, spaces and +=,.@-', /^[\w\s+=,.@-]{1,128}$/), 'auth.userPoolName', 'The name of the pool that is made', 'made up by CloudFormation', '"my-users"'),
  resource_server_id: key(choice(['mcp']), 'auth.scopes', 'What scopes begin with in tokens; it is always `mcp`', '"mcp"'),
  social_providers: key(emptyList('a provider needs a client secret, which does not belong here: give a pool of yours that has it, with user_pool_id'), 'auth',
    'Other providers at which users log in; none can be had in a pool that is made', '[]'),
  mfa: key(choice(['off', 'optional', 'required']), 'auth.mfa', 'Whether users use a second factor', '"optional"'),
  access_token_ttl: key(duration('5m', '1d'), 'auth.accessTokenValidity', 'How long an access token is valid', '"1h"'),
  refresh_token_ttl: key(duration('1h', '3650d'), 'auth.refreshTokenValidity', 'How long a login lasts', '"30d"'),
  domain: key(text('the first label of the login page\'s host name', /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/), 'auth.domainPrefix', 'The first label of the login page\'s host name', 'made up', '"my-mcp-login"'),
});

export const AUTH = table('Who may call the server.', {
  enabled: key(flag, 'auth', 'Whether callers must log in; with `false` everybody who knows the URL may call', 'must be given, or `provider`', 'true'),
  provider: key(choice(['cognito', 'custom', 'oidc', 'none']), 'auth',
    '`custom`: `[auth.jwt]` or `[auth.lambda_authorizer]`; `oidc`: `[auth.oidc]`', '"cognito"'),
  callback_urls: key(list(text('a URL', /^[a-z][a-z0-9+.-]*:\S+$/i), { max: 100 }), 'auth.callbackUrls', 'Where clients may be sent back to after a login, beside those of the common clients', '[]'),
  user_pool_id: sameAs('auth.cognito', 'user_pool_id', COGNITO.keys.user_pool_id),
  client_id: sameAs('auth.cognito', 'client_id', COGNITO.keys.client_id),
});

export const JWT = table('Tokens of an OpenID Connect or OAuth 2.0 server of yours.', {
  issuer: key(URL_TEXT, 'auth.issuer', 'Exactly as in the tokens\' `iss`', 'must be given', '"https://login.example.com"'),
  audience: key(list(text(), { min: 1, max: 48 }), 'auth.audience', 'What the tokens\' `aud` may be beside the MCP URL', 'the MCP URL alone', '["my-client"]'),
  scopes: key(SCOPES, 'auth.scopes', 'A token needs one of them; with `[]` each valid token is let in', 'must be given', '["tools/use"]'),
});

export const LAMBDA_AUTHORIZER = table('A function of yours decides on each call.', {
  function_arn: key(text('the ARN of a function', /^arn:[a-z0-9-]+:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9-_]+(:[A-Za-z0-9$_-]+)?$/), 'auth.handler', 'The function', 'must be given', '"arn:aws:lambda:eu-central-1:123456789012:function:authorizer"'),
  identity_source: key(list(text(), { min: 1 }), 'auth.identitySource', 'Where the credentials stand in a request', '["$request.header.Authorization"]'),
  cache_ttl_seconds: key(integer(0, 3600, 'seconds'), 'auth.resultsCacheTtl', 'How long an answer is kept', '300'),
  response_type: key(choice(['simple', 'iam']), 'auth.responseType', 'What it answers: `{ isAuthorized }`, or an IAM policy, the one that `type = "rest"` takes', '"simple"'),
});

export const OIDC = table('Tokens of an identity provider, as `cargo pmcp` writes it.', {
  provider_type: key(
    choice(['auth0', 'okta', 'entra', 'generic'], { google: '"auth0" or "okta" or "entra" or "generic": the access tokens of Google are no JWTs, which API Gateway could check' }),
    'auth.issuer', 'Who it is; the issuer of `auth0` ends with a slash', '"generic"',
  ),
  issuer: key(URL_TEXT, 'auth.issuer', 'Exactly as in the tokens\' `iss`', 'must be given', '"https://login.example.com"'),
  client_id: key(text(), 'auth.audience', 'A client whose tokens are let in', 'must be given', '"my-client"'),
  audience: key(text(), 'auth.audience', 'What the tokens\' `aud` may be beside client and MCP URL', 'client and MCP URL', '"my-api"'),
  scopes: key(SCOPES, 'auth.scopes', 'A token needs one of them', '["openid", "email", "profile"]'),
});

const SCOPE_NAME = text('a name without spaces, quotes, slashes and backslashes', /^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]{1,256}$/);
const POOL_SCOPES = list(text('"openid", "email", "profile" or a scope that begins with "mcp/"', /^(openid|email|profile|mcp\/[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]{1,256})$/));

export const CUSTOM_SCOPES = names('What tokens of the user pool may allow. A name becomes `mcp/name` in tokens.', SCOPE_NAME,
  key(text('a description of up to 256 characters', /^[^\0]{1,256}$/), 'auth.scopes', 'What the scope allows, by its name', '`use`'));

export const DCR = table('Whether clients may register themselves (RFC 7591): each gets the one public client.', {
  enabled: key(flag, 'auth.clientRegistration', 'Whether they may', 'false'),
  public_client_patterns: key(list(choice(['claude', 'desktop', 'cursor', 'mcp-inspector', 'chatgpt'])), 'auth.commonClients',
    'Which clients may: those that are sent back to a URL that is allowed. With `[]` the URLs of the common clients are not', 'all of them', '["claude", "cursor"]'),
  default_scopes: key(POOL_SCOPES, 'auth.scopes', 'Scopes that the pool has, beside `[auth.scopes.custom]`', '[]'),
  allowed_scopes: key(POOL_SCOPES, 'auth.scopes', 'Scopes that the pool has, beside `[auth.scopes.custom]`', '[]'),
});
