import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { accountResources } from './account-resources';
import { type Cloud, describeDeployed, startCloud } from './cloud';
import { changeFile } from './example';
import { fitting, McpLambdaCli } from './mcp-lambda-cli';
import { changesBetween, stackEvents, stackResources } from './stack';
import { makeProject, PROJECTS } from './transcripts/projects';
import { installPacked, lambdaPython, linkPython } from './transcripts/tools';
import { transcript } from './transcripts/transcript';
import { endPrograms, Program } from '../../../cli/test/commands/running-program';
import { installTools } from '../../build/tools';
import { LOCAL_ARCHITECTURE } from '../tools/examples';

// A server in Rust is compiled, with all that it needs where no build was before, on two cores that may have other work.
jest.setTimeout(20 * 60_000);

/** The environment of package managers. */
const OF_PACKAGES = /^(?:PIP|UV|SSL|CARGO|RUSTUP|npm_config)_/;

const tools = installTools();
if ('error' in tools) console.error(`transcripts: skipped, as not all could be installed: ${tools.error}`);
const { PATH = '' } = process.env;

const interpreter = lambdaPython();
const projects = PROJECTS.filter(({ language }) => language !== 'Python' || interpreter !== undefined);
if (interpreter === undefined) console.error('transcripts: the server in Python is left out, as this machine does not have the Python of its runtime');

/** What a user types in a directory with a server, and what they read then: the snapshots are reviewed as a user reads them. */
('error' in tools ? describe.skip : describe)('the transcript', () => describeDeployed('with the packed packages', (installed) => {
  let cloud: Cloud;
  let packed: McpLambdaCli;
  let directory: string;
  let python: string[];

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'cdk-mcp-lambda-python-'));
    python = interpreter === undefined ? [] : [linkPython(interpreter, directory)];
    // For the functions too, which look for Python where ministack does.
    process.env.PATH = [...python, PATH].join(delimiter);
    cloud = await startCloud(installed);
    packed = await McpLambdaCli.start(cloud.directory, cloud, installed, installPacked(cloud.directory));
  });

  afterAll(async () => {
    await endPrograms();
    process.env.PATH = PATH;
    await packed?.proxy.stop();
    await cloud?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  describe.each(projects)('of a server in $language', (project) => {
    const { name, change } = project;
    let root: string;
    let cli: McpLambdaCli;
    let before: string[];

    beforeAll(async () => {
      root = makeProject(project, cloud.directory);
      cli = packed.in(root);
      before = await accountResources(cloud.endpoint);
    });

    function environment(): NodeJS.ProcessEnv {
      const programs = 'programs' in tools ? tools.programs : '';
      const forPackages = Object.fromEntries(Object.entries(process.env).filter(([variable]) => OF_PACKAGES.test(variable)));
      // Of the others, cargo-lambda finds Zig by the `python3` that it was installed with.
      const first = project.language === 'Python' ? [...python, programs] : [programs];
      return { ...forPackages, ...project.environment, PATH: [...first, PATH].join(delimiter) };
    }

    /** Where package managers ask their registries, which the proxy does not know. */
    const building = (): NodeJS.ProcessEnv => ({ ...environment(), HTTPS_PROXY: undefined });

    /** Runs the command; snapshots hold what it printed. */
    async function typed(...args: string[]): Promise<string> {
      return transcript(args, await cli.run(args, { env: environment() }), root);
    }

    async function built(...args: string[]): Promise<string> {
      return transcript(args, await cli.run(args, { env: building() }), root);
    }

    test('deploy init', async () => {
      expect(await typed('deploy', 'init', '--target', 'aws-lambda', '--auth', 'none', '--no-install')).toMatchSnapshot();
      // It runs on this machine.
      changeFile(join(root, '.pmcp', 'deploy.toml'), { from: '#architecture = "arm64"', to: `architecture = "${LOCAL_ARCHITECTURE.ARCHITECTURE}"` });
    });

    test('type-checks as init has written it', () => {
      expect(execFileSync('npm', ['run', '--silent', 'check'], { cwd: join(root, '.pmcp', 'cdk'), encoding: 'utf8' })).toBe('');
    });

    test('is served at once by dev, where the official client calls a tool', async () => {
      const dev = new Program(cli.spawn(['dev', '--port', '0', '--json'], building()));
      const client = new Client({ name: 'test', version: '1.0.0' });
      await client.connect(new StreamableHTTPClientTransport(new URL((await dev.ready()).url)));
      expect((await client.callTool({ name: 'add', arguments: { a: 20, b: 22 } })).structuredContent).toEqual({ sum: 42 });
      await client.close();
      dev.child.kill('SIGINT');
      expect(await dev.result).toMatchObject({ code: 0, errors: '' });
    });

    test('deploy build', async () => {
      expect(await built('deploy', 'build')).toMatchSnapshot();
      const file = join(root, '.pmcp', 'cdk', 'cdk.json');
      const config = JSON.parse(readFileSync(file, 'utf8')) as { readonly app: string };
      writeFileSync(file, JSON.stringify({ ...config, app: fitting(config.app, cloud) }));
    });

    test('deploy', async () => {
      expect(await typed('deploy', '--yes')).toMatchSnapshot();
    });

    test('deploy outputs', async () => {
      expect(await typed('deploy', 'outputs')).toMatchSnapshot();
    });

    test('deploy logs', async () => {
      expect(await typed('deploy', 'logs', '--since', '1h')).toMatchSnapshot();
    });

    test('deploy, where nothing has changed', async () => {
      const events = await stackEvents(cloud.endpoint, name);
      expect(await typed('deploy', '--yes')).toMatchSnapshot();
      expect(await stackEvents(cloud.endpoint, name)).toHaveLength(events.length);
    });

    test('deploy, where the code has changed, of which the function alone becomes another', async () => {
      const resources = await stackResources(cloud.endpoint, name);
      changeFile(join(root, change.file), change);
      await built('deploy', 'build');
      expect(await typed('deploy', '--yes')).toMatchSnapshot();
      expect(changesBetween(resources, await stackResources(cloud.endpoint, name))).toEqual([
        'AWS::Lambda::Alias UPDATE', 'AWS::Lambda::Function UPDATE', 'AWS::Lambda::Version CREATE', 'AWS::Lambda::Version DELETE',
      ]);
    });

    test('deploy destroy, which leaves nothing', async () => {
      expect(await typed('deploy', 'destroy', '--clean', '--yes')).toMatchSnapshot();
      expect((await accountResources(cloud.endpoint)).filter((resource) => !before.includes(resource))).toEqual([]);
    });
  });
}));
