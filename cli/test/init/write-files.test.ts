import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project, removeProjects } from './project-files';
import { UserError } from '../../src/errors';
import { PlannedFile, writeFiles } from '../../src/init/write-files';

afterEach(removeProjects);

const file = (path: string, content: string, ours = false): PlannedFile => ({ path, content, ours: () => ours });

const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

test('files are written with their directories, and nothing else is left', () => {
  const root = project();
  expect(writeFiles(root, [file('a/b/one', '1'), file('two', '2')], false).map(({ outcome }) => outcome)).toEqual(['written', 'written']);
  expect([read(root, 'a/b/one'), read(root, 'two')]).toEqual(['1', '2']);
  expect(readdirSync(root, { recursive: true }).sort()).toEqual(['a', 'a/b', 'a/b/one', 'two']);
});

test.each<[string, string, boolean, boolean, string, string]>([
  ['as it would be written is not touched', 'new', false, false, 'unchanged', 'new'],
  ['that was written before is written anew', 'old', true, false, 'rewritten', 'new'],
  ['that was changed is kept', 'changed', false, false, 'kept', 'changed'],
  ['that was changed is overwritten by force', 'changed', false, true, 'overwritten', 'new'],
])('a file %s', (_, present, ours, force, outcome, content) => {
  const root = project({ one: present });
  expect(writeFiles(root, [file('one', 'new', ours)], force)).toEqual([{ path: 'one', outcome }]);
  expect(read(root, 'one')).toBe(content);
});

function failure(root: string, files: PlannedFile[]): string {
  try {
    writeFiles(root, files, true);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

test('a file where a directory should be is named, and nothing is written', () => {
  const root = project({ '.pmcp': 'a file', 'one': 'old' });
  expect(failure(root, [file('one', 'new', true), file('other/two', '2'), file('.pmcp/three', '3')])).toMatch(/\.pmcp.*a file has the name of a directory\. The project is as it was/);
  expect(readdirSync(root).sort()).toEqual(['.pmcp', 'one']);
  expect(read(root, 'one')).toBe('old');
});

test('a directory where a file should be is named', () => {
  const root = project();
  mkdirSync(join(root, 'one'));
  expect(failure(root, [file('one', '1')])).toMatch(/a directory has the name of a file/);
});

test('a directory that may not be written is named', () => {
  const root = project();
  chmodSync(root, 0o500);
  expect(asSomebody(() => failure(root, [file('one', '1')]))).toMatch(/you may not write there/);
  expect(existsSync(join(root, 'one'))).toBe(false);
});

/** The user `nobody` of most systems. */
const NOBODY = 65534;

/** Without the rights of root, of whom the system asks nothing. */
function asSomebody<T>(action: () => T): T {
  if (process.getuid?.() !== 0) return action();
  process.seteuid!(NOBODY);
  try {
    return action();
  } finally {
    process.seteuid!(0);
  }
}
