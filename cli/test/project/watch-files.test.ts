import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchFiles } from '../../src/project/watch-files';

const SINCE = new Date('2020-01-01');

let directory: string;
let watching: { close(): Promise<void> } | undefined;
/** Each time that changes were reported, the names of the files. */
let reported: string[][];
let arrived: () => void;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'watch files ü-')));
  reported = [];
  arrived = () => {};
});

afterEach(async () => {
  await watching?.close();
  rmSync(directory, { recursive: true });
});

const write = (file: string, content: string) => writeFileSync(join(directory, file), content);

/** Watches from a time at which nothing was there: the files of now are the first to be reported. */
async function start(...files: string[]): Promise<void> {
  files.forEach((file) => write(file, 'first'));
  watching = watchFiles({
    roots: [{ path: directory, include: [], exclude: ['left-out'] }],
    except: [],
    since: SINCE.getTime(),
    onChange: (changed) => {
      reported.push(changed.map((path) => path.slice(directory.length + 1)).sort());
      arrived();
    },
    onProblem: (error) => { throw error; },
  });
  await reports(0, files);
}

/** What was reported from this report on, as soon as that are so many different files. */
async function reports(from: number, files: readonly string[]): Promise<void> {
  const seen = () => [...new Set(reported.slice(from).flat())].sort();
  while (seen().length < files.length) {
    await new Promise<void>((resolve) => { arrived = resolve; });
  }
  expect(seen()).toEqual([...files].sort());
}

test('files that were changed after the given time are reported when they are first seen, several in one go', async () => {
  write('old.ts', 'first');
  utimesSync(join(directory, 'old.ts'), SINCE, SINCE);
  await start('a.ts', 'b.ts');
  expect(reported).toEqual([['a.ts', 'b.ts']]);
});

test('changed, new, renamed and deleted files are reported', async () => {
  await start('a.ts', 'b.ts', 'c.ts');
  let from = reported.length;
  write('a.ts', 'second');
  mkdirSync(join(directory, 'new'));
  write('new/d.ts', 'first');
  await reports(from, ['a.ts', 'new/d.ts']);
  from = reported.length;
  renameSync(join(directory, 'b.ts'), join(directory, 'e.ts'));
  rmSync(join(directory, 'c.ts'));
  await reports(from, ['b.ts', 'c.ts', 'e.ts']);
});

test('a file that is written again as it was is no change, and what is left out is none', async () => {
  mkdirSync(join(directory, 'left-out'));
  await start('a.ts', 'b.ts');
  const from = reported.length;
  write('a.ts', 'first');
  write('left-out/x.ts', 'first');
  write('b.ts', 'second');
  await reports(from, ['b.ts']);
});
