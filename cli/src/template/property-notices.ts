import { isObject } from './json';
import type { Notice } from './model';
import { unresolvedIn } from './resolved';
import type { Resolved } from './resolved';
import type { Resource } from './resources';

/** What `dev` makes of the properties of a type. What stands in neither list is named when it is used. */
interface Understanding {
  /** Read as they are, so each is named where only a deployment knows its value. */
  readonly served: readonly string[];
  /**
   * Named in a notice of their own where that is needed, or left out because no request could tell
   * the difference: names, tags, logs, traces, encryption, permissions.
   */
  readonly ignored: readonly string[];
}

const UNDERSTOOD: ReadonlyMap<string, Understanding> = new Map([
  ['AWS::Lambda::Function', {
    served: ['Architectures', 'FunctionName', 'Handler', 'MemorySize', 'Runtime', 'Timeout'],
    ignored: [
      'Code', 'CodeSigningConfigArn', 'DeadLetterConfig', 'Description', 'Environment', 'KmsKeyArn', 'Layers', 'LoggingConfig', 'PackageType',
      'RecursiveLoop', 'ReservedConcurrentExecutions', 'Role', 'RuntimeManagementConfig', 'Tags', 'TracingConfig', 'VpcConfig',
    ],
  }],
  ['AWS::ApiGatewayV2::Api', {
    served: ['CorsConfiguration', 'ProtocolType'],
    ignored: ['Description', 'IpAddressType', 'Name', 'Tags'],
  }],
  ['AWS::ApiGatewayV2::Stage', {
    served: ['DefaultRouteSettings'],
    ignored: ['AccessLogSettings', 'ApiId', 'AutoDeploy', 'DeploymentId', 'Description', 'StageName', 'Tags'],
  }],
  ['AWS::ApiGatewayV2::Route', {
    served: [],
    ignored: ['ApiId', 'AuthorizationScopes', 'AuthorizationType', 'AuthorizerId', 'OperationName', 'RouteKey', 'Target'],
  }],
  ['AWS::ApiGatewayV2::Integration', {
    served: ['IntegrationUri', 'TimeoutInMillis'],
    ignored: [
      'ApiId', 'CredentialsArn', 'Description', 'IntegrationMethod', 'IntegrationSubtype', 'IntegrationType',
      'PayloadFormatVersion', 'RequestParameters', 'ResponseParameters',
    ],
  }],
]);

/** A notice for every property of a resource that `dev` knows nothing of, or whose value it cannot know. */
export function propertyNotices({ type, logicalId, properties }: Resource): Notice[] {
  const { served, ignored } = UNDERSTOOD.get(type) ?? { served: [], ignored: [] };
  return Object.entries(properties).flatMap(([name, value]): Notice[] => {
    const open = unresolvedIn(value);
    if (ignored.includes(name) || (served.includes(name) && !open) || !isSet(value)) {
      return [];
    }
    const subject = `${type} ${logicalId}: ${name}`;
    return served.includes(name) && open
      ? [{ id: 'unresolved-property', message: `${subject} is not known locally: ${open.reason}.` }]
      : [{ id: 'unknown-property', message: `${subject} is not applied locally.` }];
  });
}

/** `false` and what is empty change nothing. */
function isSet(value: Resolved): boolean {
  if (Array.isArray(value) || isObject(value)) {
    return Object.keys(value).length > 0;
  }
  return value !== false && value !== null && value !== '';
}
