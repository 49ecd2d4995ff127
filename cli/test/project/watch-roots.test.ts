import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileFilter } from '../../src/project/file-filter';
import { AppSource } from '../../src/project/find-app';
import { watchRoots } from '../../src/project/watch-roots';

let app: string;
let source: AppSource;

beforeEach(() => {
  app = realpathSync(mkdtempSync(join(tmpdir(), 'watch-roots-')));
  source = { kind: 'command', command: 'node app.js', directory: app };
});

afterEach(() => rmSync(app, { recursive: true }));

const paths = (cwd: string, ownCommand = false, of = source) => watchRoots({ source: of, cwd, ownCommand, extra: [] }).map(({ path }) => path);

test('the app\'s directory and the current one are watched, once where they are the same', () => {
  expect(paths(app)).toEqual([app]);
  expect(paths('/elsewhere')).toEqual([app, '/elsewhere']);
});

test('the home directory and those above it are not, unless the app is there', () => {
  expect(paths(homedir())).toEqual([app]);
  expect(paths(dirname(homedir()))).toEqual([app]);
  expect(paths(homedir(), false, { ...source, directory: homedir() })).toEqual([homedir()]);
});

test('of the result of an earlier run its own directory is watched, and the current one where a command starts the server from it', () => {
  const assembly: AppSource = { kind: 'assembly', directory: join(app, 'cdk.out') };
  expect(paths('/elsewhere', false, assembly)).toEqual([assembly.directory]);
  expect(paths('/elsewhere', true, assembly)).toEqual([assembly.directory, '/elsewhere']);
});

test('cdk.json says by its own "watch" and "output" what is left out', () => {
  writeFileSync(join(app, 'cdk.json'), JSON.stringify({ app: 'x', output: './out', watch: { include: 'src/**', exclude: ['test', ''] } }));
  expect(watchRoots({ source, cwd: app, ownCommand: false, extra: [] })).toEqual([{ path: app, include: ['src/**'], exclude: ['test', 'out'] }]);
});

test.each([
  ['{"watch": {"include": 1}}', /cdk\.json: "include" of "watch" must be a pattern/],
  ['{"watch": {"exclude": ["a", {}]}}', /cdk\.json: "exclude" of "watch" must be a pattern/],
  ['{"output": []}', /cdk\.json: "output" must be a path in one string, and is a list/],
])('%s is a mistake that is named', (config, message) => {
  writeFileSync(join(app, 'cdk.json'), config);
  expect(() => paths(app)).toThrow(message);
});

test('paths of --watch are relative to the current directory, and must exist', () => {
  mkdirSync(join(app, 'shared'));
  expect(watchRoots({ source, cwd: app, ownCommand: false, extra: ['shared'] })).toContainEqual({ path: join(app, 'shared'), include: [], exclude: [] });
  expect(() => watchRoots({ source, cwd: app, ownCommand: false, extra: ['nowhere'] })).toThrow(`--watch nowhere: ${join(app, 'nowhere')} does not exist.`);
});

describe('of a project with a deploy.toml', () => {
  const project = (ownApp: boolean): AppSource => {
    const appDirectory = join(app, ownApp ? '.pmcp/cdk' : '.pmcp');
    return { kind: 'command', command: 'x', directory: appDirectory, project: { root: app, deployToml: join(app, '.pmcp/deploy.toml'), ownApp, appDirectory } };
  };

  const takes = (ownApp: boolean, files: readonly string[]) => {
    const filter = fileFilter(watchRoots({ source: project(ownApp), cwd: app, ownCommand: false, extra: [] }), []);
    return files.filter((file) => filter.takesFile(join(app, file)));
  };

  const FILES = [
    'src/main.rs', '.pmcp/deploy.toml', '.pmcp/other.toml', '.pmcp/cdk/lib/stack.ts', '.pmcp/cdk/node_modules/a.js', '.pmcp/cdk/cdk.out/manifest.json',
    '.pmcp/cdk.out/manifest.json', '.env',
  ];

  test('the server, deploy.toml and the CDK app are watched, once', () => {
    expect(takes(true, FILES)).toEqual(['src/main.rs', '.pmcp/deploy.toml', '.pmcp/cdk/lib/stack.ts']);
    expect(takes(false, FILES)).toEqual(['src/main.rs', '.pmcp/deploy.toml']);
    expect(paths(join(app, 'src'), false, project(true))).toEqual([join(app, '.pmcp/cdk'), join(app, '.pmcp'), app]);
  });

  test('one in the home directory does not have all of that watched', () => {
    const of = project(false) as Extract<AppSource, { kind: 'command' }>;
    expect(paths('/elsewhere', false, { ...of, project: { ...of.project!, root: homedir() } })).toEqual([join(app, '.pmcp'), '/elsewhere']);
  });
});
