import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createInterface } from 'node:readline';
import { type DemoLine, isRunning, resultsOf, ROOT, startDemo, startJsonDemo } from './demo-process';
import { KillingReport } from './killing-report';
import { readArguments } from '../../demo/arguments';
import { EXIT } from '../../demo/failure';
import { runDemo } from '../../demo/run';

// The first run may have to compile the library and the command line. All runs build the same example,
// so they are in one file: one after the other.
jest.setTimeout(180_000);

const REVISIONS = ['2025-11-25', '2026-07-28'];

describe('the demo', () => {
  test('adds two numbers in both revisions', async () => {
    const a = randomInt(1_000_000);
    const b = randomInt(1_000_000);
    const demo = await startDemo(['--args', JSON.stringify({ a, b })]);
    expect(resultsOf(demo)).toEqual(REVISIONS.map((revision) => expect.objectContaining({
      revision,
      server: { name: 'quickstart', version: '1.0.0' },
      tools: ['add', 'days_between', 'word_count', 'wait'],
      tool: 'add',
      args: { a, b },
      text: String(a + b),
      ms: expect.any(Number),
      ok: true,
    })));
    expect(demo.code).toBe(0);
  });

  test('prints a line for each message, with what was cold and what was warm', async () => {
    const { stdout } = await startDemo([]);
    const answers = stdout.filter((line) => line.includes('←')).map((line) => line.trim().split(/ {2,}/));
    expect(answers[0]).toEqual(['← 2025-11-25', 'initialize', '200', expect.stringMatching(/^\d+ ms$/), 'cold']);
    expect(answers).toContainEqual(['← 2025-11-25', 'tools/call', 'add', '200', expect.stringMatching(/^\d+ ms$/), 'warm']);
    expect(answers).toContainEqual(['← 2026-07-28', 'tools/call', 'add', '200', expect.stringMatching(/^\d+ ms$/), 'warm']);
    expect(stdout.filter((line) => line.includes('→'))).toHaveLength(answers.length);
  });

  test('prints nothing but JSON with --json, and leaves no process', async () => {
    const lines: DemoLine[] = [];
    const demo = await startJsonDemo(['--tool', 'word_count', '--args', '{"text":"to be"}'], (line) => lines.push(line));
    expect(resultsOf(demo)).toEqual([
      expect.objectContaining({ revision: '2025-11-25', text: '2 words, 5 characters', ok: true }),
      expect.objectContaining({ revision: '2026-07-28', text: '2 words, 5 characters', ok: true }),
    ]);
    const pids = started(lines);
    expect(pids).toHaveLength(1);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  test('answers a call that fails with code 4, and says why', async () => {
    const demo = await startJsonDemo(['--tool', 'wait', '--args', '{"seconds":99}']);
    expect(demo.stderr).toMatch(/2025-11-25: the tool "wait" answered with an error: .*seconds/);
    expect(demo.stderr).toMatch(/2026-07-28: the tool "wait" answered with an error: .*seconds/);
    expect(resultsOf(demo)).toEqual(REVISIONS.map((revision) => expect.objectContaining({ revision, ok: false })));
    expect(demo.code).toBe(4);
  });

  test('names the tools that exist for one that does not', async () => {
    const demo = await startJsonDemo(['--tool', 'ad']);
    expect(demo.stderr).toContain('there is no tool "ad": --tool takes one of add, days_between, word_count, wait');
    expect(demo.code).toBe(4);
  });

  test('starts nothing for arguments that are wrong', async () => {
    const demo = await startDemo(['--args', '{a:1}']);
    expect(demo).toEqual({ code: 1, stdout: [], stderr: expect.stringContaining('--args must be a JSON object, but is {a:1}') });
    expect(demo.stderr).not.toContain('    at ');
  });
});

describe("when the server's process is killed", () => {
  test('during a call, the demo says so and ends with code 3', async () => {
    let pid = 0; // of the first instance: the gateway may have started a second one before the demo ends
    const demo = await startJsonDemo(['--tool', 'wait', '--args', '{"seconds":20}'], (line) => {
      if (line.event === 'instance-started') pid ||= line.pid as number;
      if (isCall(line)) process.kill(pid, 'SIGKILL');
    });
    expect(demo.stderr).toContain(`(instance 1, pid ${pid}) ended by SIGKILL`);
    expect(resultsOf(demo)).toEqual(REVISIONS.map((revision) => expect.objectContaining({ revision, ok: false })));
    expect(demo.code).toBe(3);
  });

  test.each([
    ['between the revisions, although a new one could answer', 'Calling as a client of 2025-11-25'],
    ['after the last call', 'Calling as a client of 2026-07-28'],
  ])('while idle %s, the demo says so and ends with code 3', async (_, step) => {
    const report = new KillingReport(step);
    expect(await runDemo(readArguments([]), report)).toBe(EXIT.SERVER_DIED);
    expect(report.problems).toEqual([expect.stringContaining(`pid ${report.pid}) ended by SIGKILL`)]);
    expect(report.results).toEqual(REVISIONS.map((revision) => expect.objectContaining({ revision })));
  });
});

describe('on Ctrl-C', () => {
  test('during a call, the demo ends dev and the server', async () => {
    const lines: DemoLine[] = [];
    const demo = await startJsonDemo(['--tool', 'wait', '--args', '{"seconds":20}'], (line, process) => {
      lines.push(line);
      if (isCall(line)) process.kill('SIGINT');
    });
    expect(demo.code).toBe(130);
    expect(lines).toContainEqual(expect.objectContaining({ event: 'stopped' }));
    expect(started(lines).filter(isRunning)).toEqual([]);
  });

  test('a demo that stays has printed the client configuration, and ends', async () => {
    const demo = await startDemo(['--stay', '--port', '0'], (line, process) => {
      if (line.includes('"url"')) process.kill('SIGINT');
    });
    expect(demo.stdout.join('\n')).toMatch(/"mcpServers"[^]*"url": "http:\/\/[^:"]+:\d+\/mcp"/);
    expect(demo.code).toBe(0);
  });

  test('a demo that stays ends too where npm has ended the shell around it', async () => {
    const shell = spawn('sh', ['-c', '"$0" --import tsx demo/main.ts --stay --port 0; exit', process.execPath], {
      cwd: ROOT,
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    for await (const line of createInterface({ input: shell.stdout })) { // until nobody is left to write
      lines.push(line);
      if (line.includes('"url"')) shell.kill('SIGTERM');
    }
    expect(shell.signalCode).toBe('SIGTERM');
    expect(lines.at(-1)).toContain('stopped');
  });
});

function isCall({ event, direction, method }: DemoLine): boolean {
  return event === 'message' && direction === '→' && method === 'tools/call';
}

function started(lines: DemoLine[]): number[] {
  return lines.filter(({ event }) => event === 'instance-started').map(({ pid }) => pid as number);
}
