import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { McpAuth, McpLambdaServer, McpServerCode } from '../../src';
import { entryState } from '../../src/code/files';
import { directoryOf, imageDirectory } from '../support';

/** What would be uploaded of the server's code, at any depth. */
function uploadedOf(code: McpServerCode): string[] {
  const app = new App({ outdir: directoryOf({}) });
  new McpLambdaServer(new Stack(app, 'Stack'), 'Server', { code, auth: McpAuth.none() });
  const { directory } = app.synth();
  return fs.readdirSync(directory).filter((name) => name.startsWith('asset.'))
    .flatMap((asset) => fs.readdirSync(path.join(directory, asset), { recursive: true }).map(String));
}

const ENV_FILES = { '.env': 'A=b', '.env.local': 'A=b', 'config/.env.production': 'A=b', '.env.example': 'A=', '.envrc': '' };

test.each([
  ['a server as it is', () => McpServerCode.nodejs(directoryOf({ 'server.js': '', ...ENV_FILES }), { entry: 'server.js' })],
  ['an asset', () => McpServerCode.asset(directoryOf({ bootstrap: '#!/bin/sh\n', ...ENV_FILES }))],
  ['an image', () => McpServerCode.image(imageDirectory(ENV_FILES))],
])('of %s files with secrets are not uploaded, and the example of them is', (_, code) => {
  expect(uploadedOf(code()).filter((file) => path.basename(file).startsWith('.env')).sort()).toEqual(['.env.example', '.envrc']);
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
