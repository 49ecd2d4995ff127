import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CfnResource } from 'aws-cdk-lib/core';
import { existingFunction, hostedZone, imageDirectory, serverIn } from './support';
import { McpAuth, McpDomain, McpEndpoint, McpSecret, McpServerCode } from '../src';

/**
 * Construct paths and logical ids are public contract: with another logical id CloudFormation makes a
 * new resource and deletes the old one. `AWS::Lambda::Version` is left out, its id carries a hash.
 */
const DEFAULT_SERVER = {
  'Stack/Server/Alias/Resource': 'ServerAlias1F55029E',
  'Stack/Server/Function/Resource': 'ServerFunctionB9E3FD9F',
  'Stack/Server/HttpApi/Resource': 'ServerHttpApi5CD3F66E',
  'Stack/Server/HttpApi/Stage/Resource': 'ServerHttpApiStage8AC86219',
  'Stack/Server/LogGroup/Resource': 'ServerLogGroup8435EA51',
  'Stack/Server/Role/DefaultPolicy/Resource': 'ServerRoleDefaultPolicy02C1A355',
  'Stack/Server/Role/Resource': 'ServerRoleB6C85082',
  'Stack/Server/Routes/Delete/Resource': 'ServerRoutesDelete728BA4B9',
  'Stack/Server/Routes/Get/Resource': 'ServerRoutesGet338BEFA4',
  'Stack/Server/Routes/Post/ApiPermission.ApiScoped.StackServerAliasC372BEB2.StackServerHttpApi6E635A07':
    'ServerRoutesPostApiPermissionApiScopedStackServerAliasC372BEB2StackServerHttpApi6E635A071F85F039',
  'Stack/Server/Routes/Post/Integration/Resource': 'ServerRoutesPostIntegration3A83D4F3',
  'Stack/Server/Routes/Post/Resource': 'ServerRoutesPost9DF45C89',
  'Stack/Server/SubpathRoutes/Delete/Resource': 'ServerSubpathRoutesDeleteC99D31DA',
  'Stack/Server/SubpathRoutes/Get/Resource': 'ServerSubpathRoutesGet9E75322E',
  'Stack/Server/SubpathRoutes/Post/Resource': 'ServerSubpathRoutesPost418D7D9D',
};

/** What `McpAuth.cognito` adds. Users are in the pool, and people have typed in the client's id. */
const COGNITO = {
  'Stack/Server/Auth/Branding': 'ServerAuthBranding5C7E67FF',
  'Stack/Server/Auth/UserPool/Client/Resource': 'ServerAuthUserPoolClient1D595FAD',
  'Stack/Server/Auth/UserPool/Domain/Resource': 'ServerAuthUserPoolDomainB798ACF2',
  'Stack/Server/Auth/UserPool/MachineClient/Resource': 'ServerAuthUserPoolMachineClient9C666ECF',
  'Stack/Server/Auth/UserPool/Resource': 'ServerAuthUserPool75D6C1A8',
  'Stack/Server/Auth/UserPool/ResourceServer/Resource': 'ServerAuthUserPoolResourceServer2135DDA1',
  'Stack/Server/HttpApi/Authorizer/Resource': 'ServerHttpApiAuthorizer55CBFD1C',
};

function idsOf(stack: Stack): Record<string, string> {
  const resources = stack.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node));
  return Object.fromEntries(
    resources
      .filter((resource) => resource.cfnResourceType !== 'AWS::Lambda::Version')
      .map((resource) => [resource.node.path, stack.resolve(resource.logicalId)]),
  );
}

test('construct paths and logical ids of the default server stay as they are', () => {
  const stack = Stack.of(serverIn());
  const template = Template.fromStack(stack);
  expect(idsOf(stack)).toEqual(DEFAULT_SERVER);
  expect(Object.keys(template.findOutputs('*')).sort()).toEqual(['ServerApiEndpointE05FD53F', 'ServerMcpEndpoint24D80609']);
});

test('construct paths and logical ids of a user pool stay as they are', () => {
  expect(idsOf(Stack.of(serverIn({ auth: McpAuth.cognito({ machineClient: true }) })))).toMatchObject(COGNITO);
});

const DOMAIN = {
  'Stack/Server/Domain/Certificate/Resource': 'ServerDomainCertificate2E609E39',
  'Stack/Server/Domain/Name/Resource': 'ServerDomainNameB75B0022',
  'Stack/Server/Domain/Records/Ipv4/Resource': 'ServerDomainRecordsIpv4A5293952',
  'Stack/Server/Domain/Records/Ipv6/Resource': 'ServerDomainRecordsIpv634389DF6',
  'Stack/Server/Domain/Mapping': 'ServerDomainMapping799681B6',
};

test('construct paths and logical ids of a domain stay as they are, and change none of the server', () => {
  expect(idsOf(Stack.of(serverIn({ domain: McpDomain.fromHostedZone(hostedZone(), 'mcp.example.com') })))).toEqual({ ...DEFAULT_SERVER, ...DOMAIN });
});

/** What watches a server, all of it. */
const OBSERVABILITY = {
  'Stack/Server/AccessLog/Resource': 'ServerAccessLog6ED350A7',
  'Stack/Server/Observability/Alarms/ConcurrentExecutions/Resource': 'ServerObservabilityAlarmsConcurrentExecutions24AA0997',
  'Stack/Server/Observability/Alarms/Duration/Resource': 'ServerObservabilityAlarmsDuration548BBAA5',
  'Stack/Server/Observability/Alarms/Errors/Resource': 'ServerObservabilityAlarmsErrors7DE0F020',
  'Stack/Server/Observability/Alarms/Invocations/Resource': 'ServerObservabilityAlarmsInvocations6D798BF1',
  'Stack/Server/Observability/Alarms/Throttles/Resource': 'ServerObservabilityAlarmsThrottlesEF40D2B9',
  'Stack/Server/Observability/Dashboard/Resource': 'ServerObservabilityDashboard482582FF',
  'Stack/Server/Observability/ThrottledRequests/Resource': 'ServerObservabilityThrottledRequests094F9EB4',
};

test('construct paths and logical ids of alarms, dashboard and access log stay as they are, and change none of the server', () => {
  const watched = serverIn({ observability: { alarms: {}, dashboard: true }, tracing: lambda.Tracing.ACTIVE });
  expect(idsOf(Stack.of(watched))).toEqual({ ...DEFAULT_SERVER, ...OBSERVABILITY });
});

/** What lets clients find out where to get a token, at its largest. */
const DISCOVERY = {
  'Stack/Server/Discovery/AuthorizationServerMetadata/Get/Resource': 'ServerDiscoveryAuthorizationServerMetadataGetAF4051BE',
  'Stack/Server/Discovery/AuthorizationServerMetadata/Options/Resource': 'ServerDiscoveryAuthorizationServerMetadataOptions648D759E',
  'Stack/Server/Discovery/Function/Resource': 'ServerDiscoveryFunction206131D2',
  'Stack/Server/Discovery/LogGroup/Resource': 'ServerDiscoveryLogGroup468107D9',
  'Stack/Server/Discovery/Registration/Options/Resource': 'ServerDiscoveryRegistrationOptions318E8645',
  'Stack/Server/Discovery/Registration/Post/Resource': 'ServerDiscoveryRegistrationPostC747EF4F',
  'Stack/Server/Discovery/ResourceMetadata/Get/Resource': 'ServerDiscoveryResourceMetadataGet57030451',
  'Stack/Server/Discovery/ResourceMetadata/Options/Resource': 'ServerDiscoveryResourceMetadataOptions70CA4153',
  'Stack/Server/Discovery/Role/DefaultPolicy/Resource': 'ServerDiscoveryRoleDefaultPolicy5F3A82C8',
  'Stack/Server/Discovery/Role/Resource': 'ServerDiscoveryRole5FA212BE',
  'Stack/Server/Discovery/RootResourceMetadata/Get/ApiPermission.ApiScoped.StackServerDiscoveryFunctionB7109328.StackServerHttpApi6E635A07':
    'ServerDiscoveryRootResourceMetadataGetApiPermissionApiScopedStackServerDiscoveryFunctionB7109328StackServerHttpApi6E635A07074F8308',
  'Stack/Server/Discovery/RootResourceMetadata/Get/Integration/Resource': 'ServerDiscoveryRootResourceMetadataGetIntegrationC6A29DFC',
  'Stack/Server/Discovery/RootResourceMetadata/Get/Resource': 'ServerDiscoveryRootResourceMetadataGet4A462B35',
  'Stack/Server/Discovery/RootResourceMetadata/Options/Resource': 'ServerDiscoveryRootResourceMetadataOptionsB756D523',
  'Stack/Server/HttpApi/NamedStage/Resource': 'ServerHttpApiNamedStage54CAC28B',
};

test('construct paths and logical ids of discovery and of a named stage stay as they are, and change none of the server', () => {
  const stack = Stack.of(serverIn({ auth: McpAuth.cognito({ clientRegistration: true }), endpoint: McpEndpoint.httpApi({ stageName: 'prod' }) }));
  const added = Object.entries(idsOf(stack)).filter(([path]) => !path.startsWith('Stack/Server/Auth/') && !(path in COGNITO));
  expect(Object.fromEntries(added)).toEqual({ ...DEFAULT_SERVER, ...DISCOVERY });
});

/** What secrets and a VPC add. A generated secret that is another one breaks what was sealed with the first. */
const NETWORK_AND_SECRETS = {
  'Stack/Server/InterfaceEndpoints/SecretsManager/Resource': 'ServerInterfaceEndpointsSecretsManagerC39493EF',
  'Stack/Server/InterfaceEndpoints/SecretsManager/SecurityGroup/Resource': 'ServerInterfaceEndpointsSecretsManagerSecurityGroupE1D01033',
  'Stack/Server/Secrets/MCP_STATE_KEY_SECRET/Resource': 'ServerSecretsMCPSTATEKEYSECRET763669C0',
  'Stack/Server/SecurityGroup/Resource': 'ServerSecurityGroupD97297FF',
};

test('construct paths and logical ids of secrets and of a VPC stay as they are, and change none of the server', () => {
  const vpc = ec2.Vpc.fromVpcAttributes(new Stack(), 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], isolatedSubnetIds: ['subnet-1'], vpcCidrBlock: '10.0.0.0/16' });
  const stack = Stack.of(serverIn({ vpc, interfaceEndpoints: true, secrets: { MCP_STATE_KEY_SECRET: McpSecret.generated() } }));
  const rules = Object.entries(idsOf(stack)).filter(([path]) => !/from Stack|to Stack/.test(path));
  expect(Object.fromEntries(rules)).toEqual({ ...DEFAULT_SERVER, ...NETWORK_AND_SECRETS });
});

/** A REST API's, beside what every server has; `AWS::ApiGateway::Deployment` is left out, its id carries a hash. */
const REST_API = {
  'Stack/Server/RestApi/AccessDenied/Resource': 'ServerRestApiAccessDenied44BFAE13',
  'Stack/Server/RestApi/ApiPermission.ApiScoped.StackServerAliasC372BEB2.StackServerRestApiD9D5165D':
    'ServerRestApiApiPermissionApiScopedStackServerAliasC372BEB2StackServerRestApiD9D5165DB5CCAEF0',
  'Stack/Server/RestApi/Authorizer/Resource': 'ServerRestApiAuthorizerB243C27B',
  'Stack/Server/RestApi/ClientErrors/Resource': 'ServerRestApiClientErrorsF38FA158',
  'Stack/Server/RestApi/Default/.well-known/Resource': 'ServerRestApiwellknown269414C5',
  'Stack/Server/RestApi/Default/.well-known/oauth-protected-resource/GET/Resource': 'ServerRestApiwellknownoauthprotectedresourceGET0B9D71F9',
  'Stack/Server/RestApi/Default/.well-known/oauth-protected-resource/OPTIONS/Resource': 'ServerRestApiwellknownoauthprotectedresourceOPTIONSED1368C1',
  'Stack/Server/RestApi/Default/.well-known/oauth-protected-resource/Resource': 'ServerRestApiwellknownoauthprotectedresourceA0620F7E',
  'Stack/Server/RestApi/Default/.well-known/oauth-protected-resource/mcp/GET/Resource': 'ServerRestApiwellknownoauthprotectedresourcemcpGET7685281F',
  'Stack/Server/RestApi/Default/.well-known/oauth-protected-resource/mcp/OPTIONS/Resource':
    'ServerRestApiwellknownoauthprotectedresourcemcpOPTIONS4203BBD3',
  'Stack/Server/RestApi/Default/.well-known/oauth-protected-resource/mcp/Resource': 'ServerRestApiwellknownoauthprotectedresourcemcpFC300945',
  'Stack/Server/RestApi/Default/mcp/DELETE/Resource': 'ServerRestApimcpDELETED5D7CCD1',
  'Stack/Server/RestApi/Default/mcp/GET/Resource': 'ServerRestApimcpGET9019315D',
  'Stack/Server/RestApi/Default/mcp/OPTIONS/Resource': 'ServerRestApimcpOPTIONS2DE2CF93',
  'Stack/Server/RestApi/Default/mcp/POST/Resource': 'ServerRestApimcpPOSTB3EBD0BF',
  'Stack/Server/RestApi/Default/mcp/Resource': 'ServerRestApimcp2A0C176B',
  'Stack/Server/RestApi/Resource': 'ServerRestApiDDD77F8A',
  'Stack/Server/RestApi/ServerErrors/Resource': 'ServerRestApiServerErrorsED81E9F8',
  'Stack/Server/RestApi/TokenCheck/Function/Resource': 'ServerRestApiTokenCheckFunction96220A73',
  'Stack/Server/RestApi/TokenCheck/Function/StackServerRestApiAuthorizer88E0F36F:Permissions':
    'ServerRestApiTokenCheckFunctionStackServerRestApiAuthorizer88E0F36FPermissions2FABCA5B',
  'Stack/Server/RestApi/TokenCheck/LogGroup/Resource': 'ServerRestApiTokenCheckLogGroup8A2A7D85',
  'Stack/Server/RestApi/TokenCheck/Role/DefaultPolicy/Resource': 'ServerRestApiTokenCheckRoleDefaultPolicy5E54F3ED',
  'Stack/Server/RestApi/TokenCheck/Role/Resource': 'ServerRestApiTokenCheckRole6C9318C2',
  'Stack/Server/RestApi/Unauthorized/Resource': 'ServerRestApiUnauthorized6DDA4F6A',
};

/** What a function URL has in place of an API. */
const FUNCTION_URL = {
  'Stack/Server/Alias/invoke-function': 'ServerAliasinvokefunction2E2DD359',
  'Stack/Server/Alias/invoke-function-url': 'ServerAliasinvokefunctionurl99870394',
  'Stack/Server/FunctionUrl/Resource': 'ServerFunctionUrl50ECC06C',
};

/** The routes on an API of the user's, with tokens. */
const ON_HTTP_API = {
  'Stack/Server/Authorizer/Resource': 'ServerAuthorizerBB37905C',
  'Stack/Server/Discovery/Function/Resource': 'ServerDiscoveryFunction206131D2',
  'Stack/Server/Discovery/LogGroup/Resource': 'ServerDiscoveryLogGroup468107D9',
  'Stack/Server/Discovery/ResourceMetadata/Get/ApiPermission.ApiScoped.StackServerDiscoveryFunctionB7109328.StackApiDBBEC0DB':
    'ServerDiscoveryResourceMetadataGetApiPermissionApiScopedStackServerDiscoveryFunctionB7109328StackApiDBBEC0DB248FA0F1',
  'Stack/Server/Discovery/ResourceMetadata/Get/Integration/Resource': 'ServerDiscoveryResourceMetadataGetIntegration504E500B',
  'Stack/Server/Discovery/ResourceMetadata/Get/Resource': 'ServerDiscoveryResourceMetadataGet57030451',
  'Stack/Server/Discovery/ResourceMetadata/Options/Resource': 'ServerDiscoveryResourceMetadataOptions70CA4153',
  'Stack/Server/Discovery/Role/DefaultPolicy/Resource': 'ServerDiscoveryRoleDefaultPolicy5F3A82C8',
  'Stack/Server/Discovery/Role/Resource': 'ServerDiscoveryRole5FA212BE',
  'Stack/Server/Routes/Delete/Resource': 'ServerRoutesDelete728BA4B9',
  'Stack/Server/Routes/Get/Resource': 'ServerRoutesGet338BEFA4',
  'Stack/Server/Routes/Post/ApiPermission.ApiScoped.StackServerAliasC372BEB2.StackApiDBBEC0DB':
    'ServerRoutesPostApiPermissionApiScopedStackServerAliasC372BEB2StackApiDBBEC0DBCE11D5F0',
  'Stack/Server/Routes/Post/Integration/Resource': 'ServerRoutesPostIntegration3A83D4F3',
  'Stack/Server/Routes/Post/Resource': 'ServerRoutesPost9DF45C89',
  'Stack/Server/SubpathRoutes/Delete/Resource': 'ServerSubpathRoutesDeleteC99D31DA',
  'Stack/Server/SubpathRoutes/Get/Resource': 'ServerSubpathRoutesGet9E75322E',
  'Stack/Server/SubpathRoutes/Post/Resource': 'ServerSubpathRoutesPost418D7D9D',
};

/** The same for a REST API: resources and methods stand in the API, and all else under the server. */
const ON_REST_API = {
  'Stack/Api/ApiPermission.ApiScoped.StackServerAliasC372BEB2.StackApiDBBEC0DB':
    'ApiApiPermissionApiScopedStackServerAliasC372BEB2StackApiDBBEC0DBEF1B07D6',
  'Stack/Api/Default/.well-known/Resource': 'Apiwellknown3AFF9354',
  'Stack/Api/Default/.well-known/oauth-protected-resource/Resource': 'Apiwellknownoauthprotectedresource909E22B8',
  'Stack/Api/Default/.well-known/oauth-protected-resource/mcp/GET/Resource': 'ApiwellknownoauthprotectedresourcemcpGET324823FF',
  'Stack/Api/Default/.well-known/oauth-protected-resource/mcp/OPTIONS/Resource': 'ApiwellknownoauthprotectedresourcemcpOPTIONS9BBF209F',
  'Stack/Api/Default/.well-known/oauth-protected-resource/mcp/Resource': 'ApiwellknownoauthprotectedresourcemcpF3906928',
  'Stack/Api/Default/mcp/DELETE/Resource': 'ApimcpDELETEDFBBE249',
  'Stack/Api/Default/mcp/GET/Resource': 'ApimcpGET794E00C0',
  'Stack/Api/Default/mcp/POST/Resource': 'ApimcpPOSTFA9F5362',
  'Stack/Api/Default/mcp/Resource': 'ApimcpE8DE33DA',
  'Stack/Server/Authorizer/Resource': 'ServerAuthorizerBB37905C',
  'Stack/Server/TokenCheck/Function/Resource': 'ServerTokenCheckFunctionD0620DB2',
  'Stack/Server/TokenCheck/Function/StackServerAuthorizerF20B8E2E:Permissions':
    'ServerTokenCheckFunctionStackServerAuthorizerF20B8E2EPermissions001C9B8A',
  'Stack/Server/TokenCheck/LogGroup/Resource': 'ServerTokenCheckLogGroup04CB205B',
  'Stack/Server/TokenCheck/Role/DefaultPolicy/Resource': 'ServerTokenCheckRoleDefaultPolicyD10A8841',
  'Stack/Server/TokenCheck/Role/Resource': 'ServerTokenCheckRole6AD72AF2',
};

const DOOR_OF_ITS_OWN = Object.keys(DEFAULT_SERVER).filter((path) => /HttpApi|Routes/.test(path));

/** The API of the user itself, and a deployment. */
const OF_THE_API = /Api\/Deployment|^Stack\/Api\/(Resource|Account|CloudWatchRole|DefaultStage)/;

/** What a server behind another door has beside the default server's function, without its deployment. */
function besideTheFunction(stack: Stack): Record<string, string> {
  const kept = Object.keys(DEFAULT_SERVER).filter((path) => !DOOR_OF_ITS_OWN.includes(path));
  const ids = idsOf(stack);
  kept.forEach((path) => expect([path, ids[path]]).toEqual([path, DEFAULT_SERVER[path as keyof typeof DEFAULT_SERVER]]));
  return Object.fromEntries(Object.entries(ids).filter(([path]) => !kept.includes(path) && !OF_THE_API.test(path)));
}

const JWT = McpAuth.jwt({ issuer: 'https://issuer.example', scopes: ['use'] });

test('construct paths and logical ids of a REST API with its token check and its answers stay as they are', () => {
  expect(besideTheFunction(Stack.of(serverIn({ endpoint: McpEndpoint.restApi(), auth: JWT })))).toEqual(REST_API);
});

test('construct paths and logical ids of a function URL stay as they are', () => {
  expect(besideTheFunction(Stack.of(serverIn({ endpoint: McpEndpoint.functionUrl() })))).toEqual(FUNCTION_URL);
});

test('construct paths and logical ids on an HTTP API of the user\'s stay as they are', () => {
  expect(besideTheFunction(Stack.of(serverIn((stack) => ({ endpoint: McpEndpoint.onHttpApi(new apigwv2.HttpApi(stack, 'Api')), auth: JWT }))))).toEqual(ON_HTTP_API);
});

test('construct paths and logical ids on a REST API of the user\'s stay as they are', () => {
  expect(besideTheFunction(Stack.of(serverIn((stack) => ({ endpoint: McpEndpoint.onRestApi(new apigateway.RestApi(stack, 'Api')), auth: JWT }))))).toEqual(ON_REST_API);
});

test('a container image changes no construct path and no logical id', () => {
  expect(idsOf(Stack.of(serverIn({ code: McpServerCode.image(imageDirectory()) })))).toEqual(DEFAULT_SERVER);
});

/** What a function of the user's brings along, and what the server adds where it has secrets. */
const EXISTING = {
  'Stack/Existing/Resource': 'Existing4CC9759F',
  'Stack/Existing/ServiceRole/Resource': 'ExistingServiceRole5109F42C',
  'Stack/Server/RolePolicy/Resource': 'ServerRolePolicy9F9AC65F',
  'Stack/Server/Secrets/STATE_KEY/Resource': 'ServerSecretsSTATEKEYF4AD00A0',
};

test('construct paths and logical ids of a server of a function that is there already stay as they are', () => {
  const stack = Stack.of(serverIn((its) => ({ code: McpServerCode.existing(existingFunction(its)), secrets: { STATE_KEY: McpSecret.generated() } })));
  const kept = Object.entries(DEFAULT_SERVER).filter(([path]) => !/\/(Function|LogGroup|Role)\//.test(path));
  const { 'Stack/Existing/LogGroup/Resource': _, ...ids } = idsOf(stack); // which CDK makes with one of its feature flags
  expect(ids).toEqual({ ...Object.fromEntries(kept), ...EXISTING });
});
