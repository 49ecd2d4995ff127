import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { tarballOf } from '../../scripts/package';

const ROOT = path.join(__dirname, '..', '..');
const CDK_VERSION: string = JSON.parse(fs.readFileSync(path.join(ROOT, 'node_modules', 'aws-cdk-lib', 'package.json'), 'utf8')).version;

/** The last one: its classes are part of the CDK since, and it depends on the package of its own APIs. */
const ALPHA = '@aws-cdk/aws-apigatewayv2-integrations-alpha@2.114.1-alpha.0';

jest.setTimeout(600_000);

const APP = `
import { App, Stack } from 'aws-cdk-lib';
import { McpAuth, McpLambdaServer, McpServerCode } from 'cdk-mcp-lambda';

const app = new App();
const stack = new Stack(app, 'Tools');
new McpLambdaServer(stack, 'Server', { code: McpServerCode.nodejs('server', { entry: 'server.js' }), auth: McpAuth.none() });
`;

/** What the app has had since before the classes were part of the CDK. */
const WITH_ALPHA = `
import { HttpApi, HttpMethod } from '@aws-cdk/aws-apigatewayv2-alpha';
import { HttpLambdaIntegration } from '@aws-cdk/aws-apigatewayv2-integrations-alpha';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';

const fn = new Function(stack, 'Hello', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => 1') });
new HttpApi(stack, 'Api').addRoutes({ path: '/hello', methods: [HttpMethod.GET], integration: new HttpLambdaIntegration('Hello', fn) });
`;

let project: string;

const npm = (...args: string[]) => execFileSync('npm', args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const install = (...packages: string[]) => npm('install', '--no-audit', '--no-fund', '--loglevel=error', ...packages);

/** What the app makes: checked by the compiler, and synthesised. */
function resourcesOf(app: string): Record<string, any> {
  fs.writeFileSync(path.join(project, 'app.ts'), `${app}\napp.synth();\n`);
  execFileSync(process.execPath, [path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '--strict', '--skipLibCheck', '--module', 'node20', 'app.ts'], {
    cwd: project, stdio: ['ignore', 'inherit', 'inherit'],
  });
  const outdir = fs.mkdtempSync(path.join(project, 'out-'));
  execFileSync(path.join(project, 'node_modules', '.bin', 'tsx'), ['app.ts'], { cwd: project, env: { ...process.env, CDK_OUTDIR: outdir }, stdio: 'pipe' });
  return JSON.parse(fs.readFileSync(path.join(outdir, 'Tools.template.json'), 'utf8')).Resources;
}

beforeAll(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-alpha-'));
  fs.mkdirSync(path.join(project, 'server'));
  fs.writeFileSync(path.join(project, 'server', 'server.js'), '');
  fs.writeFileSync(path.join(project, 'package.json'), '{"private":true}');
  install(tarballOf('cdk-mcp-lambda'), `aws-cdk-lib@${CDK_VERSION}`, 'constructs@10', 'tsx@4');
});

afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

test('an app that still has the alpha package of integrations takes the library beside it, and both make what they make alone', () => {
  const alone = resourcesOf(APP);
  expect(Object.values(alone).map(({ Type }) => Type)).toContain('AWS::ApiGatewayV2::Integration');

  install(ALPHA);
  expect(JSON.parse(npm('ls', '--all', '--json')).problems ?? []).toEqual([]); // no peer is missing, and none is there twice
  expect(resourcesOf(APP)).toEqual(alone);

  const both = resourcesOf(`${APP}${WITH_ALPHA}`);
  expect(both).toMatchObject(alone);
  const added = Object.entries(both).filter(([id]) => !(id in alone)).map(([, { Type }]) => Type);
  expect(added).toEqual(expect.arrayContaining(['AWS::ApiGatewayV2::Api', 'AWS::ApiGatewayV2::Integration', 'AWS::ApiGatewayV2::Route', 'AWS::Lambda::Permission']));
});
