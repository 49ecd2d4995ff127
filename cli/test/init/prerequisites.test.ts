import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { project, removeProjects } from './project-files';
import { missingTools } from '../../src/init/prerequisites';

const cwd = process.cwd();

afterEach(() => {
  process.chdir(cwd);
  removeProjects();
});

test('the real Python is asked for pip, and nothing of the project that has its name', () => {
  const directory = project();
  const marker = join(directory, 'was-run');
  const evil = `open(${JSON.stringify(marker)}, "w")\n`;
  const opened = project({ 'requirements.txt': '', 'pip.py': evil, 'runpy.py': evil, 'pip/__main__.py': evil, 'pip/__init__.py': evil });
  process.chdir(opened);
  missingTools('python', opened);
  expect(existsSync(marker)).toBe(false);
});

test('what is built by itself needs no tool', () => {
  expect(missingTools('nodejs', project())).toEqual([]);
});
