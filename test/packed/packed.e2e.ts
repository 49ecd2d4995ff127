import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { tarballOf } from '../../scripts/package';

const ROOT = path.join(__dirname, '..', '..');
const QUICKSTART = path.join(ROOT, 'examples', 'quickstart');
const FILES = ['app.ts', 'server.ts', 'cdk.json', 'tsconfig.json'];

jest.setTimeout(600_000);

/** The quickstart as a user's project: outside of the checkout, with the packages as they are published. */
function userProject(): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-packed-'));
  for (const file of FILES) {
    fs.copyFileSync(path.join(QUICKSTART, file), path.join(directory, file));
  }
  const manifest = JSON.parse(fs.readFileSync(path.join(QUICKSTART, 'package.json'), 'utf8'));
  manifest.dependencies['cdk-mcp-lambda'] = `file:${tarballOf('cdk-mcp-lambda')}`;
  manifest.devDependencies['mcp-lambda'] = `file:${tarballOf('mcp-lambda')}`;
  fs.writeFileSync(path.join(directory, 'package.json'), JSON.stringify(manifest, undefined, 2));
  return directory;
}

async function sum(url: string, a: number, b: number): Promise<unknown> {
  const client = new Client({ name: 'packed-test', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  try {
    return (await client.callTool({ name: 'add', arguments: { a, b } })).structuredContent;
  } finally {
    await client.close();
  }
}

let project: string;

beforeAll(() => {
  project = userProject();
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] });
});

afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

test('the command line has the version of the library, and names it, never a path', () => {
  const [library, cli] = (['cdk-mcp-lambda', 'mcp-lambda'] as const).map((name) => (
    JSON.parse(execFileSync('tar', ['-xzOf', tarballOf(name), 'package/package.json'], { encoding: 'utf8' }))));
  expect([cli.version, cli.dependencies['cdk-mcp-lambda']]).toEqual([library.version, `^${library.version}`]);
  expect(execFileSync('npx', ['mcp-lambda', '--version'], { cwd: project, encoding: 'utf8' })).toBe(`mcp-lambda ${library.version}\ncdk-mcp-lambda ${library.version}\n`);
});

test('both packages are installed once, and the library brings no packages of its own', () => {
  const tree = JSON.parse(execFileSync('npm', ['ls', 'cdk-mcp-lambda', '--json', '--all'], { cwd: project, encoding: 'utf8' }));
  expect(tree.problems ?? []).toEqual([]);
  const manifest = JSON.parse(fs.readFileSync(path.join(project, 'node_modules/cdk-mcp-lambda/package.json'), 'utf8'));
  expect(manifest.dependencies ?? {}).toEqual({});
});

test('npx mcp-lambda dev serves a copy of the quickstart to the official client, and leaves nothing behind', async () => {
  const dev = spawn('npx', ['mcp-lambda', 'dev', '--port', '0', '--json'], { cwd: project, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const ended = once(dev, 'exit');
  const events: { event: string; url?: string; pid?: number }[] = [];
  try {
    for await (const line of createInterface({ input: dev.stdout })) {
      events.push(JSON.parse(line));
      if (events[events.length - 1].event === 'ready') {
        break;
      }
    }
    const ready = events.find(({ event }) => event === 'ready');
    expect(ready).toBeDefined();
    await expect(sum(ready!.url!, 20, 22)).resolves.toEqual({ sum: 42 });
  } finally {
    process.kill(-dev.pid!, 'SIGINT');
    await ended;
  }
  for (const { pid } of events.filter(({ event }) => event === 'instance-started')) {
    expect(spawnSync('kill', ['-0', String(pid)]).status).not.toBe(0);
  }
});
