import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, AssetStaging, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { McpAuth, McpLambdaServer, McpServerCode } from '../../src';
import { entryState } from '../../src/code/files';
import { directoryOf, imageDirectory } from '../support';

/** The directories that would be uploaded of the server's code. */
function assetsOf(code: McpServerCode): string[] {
  AssetStaging.clearAssetHashCache();
  const app = new App({ outdir: directoryOf({}) });
  new McpLambdaServer(new Stack(app, 'Stack'), 'Server', { code, auth: McpAuth.none() });
  const { directory } = app.synth();
  return fs.readdirSync(directory).filter((name) => name.startsWith('asset.')).map((asset) => path.join(directory, asset));
}

/** What is in them, at any depth. */
function uploadedOf(code: McpServerCode): string[] {
  return assetsOf(code).flatMap((asset) => fs.readdirSync(asset, { recursive: true }).map(String));
}

const ENV_FILES = { '.env': 'A=b', '.env.local': 'A=b', 'config/.env.production': 'A=b', '.env.example': 'A=', '.envrc': '' };

/** Directories with the names of patterns, and what is no secret in them. */
const NAMED_AS_PATTERNS = {
  '[id]/.env': 'A=b',
  '#h/.env': 'A=b',
  '!n/.env': 'A=b',
  '(group)/{a,b}+/ *?^$/.env.a b': 'A=b',
  '[id]/page.js': '',
  '#h/page.js': '',
  '!n/page.js': '',
  '(group)/{a,b}+/ *?^$/page.js': '',
};

const inDirectory: [string, (files: Record<string, string>) => McpServerCode][] = [
  ['a server as it is', (files) => McpServerCode.nodejs(directoryOf({ 'server.js': '', ...files }), { entry: 'server.js' })],
  ['an asset', (files) => McpServerCode.asset(directoryOf({ bootstrap: '#!/bin/sh\n', ...files }))],
  ['an image', (files) => McpServerCode.image(imageDirectory(files))],
];

test.each(inDirectory)('of %s files with secrets are not uploaded, and the example of them is', (_, code) => {
  expect(uploadedOf(code(ENV_FILES)).filter((file) => path.basename(file).startsWith('.env')).sort()).toEqual(['.env.example', '.envrc']);
});

test.each(inDirectory)('of %s they are not, whatever their directories are called, and what lies beside them is', (_, code) => {
  const files = uploadedOf(code(NAMED_AS_PATTERNS)).filter((file) => /^(\.env|page)/.test(path.basename(file)));
  expect(files.sort()).toEqual(['!n/page.js', '#h/page.js', '(group)/{a,b}+/ *?^$/page.js', '[id]/page.js']);
});

test.each(inDirectory)('of %s they are found in a directory called target, too', (_, code) => {
  const files = uploadedOf(code({ 'target/.env': '', 'target/page.js': '', 'app/target/.env.local': '' }));
  expect(files.filter((file) => /\.env|page/.test(file))).toEqual(['target/page.js']);
});

test.each(inDirectory)('of %s neither are those for dev, nor what else is not uploaded, at any depth', (_, code) => {
  const files = uploadedOf(code({ 'app/.mcp-lambda/secrets': 'A=b', 'app/.pmcp/deploy.toml': '', 'app/.git/config': '', 'app/page.js': '' }));
  expect(files.filter((file) => file.startsWith('app')).sort()).toEqual(['app', 'app/page.js']);
});

test.each(inDirectory)('of %s nothing changes with a secret that is not uploaded', (_, code) => {
  const assets = ['one', 'another'].map((secret) => assetsOf(code({ ...NAMED_AS_PATTERNS, '[id]/.env': secret })).map((asset) => path.basename(asset)));
  expect(assets[0]).toEqual(assets[1]);
});

test('what Cargo has built is not searched for secrets, as there are very many files', () => {
  const crate = { 'Cargo.toml': '', 'target/release/.env': '', 'examples/target/.env': '' };
  expect(uploadedOf(McpServerCode.asset(directoryOf({ bootstrap: '#!/bin/sh\n', ...crate }))).filter((file) => file.endsWith('.env'))).toEqual(['target/release/.env']);
});

test('no entry leads out of the directory unseen', () => {
  const directory = directoryOf({ 'a.js': '' });
  fc.assert(fc.property(fc.array(fc.constantFrom('..', '.', 'a.js', 'b', ''), { maxLength: 6 }), (segments) => {
    const state = entryState(directory, segments.join('/'));
    let depth = 0;
    let lowest = 0;
    for (const one of segments.filter((name) => name !== '' && name !== '.')) {
      depth += one === '..' ? -1 : 1;
      lowest = Math.min(lowest, depth);
    }
    const absolute = segments.join('/').startsWith('/');
    expect(state === 'outside').toBe(absolute || lowest < 0);
  }));
});
