import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
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
from aws_cdk import Environment, Stack
from cdk_mcp_lambda import McpServerCode

for name in ["One", "Two", "Three"]:
    stack = Stack(app, name, env=Environment(account="111111111111", region="eu-central-1"))
    McpLambdaServer(stack, "Server", code=McpServerCode.asset("server"), auth=McpAuth.none(), memory_size=777)
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

  test('puts its auth before three stacks that pass McpAuth.none(), and keeps what they set themselves', () => {
    const outdir = synthesise('team', `${documented}${TEAM}`);
    for (const stack of ['One', 'Two', 'Three']) {
      const template = Template.fromJSON(JSON.parse(fs.readFileSync(path.join(outdir, `${stack}.template.json`), 'utf8')));
      template.hasResourceProperties('AWS::ApiGateway::Authorizer', { Type: 'TOKEN' });
      template.hasResourceProperties('AWS::ApiGateway::Method', { HttpMethod: 'POST', AuthorizationType: 'CUSTOM', AuthorizerId: Match.anyValue() });
      template.resourceCountIs('AWS::ApiGatewayV2::Api', 0);
      template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
      template.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 777, VpcConfig: { SubnetIds: Match.anyValue() } });
      template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
      template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: ['arn:aws:sns:eu-central-1:111111111111:alarms'] });
    }
  });

  test('is told where it gives a setting back by its name in Python', () => {
    const wrong = documented.replace('"logRetention"', '"log_retention"');
    expect(() => synthesise('wrong', `${wrong}${TEAM}`)).toThrow(
      'log_retention: got a setting that is not looked at, expected logRetention: in a dictionary, settings have the names that they have in TypeScript',
    );
  });
});
