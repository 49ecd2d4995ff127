import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, watch, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../src/errors';
import type { SynthesisTarget } from '../../src/toolkit/synthesis-messages';
import { synthesise } from '../../src/toolkit/synthesise';

/** Apps run outside of the repository, so they name the library by its path. */
const CDK = JSON.stringify(require.resolve('aws-cdk-lib'));
const SYNTHESISE = join(__dirname, '../../lib/toolkit/synthesise.js');

// Each test starts the Toolkit and an app: a second here, several on a busy machine.
jest.setTimeout(60_000);

let directory: string;
let outdir: string;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'synthesise-')));
  outdir = join(directory, 'assembly');
  mkdirSync(outdir);
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function app(source: string): { command: string; directory: string } {
  writeFileSync(join(directory, 'app.js'), source);
  return { command: 'node app.js', directory };
}

async function failure(source: string): Promise<UserError> {
  const error: unknown = await synthesise(app(source), { outdir }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}

/** Resolves when the file exists; the directory is watched, not polled. */
function appears(file: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(directory, () => check());
    const check = () => {
      if (existsSync(join(directory, file))) {
        watcher.close();
        resolve();
      }
    };
    check();
  });
}

/** An app that never ends by itself; as long as it lives, its socket can be connected to. */
const ENDLESS = `
  const { createServer } = require('node:net');
  createServer().listen('app.sock', () => require('node:fs').writeFileSync('started', String(process.pid)));
`;

describe('an app that synthesises', () => {
  test('gets the context that it is given, which counts more than that of cdk.json', async () => {
    writeFileSync(join(directory, 'cdk.json'), JSON.stringify({ context: { 'mcp-lambda:env': 'none', 'other': 'Other' } }));
    const source = app(`const { App, Stack } = require(${CDK}); const app = new App();
      new Stack(app, app.node.getContext('mcp-lambda:env') + app.node.getContext('other'));`);
    const found = await synthesise({ ...source, context: { 'mcp-lambda:env': 'Staging' } }, { outdir });
    expect(readdirSync(found)).toContain('StagingOther.template.json');
  });

  test('gets feature flags, which count less than what is given and what is in cdk.json', async () => {
    writeFileSync(join(directory, 'cdk.json'), JSON.stringify({ context: { second: 'File' } }));
    const source = app(`const { App, Stack } = require(${CDK}); const app = new App();
      new Stack(app, ['first', 'second', 'third'].map((name) => app.node.getContext(name)).join(''));`);
    const found = await synthesise({ ...source, flags: { first: true, second: 'Flag', third: 'Flag' }, context: { third: 'Given' } }, { outdir });
    expect(readdirSync(found)).toContain('trueFileGiven.template.json');
  });

  test('leaves its assembly in the given directory and nothing in the project', async () => {
    const found = await synthesise(app(`const { App, Stack } = require(${CDK}); new Stack(new App(), 'One');`), { outdir });
    expect(found).toBe(outdir);
    expect(readdirSync(outdir)).toEqual(expect.arrayContaining(['One.template.json', 'cdk.out', 'manifest.json']));
    expect(readdirSync(outdir).filter((file) => file.endsWith('.lock'))).toEqual([]);
    expect(readdirSync(directory).sort()).toEqual(['app.js', 'assembly']);
  });

  test('gets the context of cdk.json and of cdk.context.json', async () => {
    writeFileSync(join(directory, 'cdk.json'), '{"context": {"first": "A"}}');
    writeFileSync(join(directory, 'cdk.context.json'), '{"second": "B"}');
    await synthesise(app(`
      const { App, Stack } = require(${CDK});
      const app = new App();
      new Stack(app, app.node.getContext('first') + app.node.getContext('second'));
    `), { outdir });
    expect(readdirSync(outdir)).toContain('AB.template.json');
  });

  test('has its lines passed on, from both streams', async () => {
    const lines: string[] = [];
    await synthesise(app(`
      const { App, Stack } = require(${CDK});
      new Stack(new App(), 'One');
      console.log('to stdout');
      console.error('to stderr');
    `), { outdir, onLine: (line) => lines.push(line) });
    expect(lines.sort()).toEqual(['to stderr', 'to stdout']);
  });

  test('is started once it is known for whom, and told then', async () => {
    const told: string[] = [];
    const source = app(`require('node:fs').writeFileSync('started', '');
      const { App, Stack } = require(${CDK}); new Stack(new App(), process.env.CDK_DEFAULT_ACCOUNT === '111122223333' ? 'Right' : 'Wrong');`);
    let tell: (target: SynthesisTarget) => void = () => undefined;
    const target = new Promise<SynthesisTarget>((resolve) => { tell = resolve; });
    const synthesis = synthesise(source, { outdir, target, onStart: () => told.push(existsSync(join(directory, 'started')) ? 'late' : 'in time') });
    expect(told).toEqual([]);
    tell({ account: '111122223333', context: {}, build: true });
    expect(readdirSync(await synthesis)).toContain('Right.template.json');
    expect(told).toEqual(['in time']);
  });

  test('is not shown the instance metadata of the machine, and no account', async () => {
    const lines: string[] = [];
    await synthesise(app(`
      const { App, Stack } = require(${CDK});
      new Stack(new App(), 'One');
      console.log(process.env.AWS_EC2_METADATA_DISABLED, process.env.CDK_DEFAULT_ACCOUNT);
    `), { outdir, onLine: (line) => lines.push(line) });
    expect(lines).toEqual([`true ${process.env.CDK_DEFAULT_ACCOUNT}`]);
  });
});

describe('an app that fails', () => {
  test('is named with its exit code and the end of what it wrote to stderr', async () => {
    const { message } = await failure(`
      console.log('a line of stdout');
      for (let line = 1; line <= 30; line++) console.error('line ' + line);
      process.exitCode = 3;
    `);
    expect(message).toContain('failed with exit code 3');
    expect(message).toContain('node app.js');
    expect(message).toContain(directory);
    expect(message).toContain('| line 30');
    expect(message).toContain('| line 11');
    expect(message).not.toContain('| line 10\n');
    expect(message).not.toContain('stdout');
  });

  test('shows what it wrote to stdout if stderr is empty', async () => {
    const { message } = await failure('console.log("the reason"); process.exitCode = 1;');
    expect(message).toContain('| the reason');
  });

  test('before it starts, for want of who it is for, is not started', async () => {
    const target = Promise.reject(new UserError('There are no AWS credentials.'));
    await expect(synthesise(app(ENDLESS), { outdir, target })).rejects.toThrow('There are no AWS credentials.');
    expect(existsSync(join(directory, 'started'))).toBe(false);
  });

  test('is named if it ends well without an assembly', async () => {
    const { message } = await failure('');
    expect(message).toContain('synthesised nothing');
    expect(message).toContain('It printed nothing.');
    expect(message).toContain('--cdk-out');
  });

  test('whose command does not exist is told what --app takes', async () => {
    const error: unknown = await synthesise({ command: 'no-such-command-here', directory }, { outdir }).catch((caught: unknown) => caught);
    expect((error as Error).message).toContain('exit code 127');
    expect((error as Error).message).toContain('--app takes a directory with a cdk.json, or a command');
  });

  test('for want of a look-up is told what makes it, and the project is not written to', async () => {
    const { message } = await failure(`
      const { App, Stack } = require(${CDK});
      const ec2 = require(${JSON.stringify(require.resolve('aws-cdk-lib/aws-ec2'))});
      const stack = new Stack(new App(), 'One', { env: { account: '111111111111', region: 'eu-west-1' } });
      ec2.Vpc.fromLookup(stack, 'Vpc', { isDefault: true });
    `);
    expect(message).toContain('vpc-provider:account=111111111111');
    expect(message).toContain(`Run \`mcp-lambda deploy\`, or \`cdk synth\`, once with AWS credentials: it looks them up and keeps them in ${join(directory, 'cdk.context.json')}.`);
    expect(existsSync(join(directory, 'cdk.context.json'))).toBe(false);
  });

  test('for want of an account is told which variables name it', async () => {
    const { message } = await failure(`
      const { App, Stack } = require(${CDK});
      const ec2 = require(${JSON.stringify(require.resolve('aws-cdk-lib/aws-ec2'))});
      ec2.Vpc.fromLookup(new Stack(new App(), 'One'), 'Vpc', { isDefault: true });
    `);
    expect(message).toContain('CDK_DEFAULT_ACCOUNT');
  });
});

describe('an app that does not end', () => {
  test('is told once, with what it may be waiting for, and can be interrupted', async () => {
    const interrupt = new AbortController();
    const messages: string[] = [];
    const told = new Promise<void>((resolve) => {
      const run = synthesise(app(ENDLESS), {
        outdir,
        signal: interrupt.signal,
        slowMs: 50,
        onSlow: (message) => {
          messages.push(message);
          void run.catch(() => resolve());
          interrupt.abort();
        },
      });
    });
    await told;
    expect(messages).toEqual([expect.stringMatching(/^The CDK app has been running for 0\.05 s: "node app\.js" in .*never ends\. Ctrl-C ends it\.$/)]);
  });

  test('in time is not', async () => {
    const onSlow = jest.fn();
    await synthesise(app(`const { App, Stack } = require(${CDK}); new Stack(new App(), 'One');`), { outdir, onSlow, slowMs: 60_000 });
    expect(onSlow).not.toHaveBeenCalled();
  });
});

describe('an app that is interrupted', () => {
  /** Resolves when the process that listens on the app's socket has ended. */
  const end = () => new Promise<void>((resolve) => {
    const socket = connect(join(directory, 'app.sock'));
    // A process that is killed may reset the connection instead of closing it.
    socket.on('error', () => undefined);
    socket.once('close', () => resolve());
  });

  test('ends with everything that it started', async () => {
    const interrupt = new AbortController();
    const run = synthesise(app(ENDLESS), { outdir, signal: interrupt.signal });
    await Promise.race([appears('started'), run]);
    const ended = end();
    interrupt.abort();
    await expect(run).rejects.toThrow('Interrupted');
    await ended;
  });

  test('before its start is not started', async () => {
    await expect(synthesise(app(ENDLESS), { outdir, signal: AbortSignal.abort() })).rejects.toThrow('Interrupted');
    expect(existsSync(join(directory, 'started'))).toBe(false);
  });

  /** A process that synthesises, and is killed once the app has started. */
  async function killed(temporary: boolean): Promise<void> {
    app(ENDLESS);
    writeFileSync(join(directory, 'dev.js'), `
      const { synthesise } = require(${JSON.stringify(SYNTHESISE)});
      synthesise({ command: 'node app.js', directory: ${JSON.stringify(directory)} }, { outdir: ${JSON.stringify(outdir)}, temporary: ${temporary} });
    `);
    const dev = fork(join(directory, 'dev.js'), { execArgv: [] });
    await appears('started');
    const ended = end();
    dev.kill('SIGKILL');
    await ended;
  }

  test('ends too when dev itself is killed, and its assembly is removed', async () => {
    const removed = new Promise<void>((resolve) => {
      const watcher = watch(directory, () => {
        if (!existsSync(outdir)) {
          watcher.close();
          resolve();
        }
      });
    });
    await Promise.all([removed, killed(true)]);
  });

  test('ends too when a build is killed, and what lies where it builds to stays', async () => {
    writeFileSync(join(outdir, 'of-mine'), 'kept');
    await killed(false);
    expect(readFileSync(join(outdir, 'of-mine'), 'utf8')).toBe('kept');
  });
});
