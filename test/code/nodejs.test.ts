import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { McpAuth, McpLambdaServer, McpNodejsCodeOptions, McpServerCode } from '../../src';
import { directoryOf, environmentOf, templateWith } from '../support';

function functionOf(directory: string, options: McpNodejsCodeOptions): { Properties: Record<string, any> } {
  const template = templateWith({ code: McpServerCode.nodejs(directory, options) });
  return Object.values(template.findResources('AWS::Lambda::Function'))[0] as { Properties: Record<string, any> };
}

function hashOf(directory: string, entry: string): string {
  return functionOf(directory, { entry }).Properties.Code.S3Key;
}

/** The files that would be uploaded. */
function assetOf(directory: string, entry: string, outdir?: string): string {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Stack');
  new McpLambdaServer(stack, 'Server', { code: McpServerCode.nodejs(directory, { entry }), auth: McpAuth.none() });
  const assembly = app.synth();
  const assets = JSON.parse(fs.readFileSync(path.join(assembly.directory, 'Stack.assets.json'), 'utf8'));
  const file: any = Object.values(assets.files).find((asset: any) => asset.source.packaging === 'zip');
  return path.join(assembly.directory, file.source.path);
}

test('it runs on the managed Node.js runtime, started through the adapter', () => {
  const directory = directoryOf({ 'server.js': '' });
  expect(functionOf(directory, { entry: 'server.js' }).Properties).toMatchObject({ Runtime: 'nodejs24.x', Handler: 'mcp-lambda-start.sh' });
  expect(environmentOf(templateWith({ code: McpServerCode.nodejs(directory, { entry: 'server.js' }) }))).toMatchObject({
    AWS_LAMBDA_EXEC_WRAPPER: '/opt/bootstrap',
  });
});

test('another runtime can be chosen', () => {
  const directory = directoryOf({ 'server.js': '' });
  expect(functionOf(directory, { entry: 'server.js', runtime: lambda.Runtime.NODEJS_22_X }).Properties.Runtime).toBe('nodejs22.x');
});

test('the asset is the directory with a start script that is executable', () => {
  const asset = assetOf(directoryOf({ 'server.js': '', 'lib/tool.js': '' }), 'server.js');
  expect(fs.readdirSync(asset).sort()).toEqual(['lib', 'mcp-lambda-start.sh', 'server.js']);
  expect(fs.statSync(path.join(asset, 'mcp-lambda-start.sh')).mode & 0o111).toBe(0o111); // eslint-disable-line no-bitwise
});

test.each(['server.js', 'dist/main.js', 'with space.js', "it's.js", '-e.js', '$HOME.js'])('the start script starts %s', (entry) => {
  const asset = assetOf(directoryOf({ [entry]: 'console.log("started", process.env.PORT)' }), entry);
  const output = execFileSync(path.join(asset, 'mcp-lambda-start.sh'), { cwd: asset, env: { PATH: process.env.PATH, PORT: '1' }, encoding: 'utf8' });
  expect(output).toBe('started 1\n');
});

test('the hash of the asset changes with a file and with the entry, and with nothing else', () => {
  const files = { 'a.js': '1', 'b.js': '2' };
  const hash = hashOf(directoryOf(files), 'a.js');
  expect(hashOf(directoryOf(files), 'a.js')).toBe(hash);
  expect(hashOf(directoryOf(files), 'b.js')).not.toBe(hash);
  expect(hashOf(directoryOf({ ...files, 'b.js': '3' }), 'a.js')).not.toBe(hash);
});

test('a project may be its own asset: what CDK and git write there is no part of it', () => {
  const directory = directoryOf({ 'server.js': '', '.git/HEAD': '', 'cdk.out/old.json': '' });
  const hash = hashOf(directory, 'server.js');
  for (const outdir of ['cdk.out', 'out']) {
    const asset = assetOf(directory, 'server.js', path.join(directory, outdir));
    expect(fs.readdirSync(asset).sort()).toEqual(['mcp-lambda-start.sh', 'server.js']);
    fs.rmSync(path.join(directory, outdir), { recursive: true });
  }
  expect(hashOf(directory, 'server.js')).toBe(hash);
});

test('links stay links inside of the directory', () => {
  const directory = directoryOf({ 'server.js': '', 'lib/tool.js': '' });
  fs.symlinkSync('lib/tool.js', path.join(directory, 'tool.js'));
  expect(fs.readlinkSync(path.join(assetOf(directory, 'server.js'), 'tool.js'))).toBe('lib/tool.js');
});
