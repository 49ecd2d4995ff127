import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountResources } from './account-resources';
import { type Cloud, describeDeployed, startCloud } from './cloud';
import { type CliEnd, CTRL_C, McpLambdaCli, once } from './mcp-lambda-cli';
import { TomlProject } from './toml-project';
import { obeyingPermissions } from '../tools/permissions';
import { diskProblem, SmallDisk } from '../tools/small-disk';

jest.setTimeout(300_000);

const PUBLIC = '[auth]\nenabled = false\n';
const GUARDED = '[auth]\nenabled = true\nprovider = "custom"\n[auth.jwt]\nissuer = "https://login.example.com"\naudience = ["tools"]\nscopes = []\n';
const LINES_OF_CRASH = expect.arrayContaining([expect.stringContaining('DATABASE_URL is not set')]) as string[];
const YES_OR_NO = /\[y\/N\] /;

const noDisk = diskProblem();
if (noDisk !== undefined) console.error(`a full disk: skipped, as none could be mounted: ${noDisk}`);

/** A whole `deploy.toml`. */
const toml = (auth = PUBLIC, more = '') =>
  `[server]\nname = "tools"\n\n[build]\nkind = "nodejs"\nentry = "server.cjs"\n\n[lambda]\ntimeout_seconds = 5\n\n${auth}${more}`;

/** One message of this many lines, without a stack trace, and its exit code. */
function expectFailure({ code, err }: CliEnd, expected: number, message: RegExp, lines = 1): void {
  expect({ code, err }).toEqual({ code: expected, err: expect.stringMatching(message) as string });
  expect(err.trimEnd().split('\n')).toHaveLength(lines);
  expect(err).toMatch(/^mcp-lambda: /);
}

/** A project that `deploy init` has set up, without a home directory, in one that has a space and an umlaut. */
describeDeployed('the command line, where something is wrong,', (installed) => {
  let cloud: Cloud;
  let cli: McpLambdaCli;
  let project: TomlProject;
  let before: string[];

  beforeAll(async () => {
    cloud = await startCloud(installed);
    project = new TomlProject(join(cloud.directory, 'Größe 1'), cloud);
    cli = (await McpLambdaCli.start(project.root, cloud, installed)).with({ HOME: undefined });
    before = await accountResources(cloud.endpoint);
  });

  afterAll(async () => {
    await cli?.proxy.stop();
    await cloud?.stop();
  });

  const made = async () => (await accountResources(cloud.endpoint)).filter((resource) => !before.includes(resource));
  const deploy = async (...more: string[]) => cli.run(['deploy', '--yes', '--json', ...more]);
  const unforced = () => cli.startedBy(...obeyingPermissions(installed.python));
  const last = ({ events }: CliEnd) => events.at(-1);

  test('asks in a terminal what it must know, and once more after an answer that cannot be', async () => {
    const init = ['deploy', 'init', '--no-cdk'];
    const interrupted = await cli.runInTerminal(init, [{ at: /Name of the server/, text: 'tools\n' }, { at: /AWS region/, text: CTRL_C }], installed);
    expect(interrupted).toEqual({ code: 130, out: expect.stringMatching(/mcp-lambda: Interrupted\. Nothing was written\.\r\n$/) as string });
    expect(existsSync(join(project.root, '.pmcp'))).toBe(false);
    const answered = await cli.runInTerminal(init, [
      { at: /Name of the server, .* \(tools\): /, text: 'größe 1\n' }, { at: /letter[^]*Name of the server/, text: 'tools\n' },
      { at: /AWS region/, text: '\n' },
      { at: /Who may call it: .* \(cognito\): /, text: 'nobody\n' }, { at: /one of cognito, custom, none/, text: 'none\n' },
    ], installed);
    expect(answered).toEqual({ code: 0, out: expect.stringContaining('wrote     .pmcp/deploy.toml') as string });
    expect(readFileSync(project.toml, 'utf8')).toMatch(/^name = "tools"$/m);
    project.addApp();
  });

  test.each<[string, string, RegExp, number?]>([
    ['numbers that are none, and keys that are none', toml(PUBLIC, '\n[lambda.environment]\n__proto__ = "x"\n').replace('timeout_seconds = 5', 'timeout_seconds = 256.5\nmemory_size = "256"'),
      /deploy\.toml:9: \[lambda\] timeout_seconds: got 256\.5, .*\n.*:10: \[lambda\] memory_size: got "256", .*\n.*:16: \[lambda\.environment\] "__proto__": got this name, /, 3],
    ['a key twice', toml().replace('name = "tools"', 'name = "tools"\nname = "others"'), /deploy\.toml:3: Defining a key multiple times/],
    ['nothing in it', '', /deploy\.toml: \[server\] name: got nothing, expected /],
  ])('is told of a deploy.toml with %s, line by line and without a trace', async (_, text, message, lines = 1) => {
    writeFileSync(project.toml, text);
    expectFailure(await deploy(), 1, message, lines);
  });

  test('is told of a deploy.toml that cannot be read', async () => {
    truncateSync(project.toml, 200_000);
    expectFailure(await deploy(), 1, /deploy\.toml: it has 200000 bytes, and may have 131072/);
    writeFileSync(project.toml, toml());
    chmodSync(project.toml, 0);
    expectFailure(await unforced().run(['deploy', '--yes']), 1, /deploy\.toml: it may not be read: its permissions, or those of its directory, forbid it/);
    rmSync(project.toml);
    mkdirSync(project.toml);
    expectFailure(await deploy(), 1, /deploy\.toml: it is a directory, and should be a file/);
    rmSync(project.toml, { recursive: true });
    // As an editor of Windows has it.
    writeFileSync(project.toml, `\ufeff${toml().replaceAll('\n', '\r\n')}`);
  });

  test('names the environments of deploy.toml where another one is meant', async () => {
    expectFailure(await cli.run(['deploy', 'outputs', '--env', 'prod']), 1, /deploy\.toml: \[env\.prod\]: there is no such environment: the file has none/);
  });

  test('cannot build into a project that may not be written', async () => {
    rmSync(join(project.app, 'cdk.out'), { recursive: true });
    chmodSync(project.app, 0o555);
    const end = await unforced().run(['deploy', '--yes']);
    chmodSync(project.app, 0o755);
    expectFailure(end, 1, /cdk\.out cannot be written, and the app is synthesised into it: you may not write there\. Mend that, or name another one/);
  });

  test('ends with 143 where it is told to end, before anything was changed', async () => {
    expectFailure(await cli.run(['deploy', '--yes'], { onOutput: once('synthesising', (child) => child.kill('SIGTERM')) }), 143, /Interrupted\. Nothing was changed\.\n$/);
  });

  test('asks in a terminal whether permissions may grow, and changes nothing after a no or Ctrl-C', async () => {
    const declined = await cli.runInTerminal(['deploy'], 'n', installed);
    expect(declined).toEqual({ code: 1, out: expect.stringContaining('The changes of tools were declined, and nothing was changed.') as string });
    const interrupted = await cli.runInTerminal(['deploy', '--no-build'], [{ at: YES_OR_NO, text: CTRL_C }], installed);
    expect(interrupted).toEqual({ code: 130, out: expect.stringMatching(/mcp-lambda: Interrupted\. Nothing was changed\.\r\n$/) as string });
    expect(await made()).toEqual([]);
  });

  test('deploys after a yes, and meanwhile a second deploy of the project is told of the first', async () => {
    let second: CliEnd | undefined;
    const text = async () => {
      second = await deploy();
      return 'y\n';
    };
    const first = await cli.runInTerminal(['deploy'], [{ at: YES_OR_NO, text }], installed);
    expectFailure(second!, 2, /Another run \(process \d+\) works with .*Größe 1\/\.pmcp\/cdk\/cdk\.out: wait for its end, and run this again\./);
    expect(first).toEqual({ code: 0, out: expect.stringMatching(/✓.*Server.*answers/) as string });
  });

  // The device that is always full.
  (existsSync('/dev/full') ? test : test.skip)('has no success where its result could not be written', async () => {
    const full = cli.startedBy('sh', '-c', 'exec "$0" "$@" > /dev/full');
    expectFailure(await full.run(['deploy', 'outputs', '--format', 'json']), 1, /The output cannot be written: there is no space left on the device\./);
    expectFailure(await full.run(['deploy', '--yes']), 1, /The output cannot be written: there is no space left on the device\. Nothing was changed\./);
  });

  (noDisk === undefined ? test : test.skip)('on a full disk says so, leaves everything as it was, and deploys when there is space', async () => {
    const directory = join(cloud.directory, 'disk');
    mkdirSync(directory);
    const disk = await SmallDisk.mount(directory, '8m');
    try {
      const copy = new TomlProject(disk.seen('Größe 1'), cloud);
      const there = cli.in('/').startedBy(...disk.startedIn(join(directory, 'Größe 1')));
      const free = disk.fill();
      expectFailure(await there.run(['deploy', 'init', '--yes', '--no-cdk']), 1, /Nothing was written to .*: there is no space left on the device\. The project is as it was\./);
      expect(readdirSync(copy.root).sort()).toEqual(['package.json', 'server.cjs']);
      free();
      copy.addApp();
      writeFileSync(copy.toml, toml());
      const freeAgain = disk.fill();
      expectFailure(await there.run(['deploy', '--yes']), 1, /disk\/Größe 1\/\.pmcp\/cdk\/cdk\.out cannot be written, .*: there is no space left on the device\./);
      freeAgain();
      expect(await there.run(['deploy', '--yes'])).toMatchObject({ code: 0, err: '' });
    } finally {
      await disk.unmount();
    }
  });

  test('ends with 3 and the last lines of its log where a server crashes', async () => {
    project.become('crashing');
    const { code, err } = await cli.run(['deploy', '--yes']);
    expect(code).toBe(3);
    expect(err).toMatch(/✗ Server is deployed and does not answer: it answers 50\d.*\n.*\n.*last lines.*\n(?:.*\n)*.*│ .*DATABASE_URL is not set/);
  });

  test('waits before it asks, and for an answer, as long as deploy.toml says; a server that is silent ends with 3, too', async () => {
    writeFileSync(project.toml, toml(PUBLIC, '\n[post_deploy_tests]\nwarmup_grace_ms = 700\ntimeout_seconds = 2\n'));
    project.become('silent');
    let deployed = 0;
    const end = await cli.run(['deploy', '--yes', '--json'], { onOutput: (text) => { if (text.includes('"deployed"')) deployed ||= performance.now(); } });
    expect(performance.now() - deployed).toBeGreaterThan(2_700);
    expect(end.code).toBe(3);
    // Of the crash before: CloudWatch has the lines of an invocation when that is at its end.
    expect(last(end)).toMatchObject({ event: 'verification-failed', reason: 'it has not answered within 2 s', log: LINES_OF_CRASH });
  });

  test('ends with 0 and a warning where deploy.toml asks for no more', async () => {
    writeFileSync(project.toml, toml(PUBLIC, '\n[post_deploy_tests]\non_failure = "warn"\n'));
    project.become('crashing');
    const end = await deploy();
    expect(end.code).toBe(0);
    expect(end.events.slice(-2)).toEqual([
      expect.objectContaining({ event: 'verification-failed', log: LINES_OF_CRASH }),
      { event: 'notice', id: 'not-required', message: expect.stringContaining('on_failure = "warn"') as string },
    ]);
  });

  test('asks once more where a server is not ready at first', async () => {
    project.become('busy');
    const end = await deploy('--no-build');
    expect(end).toMatchObject({ code: 0, err: '' });
    expect(last(end)).toMatchObject({ event: 'verified', by: 'call' });
  });

  test('says that another deploy came between while it was waiting for a yes, and deploys afterwards', async () => {
    project.become('good');
    writeFileSync(project.toml, toml(GUARDED, '\n[post_deploy_tests]\ntimeout_seconds = 3\n'));
    const elsewhere = join(cloud.directory, 'elsewhere');
    cpSync(project.root, elsewhere, { recursive: true, filter: (path) => !path.endsWith('cdk.out') });
    let other: CliEnd | undefined;
    const text = async () => {
      other = await cli.in(elsewhere).run(['deploy', '--yes']);
      return 'y\n';
    };
    const first = await cli.runInTerminal(['deploy'], [{ at: YES_OR_NO, text }], installed);
    expect(other).toMatchObject({ code: 0, err: '' });
    expect(first).toEqual({ code: 2, out: expect.stringContaining('mcp-lambda: Another deploy has changed tools in the meantime, and nothing of this one was done. Run this again.') as string });
    const again = await deploy('--no-build');
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(last(again)).toMatchObject({ event: 'verified', by: 'challenge', revision: '2025-11-25' });
  });

  test('behind a login notices a server that crashes, or is silent, in the same way', async () => {
    project.become('crashing');
    const crashing = await deploy('--no-build');
    expect(crashing.code).toBe(3);
    expect(last(crashing)).toMatchObject({ event: 'verification-failed', log: LINES_OF_CRASH });
    project.become('silent');
    const silent = await deploy('--no-build');
    expect(silent.code).toBe(3);
    expect(last(silent)).toMatchObject({ event: 'verification-failed', reason: 'it has not answered within 3 s', log: LINES_OF_CRASH });
  });
});
