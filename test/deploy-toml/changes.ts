import { Change } from './change';
import { ACCESS_CHANGES } from './changes-access';
import { SectionName } from '../../src/deploy-toml/schema';

const FUNCTION = 'ServerFunction';
const VARIABLES = 'Properties.Environment.Variables';
const STAGE = 'ServerHttpApiNamedStage';
const CORS = 'Properties.CorsConfiguration';
const CERTIFICATE = '"arn:aws:acm:eu-central-1:123456789012:certificate/abc"';
const TOPIC = '"arn:aws:sns:eu-central-1:123456789012:alarms"';
const ALARMS = { observability: { topic_arn: TOPIC } };
const VPC = { vpc_id: '"vpc-1"', subnet_ids: '["subnet-1"]' };
const DOMAIN = { name: '"mcp.example.com"', certificate_arn: CERTIFICATE };
const ZONE = { name: '"mcp.example.com"', hosted_zone: '"example.com"', hosted_zone_id: '"Z123"' };

/** What each key of the schema changes; those that mean the same as another one are not here, as that one's change is theirs. */
export const CHANGES: Readonly<Partial<Record<SectionName, Readonly<Record<string, Change>>>>> = {
  ...ACCESS_CHANGES,
  'target': {
    target_type: { value: '"aws-lambda"', read: 'aws-lambda' },
    version: { value: '"1.2.3"', property: [FUNCTION, 'Properties.Tags', /"Key":"version","Value":"1.2.3"/] },
  },
  'server': {
    name: { value: '"other"', property: [FUNCTION, 'Properties.FunctionName', 'other'] },
    description: { value: '"Says hello"', property: [FUNCTION, 'Properties.Description', 'Says hello'] },
    path: { value: '"/"', property: [FUNCTION, `${VARIABLES}.AWS_LWA_REMOVE_BASE_PATH`, '/prod/mcp'] },
    public_path: { value: '"/team/mcp"', property: ['ServerRoutesPost', 'Properties.RouteKey', 'POST /team/mcp'] },
    port: { value: '9000', property: [FUNCTION, `${VARIABLES}.PORT`, '9000'] },
    ephemeral_storage_mb: { value: '1024', property: [FUNCTION, 'Properties.EphemeralStorage.Size', 1024] },
  },
  'aws': {
    region: { value: '"eu-west-1"', config: ['env.region', 'eu-west-1'] },
    profile: { value: '"work"', config: ['profile', 'work'] },
    account_id: { value: '"210987654321"', config: ['env.account', '210987654321'] },
  },
  'build': {
    kind: { value: '"python"', beside: { build: { dir: '"several"', entry: '"server.py"' } }, property: [FUNCTION, 'Properties.Runtime', 'python3.13'] },
    dockerfile: { value: '"Other.Dockerfile"', beside: { build: { kind: '"image"', dir: '"image"' } }, image: ['dockerFile', 'Other.Dockerfile'] },
    target: { value: '"first"', beside: { build: { kind: '"image"', dir: '"image"' } }, image: ['dockerBuildTarget', 'first'] },
    dir: { value: '"crate"', argument: '--bin=server' },
    bin: { value: '"other"', beside: { build: { dir: '"crate"' } }, argument: '--bin=other' },
    entry: { value: '"app.py"', beside: { build: { kind: '"python"', dir: '"several"' } }, property: [FUNCTION, 'Properties.Runtime', 'python3.13'] },
    bundle: { value: 'true', beside: { build: { kind: '"nodejs"', dir: '"several"', entry: '"unbuildable.js"' } }, complaint: /esbuild/ },
    features: { value: '["fast"]', beside: { build: { dir: '"crate"' } }, argument: '--features=fast' },
    no_default_features: { value: 'true', beside: { build: { dir: '"crate"' } }, argument: '--no-default-features' },
  },
  'lambda': {
    memory_size: { value: '512', property: [FUNCTION, 'Properties.MemorySize', 512] },
    timeout_seconds: { value: '20', property: [FUNCTION, 'Properties.Timeout', 20] },
    architecture: { value: '"x86_64"', property: [FUNCTION, 'Properties.Architectures', ['x86_64']] },
    reserved_concurrency: { value: '7', property: [FUNCTION, 'Properties.ReservedConcurrentExecutions', 7] },
    provisioned_concurrency: { value: '3', property: ['ServerAlias', 'Properties.ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions', 3] },
    tracing: { value: '"active"', property: [FUNCTION, 'Properties.TracingConfig.Mode', 'Active'] },
  },
  'lambda.environment': { RUST_LOG: { value: '"info"', property: [FUNCTION, `${VARIABLES}.RUST_LOG`, 'info'] } },
  'secrets': { DATABASE: { value: '"tools/database"', property: [FUNCTION, `${VARIABLES}.DATABASE`, 'tools/database'] } },
  'api_gateway': {
    type: { value: '"rest"', property: ['ServerRestApi', 'Type', 'AWS::ApiGateway::RestApi'] },
    stage_name: { value: '"beta"', property: [STAGE, 'Properties.StageName', 'beta'] },
    access_log: { value: 'true', property: [STAGE, 'Properties.AccessLogSettings.Format', /status/] },
    legacy_sse_path: { value: '"/mcp/sse"', property: ['ServerLegacySseRoutesGet', 'Properties.RouteKey', 'GET /mcp/sse'] },
    legacy_messages_path: {
      value: '"/mcp/post"', beside: { api_gateway: { legacy_sse_path: '"/mcp/sse"' } }, property: ['ServerLegacySseRoutesPost', 'Properties.RouteKey', 'POST /mcp/post'],
    },
    throttling_rate: { value: '10', property: [STAGE, 'Properties.DefaultRouteSettings.ThrottlingRateLimit', 10] },
    throttling_burst: { value: '20', property: [STAGE, 'Properties.DefaultRouteSettings.ThrottlingBurstLimit', 20] },
  },
  'cors': {
    enabled: { value: 'false', property: ['ServerHttpApi', 'Properties', /^(?!.*CorsConfiguration)/] },
    allow_origins: { value: '["https://app.example.com"]', property: ['ServerHttpApi', `${CORS}.AllowOrigins`, ['https://app.example.com']] },
    allow_methods: { value: '["POST"]', property: ['ServerHttpApi', `${CORS}.AllowMethods`, ['POST']] },
    allow_headers: { value: '["X-Mine"]', property: ['ServerHttpApi', `${CORS}.AllowHeaders`, ['X-Mine']] },
    expose_headers: { value: '["X-Yours"]', property: ['ServerHttpApi', `${CORS}.ExposeHeaders`, ['X-Yours']] },
    allow_credentials: {
      value: 'true', beside: { cors: { allow_origins: '["https://app.example.com"]' } }, property: ['ServerHttpApi', `${CORS}.AllowCredentials`, true],
    },
    max_age_seconds: { value: '60', property: ['ServerHttpApi', `${CORS}.MaxAge`, 60] },
  },
  'domain': {
    name: { value: '"mcp.example.com"', beside: { domain: { certificate_arn: CERTIFICATE } }, property: ['ServerDomainName', 'Properties.DomainName', 'mcp.example.com'] },
    hosted_zone: {
      value: '"example.com"', beside: { domain: { ...DOMAIN, hosted_zone_id: '"Z123"' } }, property: ['ServerDomainRecordsIpv4', 'Properties.Name', 'mcp.example.com.'],
    },
    hosted_zone_id: { value: '"Z999"', beside: { domain: ZONE }, property: ['ServerDomainRecordsIpv4', 'Properties.HostedZoneId', 'Z999'] },
    certificate_arn: {
      value: CERTIFICATE,
      beside: { domain: ZONE },
      property: ['ServerDomainName', 'Properties.DomainNameConfigurations.0.CertificateArn', JSON.parse(CERTIFICATE)],
    },
    base_path: { value: '"tools"', beside: { domain: DOMAIN }, property: ['ServerDomainMapping', 'Properties.ApiMappingKey', 'tools'] },
  },
  'waf': {
    web_acl_arn: {
      value: '"arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/mine/1"',
      beside: { api_gateway: { type: '"rest"' } },
      property: ['ServerWebAclAssociation', 'Properties.WebACLArn', 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/mine/1'],
    },
  },
  'vpc': {
    enabled: { value: 'true', property: [FUNCTION, 'Properties.VpcConfig', /subnet/i] },
    vpc_id: { value: '"vpc-1"', beside: { vpc: { subnet_ids: '["subnet-1"]' } }, property: ['ServerSecurityGroup', 'Properties.VpcId', 'vpc-1'] },
    subnet_ids: { value: '["subnet-1"]', beside: { vpc: { vpc_id: '"vpc-1"' } }, property: [FUNCTION, 'Properties.VpcConfig.SubnetIds', ['subnet-1']] },
    security_group_ids: { value: '["sg-1"]', beside: { vpc: VPC }, property: [FUNCTION, 'Properties.VpcConfig.SecurityGroupIds', ['sg-1']] },
  },
  'logs': {
    retention_days: { value: '7', property: ['ServerLogGroup', 'Properties.RetentionInDays', 7] },
    format: { value: '"text"', property: [FUNCTION, 'Properties.LoggingConfig.LogFormat', 'Text'] },
    level: { value: '"warn"', property: [FUNCTION, 'Properties.LoggingConfig.SystemLogLevel', 'WARN'] },
  },
  'observability': {
    dashboard: { value: 'true', property: ['ServerObservabilityDashboard', 'Type', 'AWS::CloudWatch::Dashboard'] },
    topic_arn: { value: TOPIC, property: ['ServerObservabilityAlarmsErrors', 'Properties.AlarmActions', [JSON.parse(TOPIC)]] },
  },
  'observability.alarms': {
    errors_percent: { value: '5', beside: ALARMS, property: ['ServerObservabilityAlarmsErrors', 'Properties.Threshold', 5] },
    duration_percent: { value: '50', beside: ALARMS, property: ['ServerObservabilityAlarmsDuration', 'Properties.Threshold', 50] },
    concurrency_percent: { value: '60', beside: ALARMS, property: ['ServerObservabilityAlarmsConcurrentExecutions', 'Properties.Threshold', 60] },
    throttles: { value: '9', beside: ALARMS, property: ['ServerObservabilityAlarmsThrottles', 'Properties.Threshold', 9] },
    invocations_anomaly: { value: 'false', beside: ALARMS, property: ['ServerObservabilityAlarmsInvocations', 'absent', true] },
    error_threshold: { value: '10', beside: ALARMS, property: ['ServerErrorCount', 'Properties.Threshold', 10] },
    latency_threshold_ms: { value: '6000', beside: ALARMS, property: ['ServerObservabilityAlarmsDuration', 'Properties.Threshold', 20] },
  },
  'tags': { team: { value: '"mcp"', property: [FUNCTION, 'Properties.Tags', /"Key":"team","Value":"mcp"/] } },
  'warnings': { acknowledged: { value: '["publicAccess"]', silences: 'cdk-mcp-lambda:publicAccess' } },
  'post_deploy_tests': {
    enabled: { value: 'false', read: false },
    checks: { value: '["connectivity"]', read: ['connectivity'] },
    on_failure: { value: '"warn"', read: 'warn' },
    timeout_seconds: { value: '10', read: 10 },
    warmup_grace_ms: { value: '500', read: 500 },
  },
};
