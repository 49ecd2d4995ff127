import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const made: string[] = [];

/** A directory with these files; it is removed by `removeProjects`. */
export function project(files: Readonly<Record<string, string>> = {}, name?: string): string {
  const outer = realpathSync(mkdtempSync(join(tmpdir(), 'init-')));
  made.push(outer);
  const directory = name === undefined ? outer : join(outer, name);
  mkdirSync(directory, { recursive: true });
  write(directory, files);
  return directory;
}

/** Writes files below a directory. */
export function write(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
}

export function removeProjects(): void {
  made.splice(0).forEach((directory) => rmSync(directory, { recursive: true, force: true }));
}
