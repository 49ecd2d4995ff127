import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ROOT, run } from './run';
import { CDK, ENV } from './template-project';
import { tarballOf } from '../../scripts/package';

jest.setTimeout(600_000);

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-documented-'));
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

const project = path.join(directory, 'tools');
const library = tarballOf('cdk-mcp-lambda');

/** Whoever has no name yet cannot commit. */
const AUTHOR = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.com' };

/** The first block of commands in a document. */
function commandsOf(document: string): string {
  const [, block] = /^```sh\n(.*?)^```$/ms.exec(fs.readFileSync(document, 'utf8'))!;
  return block;
}

/** The text with the one in the place of the other, which it must have. */
function having(text: string, documented: string, tried: string): string {
  expect(text).toContain(documented);
  return text.replaceAll(documented, tried);
}

const sh = (script: string, cwd: string) => run('sh', ['-e', '-c', script], { cwd, env: { ...ENV, ...AUTHOR } });

const git = (...args: string[]) => run('git', args, { cwd: project }).trim().split('\n').filter((line) => line !== '');

beforeAll(() => {
  const documented = commandsOf(path.join(ROOT, 'docs', 'platform-teams.md'));
  // What is packed here, instead of what is published, and the command line that is installed.
  const commands = having(having(documented, 'npm pack --silent cdk-mcp-lambda', `npm pack --silent ${library}`), 'npx aws-cdk@2', `${process.execPath} ${CDK}`);
  const [unpack, make] = having(commands, '# for each project', '\0').split('\0');
  sh(unpack, directory);
  // npm would look for the range of versions among those that are published.
  const manifest = path.join(directory, 'templates', 'mcp-server', 'typescript', 'package.json');
  fs.writeFileSync(manifest, having(fs.readFileSync(manifest, 'utf8'), '"cdk-mcp-lambda": "^0.0.0"', `"cdk-mcp-lambda": "file:${library}"`));
  sh(make, directory);
});

test('the first commit of the documented project has its .gitignore, and neither packages nor output', () => {
  const committed = git('ls-tree', '-r', '--name-only', 'HEAD');
  expect(committed).toEqual(expect.arrayContaining(['.github/workflows/ci.yml', '.gitignore', 'README.md', 'bin/app.ts', 'cdk.json', 'package.json']));
  expect(committed.filter((file) => /^(gitignore|\.npmignore|node_modules|cdk\.out)/.test(file))).toEqual([]);
});

test('its packages are installed, and what is left to commit is what npm has locked', () => {
  expect(fs.existsSync(path.join(project, 'node_modules', 'cdk-mcp-lambda', '.jsii'))).toBe(true);
  expect(git('status', '--porcelain')).toEqual(['?? package-lock.json']);
});

test('the commands of its README work, up to the deploy, which needs an account', () => {
  const commands = commandsOf(path.join(project, 'README.md'));
  const [before, deploy] = having(commands, 'npx cdk deploy', '\0').split('\0');
  expect(deploy).toMatch(/^ *#.*\n$/);
  sh(before, project);
  expect(fs.existsSync(path.join(project, 'cdk.out', 'Tools.template.json'))).toBe(true);
  expect(git('status', '--porcelain')).toEqual(['?? package-lock.json']);
});
