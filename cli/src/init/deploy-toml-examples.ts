import type { SectionName } from 'cdk-mcp-lambda/lib/deploy-toml/schema';
import type { Key } from 'cdk-mcp-lambda/lib/deploy-toml/section';

/** A line for each table whose names users choose. */
export const NAMES: Partial<Readonly<Record<SectionName, string>>> = {
  'lambda.environment': 'GREETING = "Hello"',
  'secrets': 'DATABASE_SECRET = "my-mcp-server/database"',
  'auth.scopes.custom': 'read = "Reads, and changes nothing"',
  'tags': 'team = "tools"',
};

/** Values of keys for which a word and not a value holds without them. */
const EXAMPLES: Partial<Readonly<Record<SectionName, Readonly<Record<string, string>>>>> = {
  'target': { version: '"1.0.0"' },
  'server': { name: '"my-mcp-server"', description: '"What the server is for"' },
  'aws': { region: '"eu-central-1"', profile: '"default"', account_id: '"123456789012"' },
  'build': { kind: '"cargo"', dir: '"."', bin: '"server"', entry: '"server.py"', bundle: 'true', target: '"runtime"' },
  'lambda': { memory_size: '512', reserved_concurrency: '100', provisioned_concurrency: '1' },
  'api_gateway': { stage_name: '"prod"', access_log: 'true', legacy_sse_path: '"/mcp/sse"', legacy_messages_path: '"/mcp/messages"' },
  'cors': { allow_headers: '["Content-Type", "Authorization"]', expose_headers: '["Mcp-Session-Id"]' },
  'domain': {
    name: '"mcp.example.com"',
    hosted_zone: '"example.com"',
    hosted_zone_id: '"Z0123456789ABCDEFGHIJ"',
    certificate_arn: '"arn:aws:acm:eu-central-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"',
    base_path: '"tools"',
  },
  'waf': { web_acl_arn: '"arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/name/12345678-1234-1234-1234-123456789012"' },
  'auth': { enabled: 'true' },
  'auth.cognito': { user_pool_id: '"eu-central-1_AbCdEf123"', client_id: '"1example23456789"', user_pool_name: '"my-users"', domain: '"my-mcp-login"' },
  'auth.dcr': { public_client_patterns: '["claude", "cursor"]' },
  'auth.jwt': { issuer: '"https://login.example.com"', audience: '["my-client"]', scopes: '["tools/use"]' },
  'auth.lambda_authorizer': { function_arn: '"arn:aws:lambda:eu-central-1:123456789012:function:authorizer"' },
  'vpc': { enabled: 'true', vpc_id: '"vpc-12345678"', subnet_ids: '["subnet-12345678", "subnet-87654321"]', security_group_ids: '["sg-12345678"]' },
  'iam.tables': { name: '"my-table"', actions: '["read"]' },
  'iam.buckets': { name: '"my-bucket"', actions: '["read"]' },
  'iam.statements': { effect: '"Allow"', actions: '["s3:GetObject"]', resources: '["arn:aws:s3:::my-bucket/public/*"]' },
  'observability': { topic_arn: '"arn:aws:sns:eu-central-1:123456789012:alarms"' },
  'warnings': { acknowledged: '["publicAccess"]' },
  'observability.alarms': { error_threshold: '10', latency_threshold_ms: '5000' },
};

/** What stands behind a `#` as the value of a key that is not set. */
export function exampleOf(section: SectionName, name: string, { fallback }: Key): string {
  return EXAMPLES[section]?.[name] ?? fallback;
}
