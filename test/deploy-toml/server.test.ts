import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { complaintAbout, projectWith, SMALLEST, stackOf, templateOf } from './toml-server';
import { DeployConfig, McpAuth, McpDeployTomlOverrides, McpEndpoint, McpLambdaServer, McpSecret, McpServerCode } from '../../src';
import { ADAPTER_LINE } from '../../src/private/adapter-image';
import { McpLambdaError } from '../../src/private/errors';
import { bootstrapDirectory } from '../support';

const WHERE = '<project>/.pmcp/deploy.toml';

function overridden(toml: string, overrides: McpDeployTomlOverrides, files?: Record<string, string>): Template {
  const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
  McpLambdaServer.fromDeployToml(stack, 'Server', projectWith(toml, files), overrides);
  return Template.fromStack(stack);
}

function functionOf(template: Template): Record<string, any> {
  const [fn] = Object.values(template.findResources('AWS::Lambda::Function', { Properties: { FunctionName: Match.anyValue() } }));
  return fn.Properties;
}

describe('what the library refuses is said in the words of the file, with the line', () => {
  test.each([
    ['a time-out that an HTTP API does not wait for', `${SMALLEST}[lambda]\ntimeout_seconds = 60`,
      `[lambda] timeout_seconds (${WHERE}:6): got 60 seconds, expected at most 30 seconds: [api_gateway] type = "http" ends a request then, whatever the function does; [api_gateway] type = "rest" streams an answer for up to 900 [timeoutBeyondEndpoint] (at tools/Server)`],
    ['a time-out in the words of another tool', '[server]\nname = "tools"\ntimeout_seconds = 60\n[auth]\nenabled = false',
      `[server] timeout_seconds (${WHERE}:3): got 60 seconds`],
    ['a path that does not end with the server\'s', '[server]\nname = "tools"\npublic_path = "/tools"\n[auth]\nenabled = false', `[server] path (not in ${WHERE}): got "/mcp" behind the endpoint's path "/tools"`],
    ['a variable of the adapter', `${SMALLEST}[lambda.environment]\nPORT = "80"`,
      `[lambda.environment] PORT (${WHERE}:6): got PORT, expected it to be set through [server] port, which also sets`],
    ['variables that are too many', `${SMALLEST}[lambda.environment]\nAA = "${'x'.repeat(3900)}"`, `[lambda.environment] (${WHERE}:5): got 4`],
    ['a region in which there is no layer of the adapter', `${SMALLEST}[aws]\nregion = "us-gov-west-1"`,
      `adapter in .pmcp/cdk/lib/stack.ts (no key of ${WHERE}): got the layer of the adapter in us-gov-west-1, where its maintainers publish no layer, expected [build] kind = "image", `
      + 'whose Dockerfile brings the adapter along; or an own copy of the layer, adapter: WebAdapter.fromAsset(…) in .pmcp/cdk/lib/stack.ts [adapterLayerMissing]'],
    ['a variable that is a secret too', `${SMALLEST}[environment]\nTOKEN = "a"\n[secrets]\nTOKEN = "b"`, `TOKEN (${WHERE}:`],
    ['a page that may send cookies from everywhere', `${SMALLEST}[cors]\nallow_credentials = true`, `[cors] allow_credentials (${WHERE}:6): got credentials for the origin "*", expected allow_origins to name the origins`],
    ['an origin that is none', `${SMALLEST}[cors]\nallow_origins = ["app.example.com"]`, `[cors] allow_origins (${WHERE}:6): got "app.example.com"`],
    ['more ready instances than there may be', `${SMALLEST}[lambda]\nreserved_concurrency = 1\nprovisioned_concurrency = 2`, `[lambda] provisioned_concurrency (${WHERE}:7): got up to 2 instances with reserved_concurrency 1`],
    ['a function that answers no policy before a REST API',
      '[server]\nname = "tools"\n[auth]\nprovider = "custom"\n[auth.lambda_authorizer]\nfunction_arn = "arn:aws:lambda:eu-central-1:123456789012:function:a"\n[api_gateway]\ntype = "rest"',
      `[auth.lambda_authorizer] response_type (not in ${WHERE}): got "simple" at [api_gateway] type = "rest", which takes IAM policies alone, expected "iam"`],
    ['a base path before a server that listens on /', `${SMALLEST.replace('[auth]', 'path = "/"\n[auth]')}[api_gateway]\ntype = "rest"\n[domain]\nname = "mcp.example.com"\n`
      + 'certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/a"\nbase_path = "tools"',
    'expected no base_path, so that both are one path; or a [server] path with which one prefix does for both'],
    ['a stage without a name before a REST API', `${SMALLEST}[api_gateway]\ntype = "rest"\nstage_name = "$default"`, `[api_gateway] stage_name (${WHERE}:7): got "$default"`],
    ['a certificate of another region', `${SMALLEST}[domain]\nname = "mcp.example.com"\ncertificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/a"`, `(${WHERE}:`],
  ])('%s', (_name, toml, expected) => {
    const said = complaintAbout(projectWith(toml));
    expect(said).toContain(expected);
    expect(said).not.toMatch(/undefined|NaN|\$\{Token/);
  });

  test('the error stays data', () => {
    const file = projectWith(`${SMALLEST}[lambda]\ntimeout_seconds = 60`);
    let caught: unknown;
    try {
      templateOf(file);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(McpLambdaError);
    expect(caught).toMatchObject({ setting: `[lambda] timeout_seconds (${file}:6)`, given: '60 seconds', constructPath: 'tools/Server', problems: [{ rule: 'timeoutBeyondEndpoint' }] });
  });

  test('what the app says instead of the file has its own name', () => {
    expect(() => overridden(`${SMALLEST}[lambda]\ntimeout_seconds = 10`, { timeout: Duration.seconds(31) })).toThrow('timeout: got 31 seconds');
  });

  test('a time-out of an environment has the line there', () => {
    const file = projectWith(`${SMALLEST}[env.staging.lambda]\ntimeout_seconds = 60`);
    expect(() => templateOf(file, { 'mcp-lambda:env': 'staging' })).toThrow(`[env.staging.lambda] timeout_seconds (${file}:6): got 60 seconds`);
  });
});

describe('what cannot be known without more', () => {
  test('who may call is spelled out', () => {
    expect(complaintAbout(projectWith('[server]\nname = "tools"'))).toBe(
      `${WHERE}: [auth] enabled: got nothing, expected true, or false for a server that everybody may call who knows its URL`);
  });

  test('a directory without a server says what would be one', () => {
    expect(complaintAbout(projectWith(SMALLEST, {}))).toBe(
      `${WHERE}: [build] dir: got nothing, and in <project> there is no bootstrap, Cargo.toml, package.json, pyproject.toml, uv.lock, requirements.txt or Dockerfile; expected the directory of the server`);
  });

  test('a directory with two servers must be told which', () => {
    expect(complaintAbout(projectWith(SMALLEST, { 'package.json': '{}', 'pyproject.toml': '' }))).toBe(
      `${WHERE}: [build] kind: got nothing, and in <project> there is what nodejs and python have; expected "nodejs" or "python"`);
  });

  test.each([['package.json', '"server.js"'], ['requirements.txt', '"server.py", or "server:mcp" for an object of a module']])('a server with %s needs its entry', (file, example) => {
    expect(complaintAbout(projectWith(SMALLEST, { [file]: '{}' }))).toBe(`${WHERE}: [build] entry: got nothing, expected what starts the server, such as ${example}`);
  });

  test.each([
    ['the default VPC', '[vpc]\nenabled = true', '[vpc] enabled', 'vpc_id and subnet_ids'],
    ['a VPC', '[vpc]\nvpc_id = "vpc-1"', '[vpc] vpc_id', 'vpc_id and subnet_ids'],
    ['a hosted zone', '[domain]\nname = "mcp.example.com"\nhosted_zone = "example.com"', '[domain] hosted_zone', 'hosted_zone_id'],
  ])('%s is looked up where account and region are known', (_name, toml, key, without) => {
    const file = projectWith(SMALLEST + toml);
    expect(() => McpLambdaServer.fromDeployToml(new Stack(new App()), 'Server', file)).toThrow(
      `${key}: it is looked up in the account, and account or region are not known, as they are to a deploy: write account_id and region in [aws], or ${without} here`);
  });

  test('a default VPC with public subnets alone says so, and what to write', () => {
    const file = projectWith(`${SMALLEST}[vpc]\nenabled = true`);
    const look = jest.spyOn(ec2.Vpc, 'fromLookup').mockImplementation((scope, id) => ec2.Vpc.fromVpcAttributes(scope, id, {
      vpcId: 'vpc-1', availabilityZones: ['a'], publicSubnetIds: ['subnet-1'],
    }));
    try {
      expect(() => templateOf(file)).toThrow(`[vpc] subnet_ids (not in ${file}): got public subnets, as the VPC has no others, `
        + 'expected private subnets with a NAT gateway, or isolated ones, with their VPC, vpc_id = "vpc-…" and subnet_ids = ["subnet-…"]: ');
    } finally {
      look.mockRestore();
    }
  });

  test('a threshold beyond the time-out would never be reached', () => {
    expect(complaintAbout(projectWith(`${SMALLEST}[observability.alarms]\nlatency_threshold_ms = 30000`))).toBe(
      `${WHERE}:6: [observability.alarms] latency_threshold_ms: got 30000, expected less than the 30 seconds after which a request ends`);
  });
});

describe('what the app says instead', () => {
  test('counts', () => {
    const template = overridden(`${SMALLEST}[lambda]\nmemory_size = 256`, { memorySize: 1024, functionName: 'mine', endpoint: McpEndpoint.httpApi() });
    expect(functionOf(template)).toMatchObject({ MemorySize: 1024, FunctionName: 'mine' });
    template.resourceCountIs('AWS::ApiGatewayV2::Stage', 1);
  });

  test('spares the file what it gives', () => {
    expect(functionOf(overridden('[server]\nname = "tools"', { auth: McpAuth.none(), code: McpServerCode.asset(bootstrapDirectory()) }, {}))).toMatchObject({ Runtime: 'provided.al2023' });
  });

  test('is added to variables and secrets', () => {
    const template = overridden(`${SMALLEST}[lambda.environment]\nAA = "1"\nBB = "1"\n[secrets]\nCC = "c"`, { environment: { BB: '2' }, secrets: { DD: McpSecret.fromSecretName('d') } });
    expect(functionOf(template).Environment.Variables).toMatchObject({ AA: '1', BB: '2', CC: 'c', DD: 'd' });
  });

  test('may be the environment', () => {
    const template = overridden(`${SMALLEST}[env.staging.lambda]\nmemory_size = 512`, { environmentName: 'staging' });
    expect(functionOf(template)).toMatchObject({ MemorySize: 512, FunctionName: 'tools-staging' });
  });
});

test('the access log of a REST API has its refusals counted in the alarm', () => {
  const filters = (toml: string) => Object.keys(Template.fromStack(stackOf(projectWith(`${SMALLEST}${toml}`)).stack).findResources('AWS::Logs::MetricFilter')).length;
  const rest = '[observability.alarms]\n[api_gateway]\ntype = "rest"\n';
  expect([filters(rest), filters(`${rest}access_log = true`)]).toEqual([0, 1]);
});

describe('a table that stands there without a key', () => {
  test('makes all alarms', () => {
    const alarms = (toml: string) => Object.keys(Template.fromStack(stackOf(projectWith(toml)).stack).findResources('AWS::CloudWatch::Alarm')).length;
    expect(alarms(`${SMALLEST}[observability.alarms]`)).toBe(5);
    expect(alarms(`${SMALLEST}[observability]`)).toBe(0);
  });

  test('puts the server into a VPC', () => {
    expect(functionOf(Template.fromStack(stackOf(projectWith(`${SMALLEST}[vpc]`)).stack))).toHaveProperty('VpcConfig');
  });

  test('leaves everything else as it is', () => {
    const template = JSON.stringify(templateOf(projectWith(SMALLEST)));
    for (const table of ['cors', 'lambda', 'lambda.environment', 'secrets', 'build', 'logs', 'tags', 'metadata', 'environment', 'api_gateway', 'target', 'aws', 'warnings', 'post_deploy_tests']) {
      expect(JSON.stringify(templateOf(projectWith(`${SMALLEST}[${table}]`)))).toBe(template);
    }
  });
});

test('the log group has a name that is known and outlives the stack, so that CloudFormation can take it up again', () => {
  const groups = Object.values<any>(templateOf(projectWith(`${SMALLEST}[logs]\nretention_days = 7`)).Resources).filter(({ Type }) => Type === 'AWS::Logs::LogGroup');
  expect(groups).toEqual([{
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: '/aws/lambda/tools', RetentionInDays: 7 },
    UpdateReplacePolicy: 'Retain',
    DeletionPolicy: 'Retain',
  }]);
});

test('what is asked after a deploy stands in the assembly for the command line, and not in the template', () => {
  const asked = `${SMALLEST}[post_deploy_tests]\non_failure = "warn"\ntimeout_seconds = 10`;
  const metadata = (toml: string) => stackOf(projectWith(toml)).server.node.metadata.filter(({ type }) => type === 'cdk-mcp-lambda:postDeployTests').map(({ data }) => data);
  expect(metadata(asked)).toEqual([{ on_failure: 'warn', timeout_seconds: 10 }]);
  expect(metadata(SMALLEST)).toEqual([]);
  expect(templateOf(projectWith(asked))).toEqual(templateOf(projectWith(SMALLEST)));
});

describe('a container image', () => {
  const DOCKERFILE = `FROM scratch AS last\n${ADAPTER_LINE}\n`;

  test('is what a Dockerfile alone stands for', () => {
    const fn = functionOf(Template.fromStack(stackOf(projectWith(SMALLEST, { Dockerfile: DOCKERFILE })).stack));
    expect(fn).toMatchObject({ PackageType: 'Image', MemorySize: 1024, Code: { ImageUri: expect.anything() } });
    expect(fn).not.toHaveProperty('Layers');
  });

  test('is not taken where there are sources, too, unless the file says so', () => {
    const files = { bootstrap: '#!/bin/sh\n', Dockerfile: DOCKERFILE };
    expect(functionOf(Template.fromStack(stackOf(projectWith(SMALLEST, files)).stack))).toHaveProperty('Runtime', 'provided.al2023');
    expect(complaintAbout(projectWith(SMALLEST, { 'package.json': '{}', 'Dockerfile': DOCKERFILE }))).toContain('[build] entry: got nothing');
    expect(functionOf(Template.fromStack(stackOf(projectWith(`${SMALLEST}[build]\nkind = "image"`, files)).stack))).toHaveProperty('PackageType', 'Image');
  });

  test.each([
    ['a Dockerfile that is not there', 'dockerfile = "Other"', `[build] dockerfile (${WHERE}:7): got "Other"`],
    ['a stage that is not there', 'target = "first"', `[build] target (${WHERE}:7): got "first", expected a stage of the Dockerfile, which has "last"`],
  ])('with %s is refused with the line', (_name, line, expected) => {
    expect(complaintAbout(projectWith(`${SMALLEST}[build]\nkind = "image"\n${line}`, { Dockerfile: DOCKERFILE }))).toContain(expected);
  });

  test('without the adapter warns', () => {
    const { stack } = stackOf(projectWith(SMALLEST, { Dockerfile: 'FROM scratch\n' }));
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('COPY --from=.*lambda-adapter'));
  });
});

describe('DeployConfig', () => {
  const TOML = `${SMALLEST}[aws]\nregion = "eu-west-1"\n[tags]\nteam = "mcp"\n[metadata]\nsnapshot_baked = true\n[env.staging.aws]\naccount_id = "210987654321"`;

  test('has what an app needs for its stack', () => {
    expect(DeployConfig.fromFile(projectWith(TOML))).toMatchObject({
      serverName: 'tools', stackName: 'tools', env: { region: 'eu-west-1' }, environmentNames: ['staging'], tags: { team: 'mcp', snapshot_baked: 'true' },
    });
  });

  test('has it for an environment', () => {
    expect(DeployConfig.fromFile(projectWith(TOML), { env: 'staging' })).toMatchObject({
      serverName: 'tools', stackName: 'tools-staging', environmentName: 'staging', env: { region: 'eu-west-1', account: '210987654321' },
    });
  });

  describe('where something is looked up', () => {
    const { CDK_DEFAULT_ACCOUNT, CDK_DEFAULT_REGION } = process.env;
    beforeEach(() => Object.assign(process.env, { CDK_DEFAULT_ACCOUNT: '111122223333', CDK_DEFAULT_REGION: 'us-west-2' }));
    afterEach(() => Object.entries({ CDK_DEFAULT_ACCOUNT, CDK_DEFAULT_REGION }).forEach(([name, value]) => {
      delete process.env[name];
      Object.assign(process.env, value !== undefined && { [name]: value });
    }));

    const envOf = (toml: string) => DeployConfig.fromFile(projectWith(SMALLEST + toml)).env;
    const ZONE = '[domain]\nname = "mcp.example.com"\nhosted_zone = "example.com"\n';

    test.each([['the default VPC', '[vpc]\nenabled = true'], ['the subnets of a VPC', '[vpc]\nvpc_id = "vpc-1"'], ['a hosted zone', ZONE]])(
      'has the account and the region of the process for %s', (_name, toml) => expect(envOf(toml)).toEqual({ account: '111122223333', region: 'us-west-2' }));

    test('has what the file says before that', () => {
      expect(envOf(`${ZONE}[aws]\nregion = "eu-west-1"`)).toEqual({ account: '111122223333', region: 'eu-west-1' });
      expect(envOf(`${ZONE}[aws]\naccount_id = "210987654321"`)).toEqual({ account: '210987654321', region: 'us-west-2' });
    });

    test.each([
      ['nothing', ''], ['no VPC', '[vpc]\nenabled = false'], ['a VPC with its subnets', '[vpc]\nvpc_id = "vpc-1"\nsubnet_ids = ["subnet-1"]'], ['a zone with its id', `${ZONE}hosted_zone_id = "Z1"`],
    ])('has the file\'s alone for %s', (_name, toml) => expect(envOf(toml)).toEqual({}));

    test('makes a template of the chapter\'s file, as an app does it', () => {
      const file = projectWith(fs.readFileSync(path.join(__dirname, 'chapter.toml'), 'utf8'));
      const app = new App();
      const config = DeployConfig.fromFile(file);
      const stack = new Stack(app, config.stackName, { env: config.env });
      McpLambdaServer.fromDeployToml(stack, 'Server', file);
      expect(app.synth().getStackByName('my-mcp-server').environment).toMatchObject({ account: '111122223333', region: 'us-east-1' });
    });
  });

  test('throws one line for each mistake', () => {
    const file = projectWith('[lambda]\nmemory_size = 1\ntimeout_seconds = 0');
    expect(() => DeployConfig.fromFile(file)).toThrow(new Error([
      `${file}:2: [lambda] memory_size: got 1, expected a whole number of MB from 128 to 10240`,
      `${file}:3: [lambda] timeout_seconds: got 0, expected a whole number of seconds from 1 to 900`,
    ].join('\n')));
  });

  test('takes a file beside the project as one of its own directory', () => {
    const file = projectWith(SMALLEST);
    expect(DeployConfig.fromFile(file).projectDirectory).toBe(path.dirname(path.dirname(file)));
    expect(DeployConfig.fromFile(path.join(__dirname, 'chapter.toml')).projectDirectory).toBe(__dirname);
  });
});

test('what is not used changes nothing: two servers in one stack have what one has', () => {
  const { stack } = stackOf(projectWith(SMALLEST));
  McpLambdaServer.fromDeployToml(stack, 'Other', projectWith(SMALLEST.replace('tools', 'other')));
  Template.fromStack(stack).resourceCountIs('AWS::Lambda::Alias', 2);
});

test('the reader is there without the CDK, as the command line wants it at once', () => {
  const script = 'require("./lib/deploy-toml/read"); console.log(Object.keys(require.cache).filter((file) => /aws-cdk-lib|constructs/.test(file)).length)';
  expect(execFileSync(process.execPath, ['-e', script], { cwd: path.join(__dirname, '..', '..'), encoding: 'utf8' })).toBe('0\n');
});
