import { Duration, Stack } from 'aws-cdk-lib';
import { HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { McpAuth } from '../../auth/auth';
import { callbackUrlsOf, COMMON_CALLBACK_URLS, CommonClient } from '../../auth/callback-urls';
import { providerOf } from '../checks';
import { DeployToml } from '../deploy-toml';
import { located } from '../located';
import { Values } from '../schema';

/** Under which of the library's names a client of `cargo pmcp` has its URLs. */
const PATTERNS: Readonly<Record<string, readonly CommonClient[]>> = {
  'claude': ['claude', 'desktop'],
  'desktop': ['desktop'],
  'cursor': ['cursor'],
  'mcp-inspector': ['inspector'],
  'chatgpt': ['chatgpt'],
};

const MFA = { off: cognito.Mfa.OFF, optional: cognito.Mfa.OPTIONAL, required: cognito.Mfa.REQUIRED };
const RESPONSE_TYPES = { simple: HttpLambdaResponseType.SIMPLE, iam: HttpLambdaResponseType.IAM };

/** Who may call the server. There is no default: that everybody may is said in the file. */
export function auth(scope: Construct, toml: DeployToml): McpAuth {
  const { values } = toml;
  switch (providerOf(values.auth)) {
    case 'none': return McpAuth.none();
    case 'cognito': return values['auth.cognito']?.user_pool_id === undefined ? newPool(values) : givenPool(scope, values);
    case 'custom': return custom(scope, values);
    case 'oidc': return oidc(values);
    default: throw located(toml, 'auth', 'enabled', 'got nothing, expected true, or false for a server that everybody may call who knows its URL');
  }
}

function newPool(values: Values): McpAuth {
  const { mfa, domain, user_pool_name, access_token_ttl, refresh_token_ttl } = values['auth.cognito'] ?? {};
  const { enabled, public_client_patterns } = values['auth.dcr'] ?? {};
  const scopes = poolScopes(values);
  return McpAuth.cognito({
    scopes: scopes.length === 0 ? undefined : scopes,
    callbackUrls: callbackUrls(values),
    commonClients: public_client_patterns === undefined,
    clientRegistration: enabled,
    domainPrefix: domain,
    mfa: mfa && MFA[mfa],
    userPoolName: user_pool_name,
    accessTokenValidity: seconds(access_token_ttl),
    refreshTokenValidity: seconds(refresh_token_ttl),
  });
}

/** Those of the clients that are named are added one by one, where not all are wanted. */
function callbackUrls(values: Values): string[] {
  const { public_client_patterns = [] } = values['auth.dcr'] ?? {};
  const ofClients = public_client_patterns.flatMap((pattern) => PATTERNS[pattern]).flatMap(callbackUrlsOf);
  return [...new Set([...values.auth?.callback_urls ?? [], ...ofClients])];
}

function poolScopes(values: Values): cognito.ResourceServerScope[] {
  const { default_scopes = [], allowed_scopes = [] } = values['auth.dcr'] ?? {};
  const named = [...default_scopes, ...allowed_scopes].filter((scope) => scope.startsWith('mcp/')).map((scope) => scope.slice('mcp/'.length));
  const described = new Map([...named.map((name) => [name, `Scope ${name} of the MCP server`] as const), ...Object.entries(values['auth.scopes.custom'] ?? {})]);
  return [...described].map(([scopeName, scopeDescription]) => new cognito.ResourceServerScope({ scopeName, scopeDescription }));
}

/** The file is complete: a check has seen to it. */
function givenPool(scope: Construct, values: Values): McpAuth {
  const { user_pool_id = '', client_id = '', domain = '' } = values['auth.cognito'] ?? {};
  const { enabled, public_client_patterns } = values['auth.dcr'] ?? {};
  const common = public_client_patterns === undefined ? COMMON_CALLBACK_URLS : [];
  return McpAuth.userPool(cognito.UserPool.fromUserPoolId(scope, 'UserPool', user_pool_id), {
    userPoolClients: [cognito.UserPoolClient.fromUserPoolClientId(scope, 'UserPoolClient', client_id)],
    domainUrl: `https://${domain}.auth.${Stack.of(scope).region}.amazoncognito.com`,
    scopes: poolScopes(values).map(({ scopeName }) => `mcp/${scopeName}`),
    registrationCallbackUrls: enabled ? [...new Set([...callbackUrls(values), ...common])] : undefined,
  });
}

function custom(scope: Construct, values: Values): McpAuth {
  const { issuer = '', audience, scopes = [] } = values['auth.jwt'] ?? {};
  const authorizer = values['auth.lambda_authorizer'];
  if (authorizer?.function_arn === undefined) {
    return McpAuth.jwt({ issuer, audience, scopes });
  }
  const handler = lambda.Function.fromFunctionAttributes(scope, 'Authorizer', { functionArn: authorizer.function_arn, sameEnvironment: true });
  return McpAuth.lambdaAuthorizer(handler, {
    identitySource: authorizer.identity_source,
    resultsCacheTtl: seconds(authorizer.cache_ttl_seconds),
    responseType: authorizer.response_type && RESPONSE_TYPES[authorizer.response_type],
  });
}

function oidc(values: Values): McpAuth {
  const { provider_type, issuer = '', client_id, audience, scopes } = values['auth.oidc'] ?? {};
  return McpAuth.jwt({
    issuer: provider_type === 'auth0' && !issuer.endsWith('/') ? `${issuer}/` : issuer,
    audience: [...new Set([audience, client_id])].filter((one) => one !== undefined),
    scopes: scopes ?? ['openid', 'email', 'profile'],
  });
}

export function seconds(count: number | undefined): Duration | undefined {
  return count === undefined ? undefined : Duration.seconds(count);
}
