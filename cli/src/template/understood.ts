import { isObject } from './json';
import type { Notice } from './model';
import type { Resolved } from './resolved';
import type { Resource } from './resources';

/**
 * The properties that `dev` serves, names in a notice of their own, or may leave out because nobody
 * could tell the difference by a request: names, tags, logs, traces, encryption, permissions.
 * Everything else is named when it is used.
 */
const UNDERSTOOD: Readonly<Record<string, readonly string[]>> = {
  'AWS::Lambda::Function': [
    'Architectures', 'Code', 'CodeSigningConfigArn', 'DeadLetterConfig', 'Description', 'Environment', 'FunctionName', 'Handler',
    'KmsKeyArn', 'Layers', 'LoggingConfig', 'MemorySize', 'PackageType', 'RecursiveLoop', 'ReservedConcurrentExecutions', 'Role',
    'Runtime', 'RuntimeManagementConfig', 'Tags', 'Timeout', 'TracingConfig', 'VpcConfig',
  ],
  'AWS::ApiGatewayV2::Api': ['CorsConfiguration', 'Description', 'IpAddressType', 'Name', 'ProtocolType', 'Tags'],
  'AWS::ApiGatewayV2::Stage': ['AccessLogSettings', 'ApiId', 'AutoDeploy', 'DefaultRouteSettings', 'DeploymentId', 'Description', 'StageName', 'Tags'],
  'AWS::ApiGatewayV2::Route': ['ApiId', 'AuthorizationScopes', 'AuthorizationType', 'AuthorizerId', 'OperationName', 'RouteKey', 'Target'],
  'AWS::ApiGatewayV2::Integration': [
    'ApiId', 'CredentialsArn', 'Description', 'IntegrationMethod', 'IntegrationSubtype', 'IntegrationType', 'IntegrationUri',
    'PayloadFormatVersion', 'RequestParameters', 'ResponseParameters', 'TimeoutInMillis',
  ],
};

/** A notice for every property of a resource that `dev` knows nothing of. */
export function unknownProperties({ type, logicalId, properties }: Resource): Notice[] {
  const understood = UNDERSTOOD[type] ?? [];
  return Object.entries(properties)
    .filter(([name, value]) => !understood.includes(name) && isSet(value))
    .map(([name]) => ({ id: 'unknown-property', message: `${type} ${logicalId}: ${name} is not applied locally.` }));
}

/** `false` and what is empty change nothing. */
function isSet(value: Resolved): boolean {
  if (Array.isArray(value) || isObject(value)) {
    return Object.keys(value).length > 0;
  }
  return value !== false && value !== null && value !== '';
}
