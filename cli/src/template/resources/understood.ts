/**
 * What `dev` makes of the properties of a type. What stands in neither list is named when it is
 * used. A property of a property is written with a dot, and `*` stands for any name.
 */
export interface Understanding {
  /** Read as they are, so each is named where only a deployment knows its value. */
  readonly served: readonly string[];
  /**
   * Named in a notice of their own where that is needed, or left out because no request could tell
   * the difference: names, tags, logs, metrics, encryption, permissions.
   */
  readonly ignored: readonly string[];
}

const NO_UNDERSTANDING: Understanding = { served: [], ignored: [] };

/** Throttling is named by itself; logs and traces of single requests are for WebSocket APIs alone. */
const ROUTE_SETTINGS = ['DataTraceEnabled', 'DetailedMetricsEnabled', 'LoggingLevel', 'ThrottlingBurstLimit', 'ThrottlingRateLimit'];

const UNDERSTOOD: ReadonlyMap<string, Understanding> = new Map([
  ['AWS::Lambda::Function', {
    served: ['Architectures', 'FunctionName'],
    ignored: [
      'Code', 'CodeSigningConfigArn', 'DeadLetterConfig', 'Description', 'Environment.Variables', 'Handler', 'KmsKeyArn', 'Layers', 'LoggingConfig', 'MemorySize',
      'PackageType', 'RecursiveLoop', 'ReservedConcurrentExecutions', 'Role', 'Runtime', 'RuntimeManagementConfig', 'Tags', 'Timeout', 'TracingConfig', 'VpcConfig',
    ],
  }],
  ['AWS::Lambda::Version', {
    served: [],
    ignored: ['CodeSha256', 'Description', 'FunctionName', 'RuntimePolicy'],
  }],
  ['AWS::Lambda::Alias', {
    served: ['Name'],
    ignored: ['Description', 'FunctionName', 'FunctionVersion'],
  }],
  ['AWS::Lambda::Url', {
    served: ['AllowCredentials', 'AllowHeaders', 'AllowMethods', 'AllowOrigins', 'ExposeHeaders', 'MaxAge'].map((name) => `Cors.${name}`),
    ignored: ['AuthType', 'InvokeMode', 'Qualifier', 'TargetFunctionArn'],
  }],
  ['AWS::ApiGatewayV2::Api', {
    served: [
      ...['AllowCredentials', 'AllowHeaders', 'AllowMethods', 'AllowOrigins', 'ExposeHeaders', 'MaxAge'].map((name) => `CorsConfiguration.${name}`),
      'DisableExecuteApiEndpoint', 'ProtocolType',
    ],
    ignored: ['Description', 'IpAddressType', 'Name', 'Tags'],
  }],
  ['AWS::ApiGatewayV2::Stage', {
    served: [],
    ignored: [
      'AccessLogSettings', 'ApiId', 'AutoDeploy', 'DeploymentId', 'Description', 'StageName', 'Tags',
      ...ROUTE_SETTINGS.flatMap((name) => [`DefaultRouteSettings.${name}`, `RouteSettings.*.${name}`]),
    ],
  }],
  ['AWS::ApiGatewayV2::Route', {
    served: [],
    ignored: ['ApiId', 'AuthorizationScopes', 'AuthorizationType', 'AuthorizerId', 'OperationName', 'RouteKey', 'Target'],
  }],
  ['AWS::ApiGatewayV2::Integration', {
    served: ['IntegrationUri'],
    ignored: [
      'ApiId', 'CredentialsArn', 'Description', 'IntegrationMethod', 'IntegrationSubtype', 'IntegrationType',
      'PayloadFormatVersion', 'RequestParameters', 'ResponseParameters', 'TimeoutInMillis',
    ],
  }],
  ['AWS::ApiGatewayV2::Authorizer', {
    served: [],
    ignored: ['ApiId', 'AuthorizerType', 'IdentitySource', 'JwtConfiguration.Audience', 'JwtConfiguration.Issuer', 'Name'],
  }],
  ['AWS::ApiGateway::RestApi', {
    served: ['BinaryMediaTypes', 'DisableExecuteApiEndpoint'],
    ignored: ['ApiKeySourceType', 'Description', 'EndpointConfiguration', 'FailOnWarnings', 'Mode', 'Name', 'Policy', 'Tags'],
  }],
  ['AWS::ApiGateway::Resource', {
    served: [],
    ignored: ['ParentId', 'PathPart', 'RestApiId'],
  }],
  ['AWS::ApiGateway::Method', {
    served: [],
    ignored: [
      'ApiKeyRequired', 'AuthorizationScopes', 'AuthorizationType', 'AuthorizerId', 'HttpMethod', 'MethodResponses', 'OperationName',
      'RequestModels', 'RequestParameters', 'ResourceId', 'RestApiId',
      ...['Credentials', 'IntegrationHttpMethod', 'IntegrationResponses', 'PassthroughBehavior', 'RequestTemplates', 'ResponseTransferMode', 'TimeoutInMillis', 'Type', 'Uri']
        .map((name) => `Integration.${name}`),
    ],
  }],
  ['AWS::ApiGateway::Stage', {
    served: [],
    ignored: [
      'AccessLogSetting', 'ClientCertificateId', 'DeploymentId', 'Description', 'DocumentationVersion', 'MethodSettings', 'RestApiId', 'StageName', 'Tags',
      'TracingEnabled', 'Variables',
    ],
  }],
  ['AWS::ApiGateway::Deployment', {
    served: [],
    ignored: ['Description', 'RestApiId', 'StageName'],
  }],
  ['AWS::ApiGateway::GatewayResponse', {
    served: [],
    ignored: ['ResponseParameters', 'ResponseTemplates', 'ResponseType', 'RestApiId', 'StatusCode'],
  }],
  ['AWS::ApiGateway::UsagePlan', {
    served: [],
    ignored: ['ApiStages', 'Description', 'Quota.Limit', 'Quota.Offset', 'Quota.Period', 'Tags', 'Throttle.BurstLimit', 'Throttle.RateLimit', 'UsagePlanName'],
  }],
  ['AWS::ApiGatewayV2::Deployment', {
    served: [],
    ignored: ['ApiId', 'Description', 'StageName'],
  }],
]);

/** What is understood of a type; nothing of one that is not known. */
export function understandingOf(type: string): Understanding {
  return UNDERSTOOD.get(type) ?? NO_UNDERSTANDING;
}
