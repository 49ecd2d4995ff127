import { Row } from './row';

const FUNCTION = 'ServerFunction';
const VARIABLES = 'Properties.Environment.Variables';
const ROUTES = ['ServerRoutesPost', 'ServerRoutesGet', 'ServerRoutesDelete'];
const PATHS = { ServerRoutesPost: 'POST /mcp', ServerRoutesGet: 'GET /mcp', ServerRoutesDelete: 'DELETE /mcp' };
const SUBPATHS = {
  ServerSubpathRoutesPost: 'POST /mcp/{proxy+}', ServerSubpathRoutesGet: 'GET /mcp/{proxy+}', ServerSubpathRoutesDelete: 'DELETE /mcp/{proxy+}',
};

/** What the product must do, row by row, as far as a template shows it. Each property belongs to one row. */
export const ROWS: readonly Row[] = [
  {
    number: 8,
    name: 'the function runs the code with the adapter',
    server: 'full',
    assertions: [
      [FUNCTION, 'Properties.Runtime', 'provided.al2023'],
      [FUNCTION, 'Properties.Handler', 'bootstrap'],
      [FUNCTION, 'Properties.Architectures', ['arm64']],
      [FUNCTION, 'Properties.MemorySize', 256],
      [FUNCTION, 'Properties.Timeout', 30],
      [FUNCTION, 'Properties.Code.S3Key', /\.zip"$/],
      [FUNCTION, 'Properties.Role', /ServerRole/],
      [FUNCTION, 'Properties.Layers.0', /:753240598075:layer:LambdaAdapterLayerArm64:30"/],
      [FUNCTION, `${VARIABLES}.GREETING`, 'hello'],
    ],
  },
  {
    number: 9,
    name: 'server and adapter agree on where and when, and the server knows its URL',
    server: 'full',
    assertions: [
      [FUNCTION, `${VARIABLES}.PORT`, '8080'],
      [FUNCTION, `${VARIABLES}.AWS_LWA_PORT`, '8080'],
      [FUNCTION, `${VARIABLES}.AWS_LWA_READINESS_CHECK_PATH`, '/'],
      [FUNCTION, `${VARIABLES}.AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS`, '9'],
      [FUNCTION, `${VARIABLES}.AWS_LWA_INVOKE_MODE`, 'buffered'],
      [FUNCTION, `${VARIABLES}.MCP_PUBLIC_URL`, 'https://mcp.example.com/mcp'],
    ],
  },
  {
    number: 10,
    name: 'a named stage works',
    server: 'full',
    assertions: [
      ['ServerHttpApiNamedStage', 'Properties.StageName', 'prod'],
      [FUNCTION, `${VARIABLES}.AWS_LWA_REMOVE_BASE_PATH`, '/prod'],
    ],
  },
  {
    number: 11,
    name: 'POST, GET and DELETE reach the server, with and without a slash, and pages may call',
    server: 'full',
    assertions: [
      ...Object.entries({ ...PATHS, ...SUBPATHS }).flatMap(([id, key]) => [
        [id, 'Properties.RouteKey', key] as const,
        [id, 'Properties.Target', /ServerRoutesPostIntegration/] as const,
      ]),
      ['ServerRoutesPostIntegration', 'Properties.IntegrationUri', /ServerAlias/],
      ['ServerRoutesPostIntegration', 'Properties.PayloadFormatVersion', '2.0'],
      ['ServerHttpApi', 'Properties.CorsConfiguration.AllowOrigins', ['*']],
      ['ServerHttpApi', 'Properties.CorsConfiguration.AllowMethods', ['GET', 'POST', 'DELETE']],
      ['ServerHttpApi', 'Properties.CorsConfiguration.AllowHeaders', /Content-Type.*Authorization.*X-Request-Id/],
      ['ServerHttpApi', 'Properties.CorsConfiguration.ExposeHeaders', /Mcp-Session-Id.*WWW-Authenticate/],
      ['ServerHttpApi', 'Properties.CorsConfiguration.MaxAge', 3600],
    ],
  },
  {
    number: 12,
    name: 'every stage has a rate and a burst',
    server: 'two stages',
    assertions: ['ServerHttpApiStage', 'ServerHttpApiNamedStage'].flatMap((id) => [
      [id, 'Properties.DefaultRouteSettings.ThrottlingRateLimit', 1000] as const,
      [id, 'Properties.DefaultRouteSettings.ThrottlingBurstLimit', 2000] as const,
    ]),
  },
  {
    number: 13,
    name: 'every route asks for a token of the issuer with a scope',
    server: 'full',
    assertions: [
      ['ServerHttpApiAuthorizer', 'Properties.AuthorizerType', 'JWT'],
      ['ServerHttpApiAuthorizer', 'Properties.IdentitySource', ['$request.header.Authorization']],
      ['ServerHttpApiAuthorizer', 'Properties.JwtConfiguration.Issuer', /ServerAuthUserPool/],
      ['ServerHttpApiAuthorizer', 'Properties.JwtConfiguration.Audience', /ServerAuthUserPoolClient.*https:\/\/mcp\.example\.com\/mcp/],
      ...[...ROUTES, ...Object.keys(SUBPATHS)].flatMap((id) => [
        [id, 'Properties.AuthorizationType', 'JWT'] as const,
        [id, 'Properties.AuthorizerId', /ServerHttpApiAuthorizer/] as const,
        [id, 'Properties.AuthorizationScopes', ['mcp/use']] as const,
      ]),
    ],
  },
  {
    number: 14,
    name: 'a REST API streams to the same paths, behind a firewall',
    server: 'rest',
    assertions: [
      ['ServerRestApimcp', 'Properties.PathPart', 'mcp'],
      ...['ServerRestApimcpPOST', 'ServerRestApimcpGET', 'ServerRestApimcpDELETE'].flatMap((id) => [
        [id, 'Properties.HttpMethod', /POST|GET|DELETE/] as const,
        [id, 'Properties.ResourceId', /ServerRestApimcp/] as const,
        [id, 'Properties.Integration.ResponseTransferMode', 'STREAM'] as const,
        [id, 'Properties.Integration.TimeoutInMillis', 300_000] as const,
        [id, 'Properties.Integration.Uri', /ServerAlias.*\/response-streaming-invocations/] as const,
      ]),
      ['ServerRestApimcpOPTIONS', 'Properties.Integration.IntegrationResponses.0.ResponseParameters', /Allow-Origin":"'\*'"/],
      [FUNCTION, `${VARIABLES}.AWS_LWA_INVOKE_MODE`, 'response_stream'],
      ['ServerRestApiDeploymentStageprod', 'Properties.StageName', 'prod'],
      ['ServerRestApiDeploymentStageprod', 'Properties.MethodSettings.0.ThrottlingRateLimit', 1000],
      ['ServerRestApiDeploymentStageprod', 'Properties.MethodSettings.0.ThrottlingBurstLimit', 2000],
      ['ServerWebAcl', 'Properties.Rules.3.Statement.RateBasedStatement.Limit', 2000],
      ['ServerWebAclAssociation', 'Properties.WebACLArn', /ServerWebAcl/],
      ['ServerWebAclAssociation', 'Properties.ResourceArn', /ServerRestApiDeploymentStageprod/],
    ],
  },
  {
    number: 15,
    name: 'the domain has a certificate, a mapping and records',
    server: 'full',
    assertions: [
      ['ServerDomainCertificate', 'Properties.DomainName', 'mcp.example.com'],
      ['ServerDomainCertificate', 'Properties.ValidationMethod', 'DNS'],
      ['ServerDomainName', 'Properties.DomainName', 'mcp.example.com'],
      ['ServerDomainName', 'Properties.DomainNameConfigurations.0.CertificateArn', /ServerDomainCertificate/],
      ['ServerDomainName', 'Properties.DomainNameConfigurations.0.SecurityPolicy', 'TLS_1_2'],
      ['ServerDomainMapping', 'Properties.ApiId', /ServerHttpApi/],
      ['ServerDomainMapping', 'Properties.DomainName', /mcp\.example\.com|ServerDomainName/],
      ['ServerDomainMapping', 'Properties.Stage', /^"prod"|ServerHttpApiNamedStage/],
      ...[['ServerDomainRecordsIpv4', 'A'], ['ServerDomainRecordsIpv6', 'AAAA']].flatMap(([id, type]) => [
        [id, 'Properties.Name', 'mcp.example.com.'] as const,
        [id, 'Properties.Type', type] as const,
        [id, 'Properties.AliasTarget.DNSName', /RegionalDomainName/] as const,
      ]),
    ],
  },
  {
    number: 16,
    name: 'the function is in the VPC, and allowTo opens the way to a database',
    server: 'in a VPC',
    assertions: [
      [FUNCTION, 'Properties.VpcConfig.SubnetIds', ['subnet-1']],
      [FUNCTION, 'Properties.VpcConfig.SecurityGroupIds.0', /ServerSecurityGroup/],
      ['ServerSecurityGroup', 'Properties.VpcId', 'vpc-1'],
      ['ServerSecurityGroup', 'Properties.SecurityGroupEgress', /^\[{[^{}]*"FromPort":443[^{}]*}\]$/],
      ['ServerSecurityGrouptoDatabase5432', 'Properties.GroupId', /ServerSecurityGroup/],
      ['ServerSecurityGrouptoDatabase5432', 'Properties.DestinationSecurityGroupId', 'sg-1'],
      ['ServerSecurityGrouptoDatabase5432', 'Properties.IpProtocol', 'tcp'],
      ['ServerSecurityGrouptoDatabase5432', 'Properties.FromPort', 5432],
      ['ServerSecurityGrouptoDatabase5432', 'Properties.ToPort', 5432],
      ['ServerRoleDefaultPolicy', 'Properties.PolicyDocument.Statement.1', /ec2:CreateNetworkInterface.*"Effect":"Allow"/],
      ['ServerRoleDefaultPolicy', 'Properties.PolicyDocument.Statement.2', /lambda:SourceFunctionArn.*"Effect":"Deny"/],
    ],
  },
  {
    number: 17,
    name: 'the alias keeps instances ready',
    server: 'full',
    assertions: [
      ['ServerAlias', 'Properties.Name', 'live'],
      ['ServerAlias', 'Properties.FunctionVersion', /ServerFunctionCurrentVersion/],
      ['ServerAlias', 'Properties.ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions', 5],
      [FUNCTION, 'Properties.ReservedConcurrentExecutions', 50],
    ],
  },
  {
    number: 18,
    name: 'instances start from a snapshot, and the server is told',
    server: 'snapshot',
    assertions: [
      [FUNCTION, 'Properties.SnapStart.ApplyOn', 'PublishedVersions'],
      [FUNCTION, `${VARIABLES}.AWS_LWA_SNAPSTART_BEFORE_CHECKPOINT_PATH`, '/before'],
      [FUNCTION, `${VARIABLES}.AWS_LWA_SNAPSTART_AFTER_RESTORE_PATH`, '/after'],
    ],
  },
  {
    number: 19,
    name: 'logs have a name, an end, and the platform\'s lines as JSON',
    server: 'full',
    assertions: [
      [FUNCTION, 'Properties.FunctionName', 'tools'],
      [FUNCTION, 'Properties.LoggingConfig.LogFormat', 'JSON'],
      [FUNCTION, 'Properties.LoggingConfig.LogGroup', /ServerLogGroup/],
      ['ServerLogGroup', 'Properties.LogGroupName', '/aws/lambda/tools'],
      ['ServerLogGroup', 'Properties.RetentionInDays', 30],
      ['ServerLogGroup', 'DeletionPolicy', 'Retain'],
      ['ServerRoleDefaultPolicy', 'Properties.PolicyDocument.Statement.0', /logs:PutLogEvents.*ServerLogGroup/],
    ],
  },
  {
    number: 20,
    name: 'alarms watch invocations, errors, duration, concurrency and throttles',
    server: 'rest',
    assertions: [
      ...([
        ['Invocations', /^"ANOMALY_DETECTION_BAND\(invocations, 2\)"$/],
        ['Errors', /100 \* MAX\(\[FILL\(errors, 0\), FILL\(serverErrors, 0\)\]\) \/ requests/],
        ['Duration', /100 \* duration \/ \(1000 \* 300\)/],
        ['ConcurrentExecutions', /100 \* concurrent \/ 1000/],
        ['Throttles', /FILL\(throttles, 0\) \+ FILL\(throttledRequests, 0\)/],
      ] as const).flatMap(([alarm, expression]) => [
        [`ServerObservabilityAlarms${alarm}`, 'Properties.Metrics.0.Expression', expression] as const,
        [`ServerObservabilityAlarms${alarm}`, 'Properties.TreatMissingData', 'notBreaching'] as const,
        [`ServerObservabilityAlarms${alarm}`, 'Properties.AlarmActions', ['arn:aws:sns:eu-central-1:123456789012:alarms']] as const,
      ]),
      ['ServerObservabilityAlarmsInvocations', 'Properties.ComparisonOperator', 'LessThanLowerOrGreaterThanUpperThreshold'],
      ...Object.entries({ Errors: 1, Duration: 80, ConcurrentExecutions: 80, Throttles: 0 }).flatMap(([alarm, threshold]) => [
        [`ServerObservabilityAlarms${alarm}`, 'Properties.Threshold', threshold] as const,
        [`ServerObservabilityAlarms${alarm}`, 'Properties.ComparisonOperator', 'GreaterThanThreshold'] as const,
      ]),
    ],
  },
  {
    number: 21,
    name: 'X-Ray traces the function, and a REST API from its stage on',
    server: 'rest',
    assertions: [
      [FUNCTION, 'Properties.TracingConfig.Mode', 'Active'],
      ['ServerRestApiDeploymentStageprod', 'Properties.TracingEnabled', true],
      ['ServerRoleDefaultPolicy', 'Properties.PolicyDocument.Statement.1', /xray:PutTraceSegments/],
    ],
  },
  {
    number: 22,
    name: 'the environment names secrets, and the role may read these',
    server: 'secrets',
    assertions: [
      [FUNCTION, `${VARIABLES}.DATABASE`, 'tools/database'],
      [FUNCTION, `${VARIABLES}.DATABASE_FIELD`, 'password'],
      [FUNCTION, `${VARIABLES}.STATE_KEY`, /^{"Ref":"ServerSecretsSTATEKEY/],
      ['ServerRoleDefaultPolicy', 'Properties.PolicyDocument.Statement.1', /secretsmanager:GetSecretValue.*:secret:tools\/database-\?{6}"/],
      ['ServerRoleDefaultPolicy', 'Properties.PolicyDocument.Statement.2', /secretsmanager:GetSecretValue.*ServerSecretsSTATEKEY/],
    ],
  },
  {
    number: 23,
    name: 'a deploy prints the URLs',
    server: 'full',
    assertions: [
      ['ServerApiEndpoint', 'Value', 'https://mcp.example.com'],
      ['ServerMcpEndpoint', 'Value', 'https://mcp.example.com/mcp'],
    ],
  },
];
