import { Change, Tables } from './change';
import { SectionName } from '../../src/deploy-toml/schema';

const AUTH = 'ServerAuth';
const AUTHORIZER = 'ServerHttpApiAuthorizer';
const ON: Tables = { auth: { enabled: 'true' } };
const CUSTOM: Tables = { auth: { enabled: 'true', provider: '"custom"' } };
const JWT: Tables = { ...CUSTOM, 'auth.jwt': { issuer: '"https://issuer.example"', scopes: '["mcp/use"]' } };
const FUNCTION_ARN = '"arn:aws:lambda:eu-central-1:123456789012:function:authorizer"';
const LAMBDA: Tables = { ...CUSTOM, 'auth.lambda_authorizer': { function_arn: FUNCTION_ARN } };
const OIDC: Tables = { 'auth': { enabled: 'true', provider: '"oidc"' }, 'auth.oidc': { issuer: '"https://issuer.example"', client_id: '"abc"' } };
const POOL: Tables = {
  ...ON, 'auth.cognito': { user_pool_id: '"eu-central-1_Abc"', client_id: '"client"', domain: '"login"' }, 'auth.scopes.custom': { use: '"Use it"' },
};
const DCR: Tables = { ...ON, 'auth.dcr': { enabled: 'true' } };
const STATEMENT = { effect: '"Allow"', actions: '["sqs:SendMessage"]', resources: '["arn:aws:sqs:eu-central-1:123456789012:jobs"]' };
const POLICY = ['ServerRoleDefaultPolicy', 'Properties.PolicyDocument.Statement'] as const;

/** What the keys change that say who may call the server, and what it may do itself. */
export const ACCESS_CHANGES: Readonly<Partial<Record<SectionName, Readonly<Record<string, Change>>>>> = {
  'auth': {
    enabled: { value: 'true', property: [`${AUTH}UserPool`, 'Type', 'AWS::Cognito::UserPool'] },
    provider: { value: '"oidc"', beside: { ...OIDC, auth: { enabled: 'true' } }, property: [AUTHORIZER, 'Properties.JwtConfiguration.Issuer', 'https://issuer.example'] },
    callback_urls: { value: '["https://app.example.com/back"]', beside: ON, property: [`${AUTH}UserPoolClient`, 'Properties.CallbackURLs.0', 'https://app.example.com/back'] },
  },
  'auth.cognito': {
    user_pool_id: { value: '"eu-central-1_Xyz"', beside: POOL, property: [AUTHORIZER, 'Properties.JwtConfiguration.Issuer', /eu-central-1_Xyz/] },
    client_id: { value: '"other"', beside: POOL, property: [AUTHORIZER, 'Properties.JwtConfiguration.Audience.0', 'other'] },
    user_pool_name: { value: '"tools-users"', beside: ON, property: [`${AUTH}UserPool`, 'Properties.UserPoolName', 'tools-users'] },
    resource_server_id: { value: '"mcp"', beside: ON, read: 'mcp' },
    social_providers: { value: '[]', beside: ON, read: [] },
    mfa: { value: '"required"', beside: ON, property: [`${AUTH}UserPool`, 'Properties.MfaConfiguration', 'ON'] },
    access_token_ttl: { value: '"30m"', beside: ON, property: [`${AUTH}UserPoolClient`, 'Properties.AccessTokenValidity', 30] },
    refresh_token_ttl: { value: '"7d"', beside: ON, property: [`${AUTH}UserPoolClient`, 'Properties.RefreshTokenValidity', 10080] },
    domain: { value: '"tools-login"', beside: ON, property: [`${AUTH}UserPoolDomain`, 'Properties.Domain', 'tools-login'] },
  },
  'auth.scopes.custom': {
    read: { value: '"Read things"', beside: ON, property: [`${AUTH}UserPoolResourceServer`, 'Properties.Scopes', [{ ScopeName: 'read', ScopeDescription: 'Read things' }]] },
  },
  'auth.dcr': {
    enabled: { value: 'true', beside: ON, property: ['ServerDiscoveryRegistrationPost', 'Properties.RouteKey', 'POST /register'] },
    public_client_patterns: {
      value: '["chatgpt"]',
      beside: DCR,
      property: [`${AUTH}UserPoolClient`, 'Properties.CallbackURLs', ['https://chatgpt.com/connector_platform_oauth_redirect']],
    },
    default_scopes: { value: '["openid", "mcp/read"]', beside: DCR, property: [`${AUTH}UserPoolResourceServer`, 'Properties.Scopes.0.ScopeName', 'read'] },
    allowed_scopes: { value: '["mcp/write"]', beside: DCR, property: [`${AUTH}UserPoolResourceServer`, 'Properties.Scopes.0.ScopeName', 'write'] },
  },
  'auth.jwt': {
    issuer: { value: '"https://other.example"', beside: JWT, property: [AUTHORIZER, 'Properties.JwtConfiguration.Issuer', 'https://other.example'] },
    audience: { value: '["abc"]', beside: JWT, property: [AUTHORIZER, 'Properties.JwtConfiguration.Audience.0', 'abc'] },
    scopes: { value: '["mcp/read"]', beside: JWT, property: ['ServerRoutesPost', 'Properties.AuthorizationScopes', ['mcp/read']] },
  },
  'auth.lambda_authorizer': {
    function_arn: {
      value: '"arn:aws:lambda:eu-central-1:123456789012:function:other"', beside: LAMBDA, property: [AUTHORIZER, 'Properties.AuthorizerUri', /function:other/],
    },
    identity_source: { value: '["$request.header.X-Key"]', beside: LAMBDA, property: [AUTHORIZER, 'Properties.IdentitySource', ['$request.header.X-Key']] },
    cache_ttl_seconds: { value: '60', beside: LAMBDA, property: [AUTHORIZER, 'Properties.AuthorizerResultTtlInSeconds', 60] },
    response_type: { value: '"iam"', beside: LAMBDA, property: [AUTHORIZER, 'Properties.AuthorizerPayloadFormatVersion', '1.0'] },
  },
  'auth.oidc': {
    provider_type: { value: '"auth0"', beside: OIDC, property: [AUTHORIZER, 'Properties.JwtConfiguration.Issuer', 'https://issuer.example/'] },
    issuer: { value: '"https://other.example"', beside: OIDC, property: [AUTHORIZER, 'Properties.JwtConfiguration.Issuer', 'https://other.example'] },
    client_id: { value: '"other"', beside: OIDC, property: [AUTHORIZER, 'Properties.JwtConfiguration.Audience.0', 'other'] },
    audience: { value: '"https://api.example"', beside: OIDC, property: [AUTHORIZER, 'Properties.JwtConfiguration.Audience.0', 'https://api.example'] },
    scopes: { value: '["mcp"]', beside: OIDC, property: ['ServerRoutesPost', 'Properties.AuthorizationScopes', ['mcp']] },
  },
  'iam.tables': {
    name: { value: '"items"', beside: { 'iam.tables': { name: '"others"', actions: '["read"]' } }, property: [...POLICY, /table\/items"/] },
    actions: { value: '["write"]', beside: { 'iam.tables': { name: '"items"', actions: '["read"]' } }, property: [...POLICY, /(?=.*dynamodb:PutItem).*dynamodb:BatchWriteItem/] },
    include_indexes: { value: 'true', beside: { 'iam.tables': { name: '"items"', actions: '["readwrite"]' } }, property: [...POLICY, /table\/items\/index\/\*/] },
  },
  'iam.buckets': {
    name: { value: '"files"', beside: { 'iam.buckets': { name: '"others"', actions: '["read"]' } }, property: [...POLICY, /:s3:::files\/\*"/] },
    actions: { value: '["readwrite"]', beside: { 'iam.buckets': { name: '"files"', actions: '["read"]' } }, property: [...POLICY, /(?=.*s3:GetObject)(?=.*s3:PutObject).*s3:DeleteObject/] },
  },
  'iam.statements': {
    effect: { value: '"Deny"', beside: { 'iam.statements': STATEMENT }, property: [...POLICY, /"Effect":"Deny"/] },
    actions: { value: '["sqs:ReceiveMessage"]', beside: { 'iam.statements': STATEMENT }, property: [...POLICY, /sqs:ReceiveMessage/] },
    resources: { value: '["arn:aws:sqs:eu-central-1:123456789012:other"]', beside: { 'iam.statements': STATEMENT }, property: [...POLICY, /:other"/] },
  },
};
