import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { java, synthesiseJava } from './java';
import { pack } from './pack';
import { placeOfWheel, python } from './python';
import { CONSUMERS, ROOT, run } from './run';

jest.setTimeout(600_000);

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-injector-'));
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

/** What a platform team writes, as its documentation shows it: it ends with an app that has the injector. */
const [, documented] = /^```python\n(.*?)^```$/ms.exec(fs.readFileSync(path.join(ROOT, 'docs', 'platform-teams.md'), 'utf8'))!;

/** What a team writes, without a word of the injector. */
const TEAM = `
from aws_cdk import Environment, Stack, aws_lambda as lambda_
from cdk_mcp_lambda import McpAlarm, McpAlarmOptions, McpCors, McpObservabilityOptions, McpServerCode

for name, region in [("One", "eu-central-1"), ("Two", "us-east-1"), ("Three", "eu-west-3")]:
    stack = Stack(app, name, env=Environment(account="111111111111", region=region))
    McpLambdaServer(stack, "Server", code=McpServerCode.asset("server"), auth=McpAuth.none(), memory_size=777)

stack = Stack(app, "Kept", env=Environment(account="111111111111", region="eu-central-1"))
McpLambdaServer(
    stack, "Server", code=McpServerCode.asset("server"), auth=McpAuth.none(),
    endpoint=McpEndpoint.http_api(path="/tools/mcp", cors=McpCors.allow(allow_origins=["https://app.example.com"])),
    log_group=logs.LogGroup(stack, "Logs", retention=logs.RetentionDays.ONE_WEEK),
    observability=McpObservabilityOptions(
        dashboard=True, alarms=McpAlarmOptions(topics=[sns.Topic(stack, "Own")], errors_percent=7, disabled=[McpAlarm.INVOCATIONS]),
    ),
)
layer = lambda_.LayerVersion.from_layer_version_arn(stack, "Adapter", "arn:aws:lambda:eu-central-1:753240598075:layer:LambdaAdapterLayerX86:30")
own = lambda_.Function(
    stack, "OwnCode", code=lambda_.Code.from_asset("server"), runtime=lambda_.Runtime.PROVIDED_AL2023, handler="bootstrap", layers=[layer],
    memory_size=888,
)
McpLambdaServer(stack, "OwnFunction", code=McpServerCode.existing(own), auth=McpAuth.none())
app.synth()
`;

const installed = python.install();
if ('error' in installed) {
  console.error(`python could not be set up:\n${installed.error}`);
}
const programs = 'error' in installed ? [] : installed.programs;

/** Runs a program where the servers are, and answers with the directory of its templates. */
function synthesise(name: string, program: string): string {
  const file = path.join(directory, `${name}.py`);
  fs.writeFileSync(file, program);
  const outdir = path.join(directory, name);
  const { env } = placeOfWheel(path.join(directory, 'packages'), programs);
  run('python', [file], { cwd: CONSUMERS, programs, env: { ...env, CDK_OUTDIR: outdir } });
  return outdir;
}

(programs.length === 0 ? describe.skip : describe)('an injector in Python, as it is documented', () => {
  beforeAll(() => pack('python'));

  let outdir: string;
  const templateOf = (stack: string) => Template.fromJSON(JSON.parse(fs.readFileSync(path.join(outdir, `${stack}.template.json`), 'utf8')));

  test('is taken by the app of a team', () => {
    outdir = synthesise('team', `${documented}${TEAM}`);
  });

  test.each([['One', 'eu-central-1'], ['Two', 'us-east-1'], ['Three', 'eu-west-3']])('puts its auth before the public server of the stack %s, in %s', (stack, region) => {
    const template = templateOf(stack);
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', { Type: 'TOKEN' });
    template.hasResourceProperties('AWS::ApiGateway::Method', { HttpMethod: 'POST', AuthorizationType: 'CUSTOM', AuthorizerId: Match.anyValue() });
    template.resourceCountIs('AWS::ApiGatewayV2::Api', 0);
    template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
    template.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 777, VpcConfig: { SubnetIds: Match.anyValue() }, KmsKeyArn: Match.anyValue() });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:sns:${region}:111111111111:alarms`]] }] });
  });

  test('keeps what a team sets within its settings, its log group, and a function of its own', () => {
    const template = templateOf('Kept');
    const text = JSON.stringify(template.toJSON());
    expect(text).toContain('/tools/mcp');
    expect(text).toContain('https://app.example.com');
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 7, AlarmActions: [Match.anyValue(), Match.anyValue()] });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
    template.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 888, VpcConfig: Match.absent(), KmsKeyArn: Match.absent() });
  });

  test('is told where it gives a setting back by its name in Python', () => {
    const wrong = documented.replace('props["environmentEncryption"]', 'props["environment_encryption"]');
    expect(() => synthesise('wrong', `${wrong}${TEAM}`)).toThrow(
      'environment_encryption: got a setting that is not looked at, expected environmentEncryption: in a dictionary, settings have the names that they have in TypeScript',
    );
  });
});

/** The same of an organisation and a team that write Java: the guide says how the settings arrive there. */
const JAVA = `package example;

import io.github.cdkmcplambda.*;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awscdk.*;
import software.amazon.awscdk.services.logs.RetentionDays;

public class Consumer {
  static class OurServers implements IPropertyInjector {
    @Override
    public String getConstructUniqueId() {
      return McpLambdaServer.PROPERTY_INJECTION_ID;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object inject(Object original, InjectionContext context) {
      Map<String, Object> props = new HashMap<>((Map<String, Object>) original);
      McpEndpoint endpoint = (McpEndpoint) props.get("endpoint");
      props.putIfAbsent("logRetention", RetentionDays.ONE_YEAR);
      props.put("auth", McpAuth.iam());
      props.put("endpoint", McpEndpoint.restApi(McpRestApiOptions.builder().path(endpoint.getPath()).webAcl(McpWebAcl.managed()).build()));
      Map<String, Object> observability = new HashMap<>((Map<String, Object>) props.get("observability"));
      observability.put("dashboard", true);
      props.put("observability", observability);
      return props;
    }
  }

  public static void main(String[] args) {
    App app = new App();
    PropertyInjectors.of(app).add(new OurServers());
    Stack stack = new Stack(app, "Team");
    new McpLambdaServer(stack, "Server", McpLambdaServerProps.builder()
        .code(McpServerCode.asset("server"))
        .auth(McpAuth.none())
        .memorySize(777)
        .endpoint(McpEndpoint.httpApi(McpHttpApiOptions.builder().path("/tools/mcp").build()))
        .observability(McpObservabilityOptions.builder().alarms(McpAlarmOptions.builder().errorsPercent(7).build()).build())
        .build());
    app.synth();
  }
}
`;

const javaInstalled = java.install();
if ('error' in javaInstalled) {
  console.error(`java could not be set up:\n${javaInstalled.error}`);
}

('error' in javaInstalled ? describe.skip : describe)('an injector in Java', () => {
  beforeAll(() => pack('java'));

  test('is given the settings as a map by their names in TypeScript, and gives them back so', () => {
    const project = path.join(directory, 'java');
    fs.mkdirSync(path.join(project, 'src', 'main', 'java', 'example'), { recursive: true });
    const pom = fs.readFileSync(path.join(CONSUMERS, 'java', 'pom.xml'), 'utf8');
    fs.writeFileSync(path.join(project, 'pom.xml'), pom.replace('${project.basedir}/../../../dist/java', path.join(ROOT, 'dist', 'java')));
    fs.writeFileSync(path.join(project, 'src', 'main', 'java', 'example', 'Consumer.java'), JAVA);
    const outdir = path.join(directory, 'java.out');
    synthesiseJava(project, outdir);
    const template = Template.fromJSON(JSON.parse(fs.readFileSync(path.join(outdir, 'Team.template.json'), 'utf8')));
    template.hasResourceProperties('AWS::ApiGateway::Method', { HttpMethod: 'POST', AuthorizationType: 'AWS_IAM' });
    template.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 777 });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 7 });
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    expect(JSON.stringify(template.toJSON().Outputs)).toContain('/tools/mcp');
  });
});
