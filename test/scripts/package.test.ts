import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { packCli } from '../../scripts/package';

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-packed-cli-'));
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

jest.setTimeout(60_000);

test('the command line is packed with the version of the library, and asks for it, and so does the app that deploy init writes', () => {
  jest.spyOn(console, 'log').mockImplementation();
  packCli('7.8.9', directory);
  expect(fs.readdirSync(directory)).toEqual(['mcp-lambda-7.8.9.tgz']);
  const packed = (file: string) => JSON.parse(execFileSync('tar', ['-xzOf', path.join(directory, 'mcp-lambda-7.8.9.tgz'), `package/${file}`], { encoding: 'utf8' }));
  const [manifest, app] = [packed('package.json'), packed('templates/cdk/package.json')];
  expect(manifest.version).toBe('7.8.9');
  expect(manifest.dependencies['cdk-mcp-lambda']).toBe('^7.8.9');
  expect(manifest).not.toHaveProperty('devDependencies');
  expect(app.dependencies).toMatchObject({ 'aws-cdk-lib': expect.anything(), 'cdk-mcp-lambda': '^7.8.9' });
});
