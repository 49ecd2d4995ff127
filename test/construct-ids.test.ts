import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CfnResource } from 'aws-cdk-lib/core';
import { hostedZone, serverIn } from './support';
import { McpAuth, McpDomain, McpEndpoint, McpSecret } from '../src';

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
