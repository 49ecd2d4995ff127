import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { tarballOf } from '../../scripts/package';

const ROOT = path.join(__dirname, '..', '..');
const QUICKSTART = path.join(ROOT, 'examples', 'quickstart');

jest.setTimeout(600_000);

const NPM = ['--no-audit', '--no-fund', '--loglevel=error'];

const run = (program: string, args: string[], cwd = project) => execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const cdk = () => path.join(project, '.pmcp', 'cdk');

let project: string;

/** A server's own directory, whose author knows no CDK; its name is one that shells and URLs dislike. */
beforeAll(() => {
  project = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-init-')), 'Wörter zählen');
  fs.mkdirSync(project);
  fs.copyFileSync(path.join(QUICKSTART, 'server.ts'), path.join(project, 'server.ts'));
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(QUICKSTART, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const own = Object.entries(dependencies).filter(([name]) => !['aws-cdk-lib', 'cdk-mcp-lambda', 'constructs'].includes(name));
  fs.writeFileSync(path.join(project, 'package.json'), JSON.stringify({
    name: 'words',
    private: true,
    scripts: { start: 'tsx server.ts' },
    dependencies: Object.fromEntries(own),
    devDependencies: { 'cdk-mcp-lambda': `file:${tarballOf('cdk-mcp-lambda')}`, 'mcp-lambda': `file:${tarballOf('mcp-lambda')}` },
  }));
  run('npm', ['install', ...NPM]);
});

afterAll(() => fs.rmSync(path.dirname(project), { recursive: true, force: true }));

/** What `deploy build` made: the template, and the name of the asset, which is the hash of its content. */
function built(): { readonly template: unknown; readonly artefact: string; readonly unpackedBytes: number } {
  const { assembly, stack, artefact, unpackedBytes } = JSON.parse(run('npx', ['mcp-lambda', 'deploy', 'build', '--json'])) as {
    assembly: string; stack: string; artefact: string; unpackedBytes: number;
  };
  return { template: JSON.parse(fs.readFileSync(path.join(assembly, `${stack}.template.json`), 'utf8')), artefact: path.basename(artefact), unpackedBytes };
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

/** Serves the project, calls it, and ends; `then` may change it and wait for events. */
async function served(then: (event: (name: string) => Promise<Record<string, string>>) => Promise<void> = async () => {}): Promise<unknown> {
  const dev: ChildProcess = spawn('npx', ['mcp-lambda', 'dev', '--port', '0', '--json'], { cwd: project, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const ended = once(dev, 'exit');
  const lines = createInterface({ input: dev.stdout! })[Symbol.asyncIterator]();
  const event = async (name: string): Promise<Record<string, string>> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`dev ended without the event ${name}`);
      const found = JSON.parse(value) as Record<string, string>;
      if (found.event === name) return found;
    }
  };
  try {
    const answer = await sum((await event('ready')).url, 20, 22);
    await then(event);
    return answer;
  } finally {
    process.kill(-dev.pid!, 'SIGINT');
    await ended;
  }
}

describe('a project that deploy init has set up', () => {
  let withApp: ReturnType<typeof built>;

  test('has a CDK app that type-checks and synthesises with the packages as they are published', () => {
    expect(run('npx', ['mcp-lambda', 'deploy', 'init', '--target', 'aws-lambda', '--auth', 'none', '--no-install'])).toMatch(/^nodejs \(package\.json with @modelcontextprotocol\/server\): server\.ts, /);
    run('npm', ['install', ...NPM, `file:${tarballOf('cdk-mcp-lambda')}`], cdk());
    expect(run('npm', ['run', '--silent', 'check'], cdk())).toBe('');
    withApp = built();
    expect(withApp.template).toMatchObject({ Outputs: { ApiEndpoint: {}, McpEndpoint: {} } });
    expect(withApp.unpackedBytes).toBeLessThan(5 * 1024 * 1024);
  });

  test('is served at once, and again after a change of deploy.toml', async () => {
    const file = path.join(project, '.pmcp', 'deploy.toml');
    const before = fs.readFileSync(file, 'utf8');
    await expect(served(async (event) => {
      fs.writeFileSync(file, before.replace('#stage_name = "prod"', 'stage_name = "test"'));
      expect((await event('reloading')).files).toEqual([path.join('.pmcp', 'deploy.toml')]);
      await event('reloaded');
    })).resolves.toEqual({ sum: 42 });
    fs.writeFileSync(file, before);
  });

  test('gives the same template and the same code without a CDK app of its own', async () => {
    fs.rmSync(cdk(), { recursive: true });
    expect(built()).toEqual(withApp);
    await expect(served()).resolves.toEqual({ sum: 42 });
  });
});
