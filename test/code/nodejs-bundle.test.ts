import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, AssetStaging, Stack } from 'aws-cdk-lib';
import { McpAuth, McpLambdaServer, McpServerCode } from '../../src';
import { directoryOf } from '../support';

/** A project with an esbuild of its own: the one that is installed here. */
function projectOf(files: Record<string, string>): string {
  const directory = directoryOf(files);
  fs.symlinkSync(path.join(__dirname, '..', '..', 'node_modules'), path.join(directory, 'node_modules'));
  return directory;
}

function assetOf(directory: string): string {
  AssetStaging.clearAssetHashCache();
  const app = new App();
  const code = McpServerCode.nodejs(directory, { entry: 'server.ts', bundle: true });
  new McpLambdaServer(new Stack(app, 'Stack'), 'Server', { code, auth: McpAuth.none() });
  const assembly = app.synth().directory;
  return path.join(assembly, fs.readdirSync(assembly).find((name) => name.startsWith('asset.'))!);
}

const SERVER = `
import { tool } from './tool';
const picomatch: typeof import('picomatch') = require('picomatch');
const text: string = await Promise.resolve(tool());
console.log(text, picomatch('*.js')('a.js'), __filename.endsWith('server.mjs'), process.env.PORT);
`;

test('TypeScript with its packages becomes one file, which the start script starts', () => {
  const asset = assetOf(projectOf({ 'server.ts': SERVER, 'tool.ts': 'export const tool = (): string => "tool";' }));
  expect(fs.readdirSync(asset).sort()).toEqual(['mcp-lambda-start.sh', 'server.mjs']);
  const output = execFileSync(path.join(asset, 'mcp-lambda-start.sh'), { cwd: asset, env: { PATH: process.env.PATH, PORT: '1' }, encoding: 'utf8' });
  expect(output).toBe('tool true true 1\n');
});

test('the hash is that of the result: a remark deploys nothing', () => {
  const hashOf = (tool: string) => path.basename(assetOf(projectOf({ 'server.ts': SERVER, 'tool.ts': tool })));
  const hash = hashOf('export const tool = (): string => "tool";');
  expect(hashOf('/* ours */ export const tool = (): string => "tool";')).toBe(hash);
  expect(hashOf('export const tool = (): string => "other";')).not.toBe(hash);
});

test('what esbuild does not take is said in its words', () => {
  expect(() => assetOf(projectOf({ 'server.ts': 'import "./no-such-file";' }))).toThrow(/which was not built, .*Could not resolve "\.\/no-such-file"/s);
});
