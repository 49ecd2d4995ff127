import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { programOf } from './documented';
import { directoryOf } from '../support';

const ROOT = path.join(__dirname, '..', '..');
const CDK_APP = path.join('cli', 'templates', 'cdk');
const read = (...file: string[]) => fs.readFileSync(path.join(ROOT, ...file), 'utf8');

jest.setTimeout(60_000);

const DEPLOY_TOML = `
[server]
name = "tools"
public_path = "/tools/mcp"

[aws]
account_id = "111111111111"
region = "us-east-1"

[build]
kind = "asset"
dir = "server"

[lambda]
memory_size = 777

[observability]
dashboard = true

[observability.alarms]
errors_percent = 7

[auth]
enabled = false
`;

/** The class and the app of an organisation, as the guide shows them, in files of its package. */
const ourServers = programOf('class OurServers implements IPropertyInjector {\n').split('\nconst app')[0];
const ourApp = programOf('class OurApp').replace(/^declare class OurServers .*?^}$/ms, 'import { OurServers } from \'./our-servers\';');

/** As the guide has it for `.pmcp/cdk/bin/app.ts`. */
const binApp = read(CDK_APP, 'bin', 'app.ts')
  .replace(/^import \{ App \} from 'aws-cdk-lib';$/m, 'import { OurApp } from \'@example/mcp-servers\';')
  .replace('const app = new App();', 'const app = new OurApp();');

/** Runs the app of a project that `deploy init` has set up, with the organisation's app in it. */
function synthesise(app: string): { readonly status: number | null; readonly outdir: string } {
  const project = directoryOf({
    '.pmcp/deploy.toml': DEPLOY_TOML,
    '.pmcp/cdk/bin/app.ts': binApp,
    '.pmcp/cdk/lib/stack.ts': read(CDK_APP, 'lib', 'stack.ts'),
    'node_modules/@example/mcp-servers/package.json': JSON.stringify({ name: '@example/mcp-servers', version: '1.0.0', main: 'our-app.ts' }),
    'node_modules/@example/mcp-servers/our-app.ts': app,
    'node_modules/@example/mcp-servers/our-servers.ts': ourServers,
    'server/bootstrap': '#!/bin/sh\nexec ./server\n',
  });
  for (const name of ['aws-cdk-lib', 'cdk-mcp-lambda', 'constructs']) {
    fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(project, 'node_modules', name));
  }
  const outdir = path.join(project, 'cdk.out');
  const { status } = spawnSync(process.execPath, ['--import', require.resolve('tsx'), path.join('.pmcp', 'cdk', 'bin', 'app.ts')], {
    cwd: project, env: { ...process.env, CDK_OUTDIR: outdir }, stdio: 'ignore',
  });
  return { status, outdir };
}

/** What the aspect says in the assembly, which the CDK's command line and this library's refuse then. */
const refusalIn = (outdir: string) => fs.readdirSync(outdir).filter((file) => file.endsWith('.json'))
  .flatMap((file) => /"data": ("[^\n]*\[require-auth\]")/.exec(fs.readFileSync(path.join(outdir, file), 'utf8')) ?? [])
  .map((found) => found.replace(/^"data": /, ''))[0];

describe('a deploy.toml whose server asks nobody for anything', () => {
  test('gets what the organisation sets, and keeps what it says itself', () => {
    const { status, outdir } = synthesise(ourApp);
    expect([status, refusalIn(outdir)]).toEqual([0, undefined]);
    const template = Template.fromJSON(JSON.parse(fs.readFileSync(path.join(outdir, 'tools.template.json'), 'utf8')));
    template.hasResourceProperties('AWS::ApiGateway::Method', { HttpMethod: 'POST', AuthorizationType: 'CUSTOM', AuthorizerId: Match.anyValue() });
    template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'tools', MemorySize: 777, VpcConfig: { SubnetIds: Match.anyValue() }, KmsKeyArn: Match.anyValue(),
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 7, AlarmActions: [Match.anyValue()] });
    expect(JSON.stringify(template.toJSON().Outputs)).toContain('/tools/mcp');
  });

  test('is refused where the organisation sets nothing, with what the file can say instead', () => {
    const { status, outdir } = synthesise(ourApp.replace(/^.*new OurServers\(\).*\n/m, ''));
    expect([status, JSON.parse(refusalIn(outdir))]).toEqual([0, expect.stringContaining(
      'expected [auth] provider = "cognito", [auth.jwt], [auth.lambda_authorizer] or McpAuth.iam() in .pmcp/cdk/lib/stack.ts, as this app requires an auth',
    )]);
  });
});
