import { execFileSync } from 'node:child_process';
import { chownSync, lchownSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../../src/errors';
import { findApp, projectAbove } from '../../src/project/find-app';

let cwd: string;

beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'find-app-')));
});

afterEach(() => rmSync(cwd, { recursive: true }));

function write(file: string, content: string): string {
  mkdirSync(dirname(join(cwd, file)), { recursive: true });
  writeFileSync(join(cwd, file), content);
  return join(cwd, dirname(file));
}

function mistake(find: () => unknown): string {
  try {
    find();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

describe('without an option', () => {
  test('the app is the one that cdk.json of the current directory names', () => {
    write('cdk.json', '{"app": "npx tsx app.ts"}');
    expect(findApp({}, cwd)).toEqual({ kind: 'command', command: 'npx tsx app.ts', directory: cwd });
  });

  test('the build command of cdk.json runs before the app, as it does for the CDK', () => {
    write('cdk.json', '{"app": "node app.js", "build": "npm run build"}');
    expect(findApp({}, cwd)).toMatchObject({ command: 'npm run build && node app.js' });
  });

  test('an "app" that is the directory of a cloud assembly is taken as it is', () => {
    write('cdk.json', '{"app": "cdk.out"}');
    const directory = write('cdk.out/manifest.json', '{}');
    expect(findApp({}, cwd)).toEqual({ kind: 'assembly', directory });
  });

  test('a directory without cdk.json is a mistake that names the three ways out', () => {
    const message = mistake(() => findApp({}, cwd));
    expect(message).toContain(`no cdk.json in ${cwd}`);
    expect(message).toContain('mcp-lambda deploy init');
    expect(message).toContain('--app <directory>');
    expect(message).toContain('--app "<command>"');
    expect(message).toContain('--cdk-out');
  });

  test('a cdk.json without "app" is a mistake', () => {
    write('cdk.json', '{"context": {}}');
    expect(mistake(() => findApp({}, cwd))).toContain(`${join(cwd, 'cdk.json')} has no "app"`);
  });

  test.each([
    ['{"app": ["x"]}', '"app" must be a command in one string, and is a list.'],
    ['{"app": 1}', '"app" must be a command in one string, and is of type number.'],
    ['{"app": "x", "build": {}}', '"build" must be a command in one string, and is of type object.'],
  ])('a value of another type is named: %s', (content, text) => {
    write('cdk.json', content);
    expect(mistake(() => findApp({}, cwd))).toBe(`${join(cwd, 'cdk.json')}: ${text}`);
  });

  test('invalid JSON is named with its line and column, once', () => {
    write('cdk.json', '{\n  "app": "node app.js"\n  "context": {}\n}');
    const message = mistake(() => findApp({}, cwd));
    expect(message).toContain(`${join(cwd, 'cdk.json')}:3:3 is not valid JSON: Expected`);
    expect(message).not.toContain('position');
  });

  test('JSON that ends too early is named with its end', () => {
    write('cdk.json', '{\n  "app": {');
    expect(mistake(() => findApp({}, cwd))).toMatch(/cdk\.json:2:\d+ is not valid JSON/);
  });

  test('a cdk.json that is not an object is a mistake', () => {
    write('cdk.json', '[]');
    expect(mistake(() => findApp({}, cwd))).toContain('must contain a JSON object');
  });

  test('a broken cdk.context.json is found before the app runs', () => {
    write('cdk.json', '{"app": "node app.js"}');
    write('cdk.context.json', '{"a": }');
    const message = mistake(() => findApp({}, cwd));
    expect(message).toContain('cdk.context.json');
    expect(message.match(/is not valid JSON/g)).toHaveLength(1);
  });
});

describe('--app', () => {
  test('a directory with cdk.json runs its app there', () => {
    const directory = write('infra/cdk.json', '{"app": "python app.py"}');
    expect(findApp({ app: 'infra' }, cwd)).toEqual({ kind: 'command', command: 'python app.py', directory });
  });

  test('a directory that is a cloud assembly needs no run', () => {
    const directory = write('out/manifest.json', '{}');
    expect(findApp({ app: './out' }, cwd)).toEqual({ kind: 'assembly', directory });
  });

  test.each(['node app.js', 'npx tsx bin/app.ts', 'python3 ./app.py', 'my-app'])('"%s" is a command of the current directory', (app) => {
    expect(findApp({ app }, cwd)).toEqual({ kind: 'command', command: app, directory: cwd });
  });

  test('a file is a command', () => {
    write('bin/app.js', '');
    expect(findApp({ app: 'bin/app.js' }, cwd)).toMatchObject({ kind: 'command', command: 'bin/app.js' });
  });

  test('a path that does not exist is a mistake and not a command', () => {
    expect(mistake(() => findApp({ app: './infra' }, cwd))).toContain(`${join(cwd, 'infra')} does not exist`);
  });

  test('a directory that holds neither an app nor an assembly is a mistake', () => {
    write('empty/readme', '');
    expect(mistake(() => findApp({ app: 'empty' }, cwd))).toContain('neither a cdk.json (a CDK app) nor a .pmcp/deploy.toml (a project) nor a manifest.json');
  });

  test('an empty one is a mistake', () => {
    expect(mistake(() => findApp({ app: ' ' }, cwd))).toContain('--app is empty');
  });
});

describe('--cdk-out', () => {
  test('the directory of a cloud assembly is read without a run', () => {
    const directory = write('cdk.out/manifest.json', '{}');
    expect(findApp({ cdkOut: 'cdk.out' }, cwd)).toEqual({ kind: 'assembly', directory });
  });

  test('a directory that does not exist is a mistake', () => {
    expect(mistake(() => findApp({ cdkOut: 'cdk.out' }, cwd))).toContain('does not exist');
  });

  test('a file is a mistake', () => {
    write('cdk.out', '');
    expect(mistake(() => findApp({ cdkOut: 'cdk.out' }, cwd))).toContain('not a directory');
  });

  test('a directory without manifest.json is a mistake, and an app in it is pointed out', () => {
    write('infra/cdk.json', '{"app": "node app.js"}');
    const message = mistake(() => findApp({ cdkOut: 'infra' }, cwd));
    expect(message).toContain('no manifest.json');
    expect(message).toContain(`--app ${join(cwd, 'infra')}`);
  });

  test('it cannot be given beside --app', () => {
    expect(mistake(() => findApp({ app: 'node app.js', cdkOut: 'cdk.out' }, cwd))).toContain('--app and --cdk-out were both given');
  });
});

describe('in a project with a deploy.toml', () => {
  const withApp = () => {
    write('.pmcp/deploy.toml', '');
    write('.pmcp/cdk/cdk.json', '{"app": "npx tsx bin/app.ts"}');
    write('.pmcp/cdk/package.json', '{}');
    write('.pmcp/cdk/node_modules/cdk-mcp-lambda/package.json', '{}');
    return { root: cwd, deployToml: join(cwd, '.pmcp/deploy.toml'), ownApp: true, appDirectory: join(cwd, '.pmcp/cdk') };
  };

  test.each(['', 'src/deep', '.pmcp', '.pmcp/cdk'])('the app of .pmcp/cdk is found from ./%s', (below) => {
    const project = withApp();
    const from = join(cwd, below);
    mkdirSync(from, { recursive: true });
    expect(findApp({}, from)).toEqual({ kind: 'command', command: 'npx tsx bin/app.ts', directory: join(cwd, '.pmcp/cdk'), project });
  });

  test('--app takes the project\'s directory', () => {
    const project = withApp();
    expect(findApp({ app: cwd }, '/')).toMatchObject({ directory: join(cwd, '.pmcp/cdk'), project });
  });

  test('a cdk.json of the current directory counts more', () => {
    withApp();
    write('infra/cdk.json', '{"app": "node infra.js"}');
    expect(findApp({}, join(cwd, 'infra'))).toEqual({ kind: 'command', command: 'node infra.js', directory: join(cwd, 'infra') });
  });

  test('without an app of its own the command line\'s is run, whatever is in the paths', () => {
    cwd = write('it\'s größer/.pmcp/deploy.toml', '').replace(/\/\.pmcp$/, '');
    const source = findApp({}, cwd);
    expect(source).toMatchObject({ kind: 'command', directory: join(cwd, '.pmcp'), project: { root: cwd, ownApp: false } });
    const printed = execFileSync('sh', ['-c', `printf '%s\\n' ${(source as { command: string }).command}`], { encoding: 'utf8' }).trimEnd().split('\n');
    expect(printed).toEqual([process.execPath, join(__dirname, '../../lib/cdk-app/bin/app.js'), join(cwd, '.pmcp/deploy.toml')]);
    cwd = dirname(cwd);
  });

  test('without an app of its own it has the feature flags that one would bring', () => {
    write('.pmcp/deploy.toml', '');
    const { context } = JSON.parse(readFileSync(join(__dirname, '../../templates/cdk/cdk.json'), 'utf8')) as { context: object };
    expect(findApp({}, cwd)).toMatchObject({ flags: context });
    expect(context).toHaveProperty(['@aws-cdk/aws-iam:minimizePolicies'], true);
  });

  test('packages that are not installed are named with the command that installs them', () => {
    withApp();
    rmSync(join(cwd, '.pmcp/cdk/node_modules'), { recursive: true });
    expect(mistake(() => findApp({}, cwd))).toBe(`The packages of the CDK app in ${join(cwd, '.pmcp/cdk')} are not installed. Run: npm install --prefix ${join(cwd, '.pmcp/cdk')}`);
  });
});

describe('--env', () => {
  test('is told to the app as context', () => {
    write('cdk.json', '{"app": "npx tsx app.ts"}');
    expect(findApp({ env: 'staging' }, cwd)).toMatchObject({ context: { 'mcp-lambda:env': 'staging' } });
  });

  test('says nothing to the result of an earlier run', () => {
    write('cdk.out/manifest.json', '{}');
    expect(mistake(() => findApp({ cdkOut: 'cdk.out', env: 'staging' }, cwd))).toMatch(/--env staging: .*cdk\.out is the result of an earlier synthesis/);
  });
});

describe('a project above the current directory', () => {
  const below = () => write('src/deep/file.txt', '');

  test('is taken, and named where nobody has named it', () => {
    write('.pmcp/deploy.toml', '');
    const source = findApp({}, below());
    expect(source).toMatchObject({ project: { root: cwd } });
    expect(projectAbove({}, source, below())).toBe(`The project is that of ${cwd}, above the current directory.`);
    expect(projectAbove({}, findApp({}, cwd), cwd)).toBeUndefined();
    const named = { app: '../..' };
    expect(projectAbove(named, findApp(named, below()), below())).toBeUndefined();
  });

  // Nobody else can give a file away.
  (process.getuid?.() === 0 ? describe : describe.skip)('of another user', () => {
    const NOBODY = 65_534;
    const { SUDO_UID } = process.env;

    afterEach(() => {
      delete process.env.SUDO_UID;
      if (SUDO_UID !== undefined) process.env.SUDO_UID = SUDO_UID;
    });

    test('is not run, and the message names it and the way to mean it', () => {
      chownSync(write('.pmcp/deploy.toml', ''), NOBODY, NOBODY);
      expect(mistake(() => findApp({}, below()))).toBe(
        `${cwd}/.pmcp is above the current directory and belongs to another user, so the project there is not run. If it is the one that you mean, name it: --app ${cwd}`,
      );
      expect(findApp({ app: cwd }, below())).toMatchObject({ project: { root: cwd } });
      expect(findApp({}, cwd)).toMatchObject({ project: { root: cwd } });
    });

    test('is not run by a link of that user to files of ours', () => {
      const ours = mkdtempSync(join(tmpdir(), 'find-app-'));
      try {
        mkdirSync(join(ours, '.pmcp'));
        writeFileSync(join(ours, '.pmcp/deploy.toml'), '');
        symlinkSync(join(ours, '.pmcp'), join(cwd, '.pmcp'));
        lchownSync(join(cwd, '.pmcp'), NOBODY, NOBODY);
        expect(mistake(() => findApp({}, below()))).toContain('belongs to another user');
      } finally {
        rmSync(ours, { recursive: true });
      }
    });

    test('does not matter to an app that has a cdk.json', () => {
      chownSync(write('.pmcp/deploy.toml', ''), NOBODY, NOBODY);
      write('sub/dir/cdk.json', '{"app":"true"}');
      expect(findApp({}, join(cwd, 'sub/dir'))).toEqual({ kind: 'command', command: 'true', directory: join(cwd, 'sub/dir') });
    });

    test('is ours where that user has become root by sudo', () => {
      chownSync(write('.pmcp/deploy.toml', ''), NOBODY, NOBODY);
      process.env.SUDO_UID = String(NOBODY);
      expect(findApp({}, below())).toMatchObject({ project: { root: cwd } });
    });
  });
});
