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
    number: 23,
    name: 'a deploy prints the URLs',
    server: 'full',
    assertions: [
      ['ServerApiEndpoint', 'Value', 'https://mcp.example.com'],
      ['ServerMcpEndpoint', 'Value', 'https://mcp.example.com/mcp'],
    ],
  },
];
