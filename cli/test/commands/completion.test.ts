import { execFileSync, ExecFileSyncOptionsWithStringEncoding, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Printed, printedBy, spawnDev } from './dev-process';
import { aptInstall } from '../../../test/deploy/tools/apt';

// Each test starts a shell, and the first one the command line.
jest.setTimeout(60_000);

let directory: string;

beforeAll(async () => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-lambda-test-')));
  for (const shell of ['bash', 'zsh', 'fish']) {
    writeFileSync(join(directory, `script.${shell}`), (await run('completion', shell)).out);
  }
  mkdirSync(join(directory, 'project/.pmcp'), { recursive: true });
  mkdirSync(join(directory, 'project/src/a directory'), { recursive: true });
  writeFileSync(join(directory, 'project/src/a file.py'), '');
  writeFileSync(join(directory, 'project/.pmcp/deploy.toml'), '[lambda]\n[env.staging]\n  [env.production.lambda]\n[env.staging.lambda]\n# [env.none]\n');
});

afterAll(() => rmSync(directory, { recursive: true }));

async function run(...args: string[]): Promise<Printed> {
  return printedBy(spawnDev(directory, args));
}

/** What a shell offers for the last of the words, sorted: typed in a directory below the project's. */
type Complete = (...words: string[]) => string[];

const environment = () => ({ PATH: process.env.PATH, HOME: directory, TERM: 'dumb', TMPDIR: directory });
const options = (): ExecFileSyncOptionsWithStringEncoding => (
  { cwd: join(directory, 'project/src'), env: environment(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], timeout: 30_000 });
const sorted = (lines: string) => [...new Set(lines.split('\n').filter((line) => line !== ''))].sort();

/** Calls the function that is registered, with the variables that bash gives it when somebody presses Tab. */
const bash: Complete = (...words) => sorted(execFileSync('bash', ['--norc', '-c', `
  . "$0"
  registered=$(complete -p mcp-lambda)
  registered=\${registered#*-F }
  COMP_WORDS=(mcp-lambda "$@") COMP_CWORD=$#
  \${registered% mcp-lambda}
  printf '%s\\n' "\${COMPREPLY[@]}"`, join(directory, 'script.bash'), ...words], options()));

/** Types the line into a zsh in a terminal, presses Tab, and reads what is handed to `compadd`. */
const zsh: Complete = (...words) => {
  const printed = execFileSync('zsh', ['-f', '-c', `
    zmodload zsh/zpty
    zpty shell "zsh -f -i"
    zpty -w shell "PS1=; autoload -Uz compinit; compinit -u -D; source $1"
    zpty -w shell 'compadd() { builtin compadd -O found "$@"; print -r -- "<<\${(j:|:)found}>>"; builtin compadd "$@" }; stty -echo; print READY-$$'
    zpty -r -m shell printed '*READY-[0-9]*'
    zpty -w -n shell "$2"$'\\t'
    zpty -r -m shell printed '*<<*>>*'
    print -r -- $printed
    zpty -d shell`, 'zsh', join(directory, 'script.zsh'), ['mcp-lambda', ...words].join(' ')], options());
  return (/<<(.*?)>>/.exec(printed)?.[1] ?? '').split('|').sort();
};

/** Asks fish what it would offer; what a candidate means stands behind a tab. */
const fish: Complete = (...words) => sorted(execFileSync('fish', ['--no-config', '-c', 'source $argv[1]; complete -C "$argv[2]"',
  join(directory, 'script.fish'), ['mcp-lambda', ...words].join(' ')], options())).map((line) => line.split('\t')[0]);

const SHELLS: Readonly<Record<string, Complete>> = { bash, zsh, fish };

/** Whether the shell is there, or could be installed. */
function isInstalled(shell: string): boolean {
  if (spawnSync(shell, ['--version']).status === 0) return true;
  const failed = aptInstall(shell);
  if (failed !== undefined) console.warn(`${shell} is not here: ${failed}`);
  return failed === undefined;
}

describe.each(Object.entries(SHELLS))('%s', (shell, complete) => {
  const offers = isInstalled(shell) ? test.each : test.skip.each;

  offers<[string, string[], string[]]>([
    ['commands', [''], ['completion', 'deploy', 'dev', 'help']],
    ['what begins as a command does', ['d'], ['deploy', 'dev']],
    ['commands of a command', ['deploy', ''], ['build', 'destroy', 'init', 'logs', 'outputs']],
    ['them behind an option and its value', ['deploy', '--env', 'staging', 'o'], ['outputs']],
    ['options', ['deploy', '--re'], ['--region']],
    ['choices of an option', ['deploy', 'outputs', '--format', ''], ['json', 'text']],
    ['choices of another one', ['dev', '--auth', 'r'], ['remote']],
    ['environments of the project that the directory is in', ['deploy', 'logs', '--env', ''], ['production', 'staging']],
    ['choices of an argument', ['completion', ''], ['bash', 'fish', 'zsh']],
  ])('offers %s', (_, words, expected) => {
    expect(complete(...words)).toEqual(expected);
  });

  offers<[string, string[], string[]]>([
    ['files and directories where a file is wanted', ['dev', '--watch', 'a'], ['a directory', 'a file.py']],
    ['directories alone where one is wanted', ['deploy', '--cdk-out', 'a'], ['a directory']],
  ])('offers %s', (_, words, expected) => {
    expect(complete(...words).map((path) => path.replace(/\/$/, ''))).toEqual(expected);
  });
});

test('in bash a value may stand behind =, which is a word of its own there or none', () => {
  expect(bash('deploy', 'outputs', '--format', '=', 'j')).toEqual(['json']);
  expect(bash('deploy', 'outputs', '--format', '=')).toEqual(['json', 'text']);
  expect(bash('deploy', 'outputs', '--format=j')).toEqual(['--format=json']);
});

test('where nothing is known of a value, nothing is offered', () => {
  expect(bash('deploy', '--region', '')).toEqual([]);
});

test.each([[[]], [['dev']], [['deploy']], [['deploy', 'init']], [['deploy', 'build']], [['deploy', 'outputs']], [['deploy', 'logs']], [['deploy', 'destroy']]])(
  'every option in the help of %j is offered, and nothing else', async (path) => {
    const { out } = await run(...path, '--help');
    const inHelp = [...out.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, name]) => name).sort();
    expect(inHelp.length).toBeGreaterThan(1);
    expect(bash(...path, '--')).toEqual(inHelp);
  });

test('a shell that is not known is named with those that are, and none is a mistake too', async () => {
  expect(await run('completion', 'tcsh')).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/'tcsh' is invalid .*Allowed choices are bash, zsh, fish/) as string });
  expect(await run('completion')).toMatchObject({ code: 1, err: expect.stringMatching(/missing required argument 'shell'/) as string });
});
