import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, AssetStaging, Stack } from 'aws-cdk-lib';
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

test.each(['cdk.out', 'out', 'build/out'])('a project may be its own asset: %s, into which is synthesised, is no part of it', (outdir) => {
  const directory = directoryOf({ 'build/server.js': '', '.git/HEAD': '', 'cdk.out/old.json': '' });
  const assets = [1, 2, 3].map(() => {
    AssetStaging.clearAssetHashCache();
    return assetOf(directory, 'build/server.js', path.join(directory, outdir));
  });
  expect(new Set(assets.map((asset) => path.basename(asset))).size).toBe(1);
  expect(fs.readdirSync(assets[0]).sort()).toEqual(['build', 'mcp-lambda-start.sh']);
  expect(fs.readdirSync(path.join(assets[0], 'build'))).toEqual(['server.js']);
});

test('what is left out of the asset is left out of its hash, at any depth, and nothing else', () => {
  const hashes = ['1', '2'].flatMap((content) => ['lib/.git/x', 'lib/git/x'].map((file) => {
    AssetStaging.clearAssetHashCache();
    return hashOf(directoryOf({ 'server.js': '', [file]: content }), 'server.js');
  }));
  expect(hashes[0]).toBe(hashes[2]);
  expect(hashes[1]).not.toBe(hashes[3]);
  expect(fs.existsSync(path.join(assetOf(directoryOf({ 'server.js': '', 'lib/.git/x': '' }), 'server.js'), 'lib', '.git'))).toBe(false);
});

test('the start script is executable whatever lay there under its name', () => {
  const directory = directoryOf({ 'server.js': '', 'mcp-lambda-start.sh': '' }, 0o644);
  expect(fs.statSync(path.join(assetOf(directory, 'server.js'), 'mcp-lambda-start.sh')).mode.toString(8)).toMatch(/755$/);
});

test('links stay links inside of the directory', () => {
  const directory = directoryOf({ 'server.js': '', 'lib/tool.js': '' });
  fs.symlinkSync('lib/tool.js', path.join(directory, 'tool.js'));
  expect(fs.readlinkSync(path.join(assetOf(directory, 'server.js'), 'tool.js'))).toBe('lib/tool.js');
});
