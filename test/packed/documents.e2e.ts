import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-docgen-'));
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

/** It takes a minute and more, which is why this stands beside the packages and not with the tests that everybody runs. */
jest.setTimeout(600_000);

test('API.md is what `npx projen docgen` makes of what is compiled', () => {
  const file = path.join(directory, 'API.md');
  execFileSync('npx', ['--no-install', 'jsii-docgen', '--output', file, ROOT], {
    cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
  });
  expect(fs.readFileSync(path.join(ROOT, 'API.md'), 'utf8') === fs.readFileSync(file, 'utf8')).toBe(true); // a difference would be thousands of lines
});
