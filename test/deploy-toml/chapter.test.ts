import * as fs from 'node:fs';
import * as path from 'node:path';
import { projectWith, stackOf, templateOf } from './toml-server';
import { DeployConfig } from '../../src';
import { Assertion, failures, TemplateJson } from '../rows/row';

const CHAPTER = fs.readFileSync(path.join(__dirname, 'chapter.toml'), 'utf8');
const FUNCTION = 'ServerFunction';
const STAGE = 'ServerHttpApiNamedStage';

/** The account is that of the credentials, with which the default VPC is looked up. */
const template = templateOf(projectWith(CHAPTER)) as TemplateJson;

/** The chapter's rows that its file is about, by their number in the product's table. */
const ROWS: Readonly<Record<string, readonly Assertion[]>> = {
  '2: server': [
    [FUNCTION, 'Properties.FunctionName', 'my-mcp-server'],
    [FUNCTION, 'Properties.Description', 'Production MCP server for data queries'],
  ],
  '3: function': [
    [FUNCTION, 'Properties.MemorySize', 256],
    [FUNCTION, 'Properties.Timeout', 30],
    [FUNCTION, 'Properties.Architectures', ['arm64']],
    [FUNCTION, 'Properties.ReservedConcurrentExecutions', 100],
  ],
  '4: API Gateway': [
    [STAGE, 'Properties.StageName', 'prod'],
    ['ServerHttpApiStage', 'Properties.StageName', '$default'],
    ['ServerHttpApi', 'Properties.ProtocolType', 'HTTP'],
  ],
  '5: auth': [
    ['ServerAuthUserPool', 'Type', 'AWS::Cognito::UserPool'],
    ['ServerHttpApiAuthorizer', 'Properties.AuthorizerType', 'JWT'],
  ],
  '6: VPC': [[FUNCTION, 'Properties.VpcConfig.SubnetIds', /subnet|p-/]],
  '8: runtime, environment and adapter': [
    [FUNCTION, 'Properties.Runtime', 'provided.al2023'],
    [FUNCTION, 'Properties.Handler', 'bootstrap'],
    [FUNCTION, 'Properties.Environment.Variables.RUST_LOG', 'info'],
    [FUNCTION, 'Properties.Layers.0', /753240598075:layer:LambdaAdapterLayerArm64:30/],
  ],
  '9: port': [[FUNCTION, 'Properties.Environment.Variables.PORT', '8080']],
  '10: a named stage': [[FUNCTION, 'Properties.Environment.Variables.AWS_LWA_REMOVE_BASE_PATH', '/prod']],
  '11: routes and CORS': [
    ['ServerRoutesPost', 'Properties.RouteKey', 'POST /mcp'],
    ['ServerHttpApi', 'Properties.CorsConfiguration.AllowOrigins', ['*']],
  ],
  '12: throttling': [STAGE, 'ServerHttpApiStage'].flatMap((id) => [
    [id, 'Properties.DefaultRouteSettings.ThrottlingRateLimit', 1000] as const,
    [id, 'Properties.DefaultRouteSettings.ThrottlingBurstLimit', 2000] as const,
  ]),
  '13: the tokens': [['ServerRoutesPost', 'Properties.AuthorizationType', 'JWT']],
  '16: security group': [['ServerSecurityGroup', 'Properties.SecurityGroupEgress', /443/]],
  '17: alias': [['ServerAlias', 'Type', 'AWS::Lambda::Alias']],
  '19: logs': [
    ['ServerLogGroup', 'Properties.LogGroupName', '/aws/lambda/my-mcp-server'],
    ['ServerLogGroup', 'Properties.RetentionInDays', 30],
  ],
  '23: outputs': [
    ['ServerApiEndpoint', 'Value', /"\/prod"/],
    ['ServerMcpEndpoint', 'Value', /"\/prod\/mcp"/],
  ],
};

test.each(Object.entries(ROWS))('the chapter\'s file gives row %s', (name, assertions) => {
  expect(failures({ number: 0, name, server: '', assertions }, template)).toEqual([]);
});

test('the stack is called as the server, and is where the file says', () => {
  const file = projectWith(CHAPTER);
  expect(DeployConfig.fromFile(file)).toMatchObject({
    serverName: 'my-mcp-server',
    stackName: 'my-mcp-server',
    env: { region: 'us-east-1' },
    profile: 'default',
    environmentNames: [],
    projectDirectory: path.dirname(path.dirname(file)),
  });
  expect(stackOf(file).stack.region).toBe('us-east-1');
});

test('the chapter\'s remedies work where they can', () => {
  const changed = (from: string, to: string) => projectWith(CHAPTER.replace(from, to));
  expect(templateOf(changed('[lambda]', '[lambda]\ntracing = "active"\nprovisioned_concurrency = 5'))).toBeTruthy();
  expect(() => templateOf(changed('timeout_seconds = 30', 'timeout_seconds = 60'))).toThrow('[lambda] timeout_seconds');
  expect(templateOf(projectWith(CHAPTER.replace('timeout_seconds = 30', 'timeout_seconds = 60').replace('type = "http"', 'type = "rest"')))).toBeTruthy();
});
