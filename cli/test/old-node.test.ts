import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';

const BIN = join(__dirname, '../bin/mcp-lambda');
const { engines } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { readonly engines: { readonly node: string } };
const NEEDED = engines.node.replace(/^>= /, '');

let directory: string;

beforeAll(() => { directory = mkdtempSync(join(tmpdir(), 'mcp-lambda-test-')); });

afterAll(() => rmSync(directory, { recursive: true }));

/** Starts the command in a Node.js that says of itself that it is this one. */
function startedBy(version: string): { readonly code: number | null; readonly err: string } {
  const pretending = join(directory, 'pretending.cjs');
  writeFileSync(pretending, `Object.defineProperty(process, 'versions', { value: Object.assign({}, process.versions, { node: '${version}' }) });`);
  const { status, stderr } = spawnSync(process.execPath, ['--require', pretending, BIN, '--version'], { encoding: 'utf8' });
  return { code: status, err: stderr };
}

test.each(['4.9.1', '16.20.2', '20.18.3', '9.99.9'])('Node.js %s is told which one is needed, and where it is', (version) => {
  expect(startedBy(version)).toEqual({ code: 1, err: `mcp-lambda: needs Node.js ${NEEDED} or later, and this is ${version}: https://nodejs.org\n` });
});

test.each([NEEDED, '20.20.0', '22.0.0', '100.1.0'])('Node.js %s is new enough', (version) => {
  expect(startedBy(version)).toEqual({ code: 0, err: '' });
});

test('the lines that say so are understood by the oldest', () => {
  const source = readFileSync(BIN, 'utf8');
  expect(() => transformSync(source, { target: 'es5' })).not.toThrow();
  expect(() => transformSync(`${source}\nconst { a } = process;`, { target: 'es5' })).toThrow(/es5/);
  // Names with a scheme are newer.
  expect(source).not.toContain('node:');
});

test('it starts as it is', () => {
  expect(execFileSync(process.execPath, [BIN, '--version'], { encoding: 'utf8' })).toMatch(/^mcp-lambda /);
});
