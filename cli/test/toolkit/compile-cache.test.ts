import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newerNodeSync } from '../../../test/deploy/tools/newer-node';
import { TSX } from '../commands/dev-process';

const FILE = join(__dirname, '../../src/toolkit/compile-cache.ts');

/** Node 20 keeps nothing. */
const newer = newerNodeSync();
const node = 'node' in newer ? newer.node : '';
if ('error' in newer) console.warn(`There is no newer Node.js here: ${newer.error}`);

let home: string;

beforeEach(() => { home = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'))); });

afterEach(() => rmSync(home, { recursive: true }));

/** Where a process that imports the file first keeps what is compiled; empty where it keeps nothing. */
function kept(env: NodeJS.ProcessEnv = {}): string {
  const script = `require(${JSON.stringify(FILE)}); process.stdout.write(String(require('node:module').getCompileCacheDir() ?? ''));`;
  // The loader of TypeScript may keep something by itself.
  const { PATH } = process.env;
  return execFileSync(node, ['-r', TSX, '-e', script], { env: { PATH, HOME: home, TSX_DISABLE_CACHE: '1', ...env }, encoding: 'utf8' });
}

const onLinux = process.platform === 'linux' ? test : test.skip;

(node === '' ? describe.skip : describe)('what is compiled once is kept', () => {
  onLinux('below the home directory, where nobody else can write', () => {
    expect(kept()).toMatch(new RegExp(`^${home}/\\.cache/mcp-lambda/compiled/`));
    // eslint-disable-next-line no-bitwise -- the rights alone
    expect(statSync(join(home, '.cache/mcp-lambda/compiled')).mode & 0o777).toBe(0o700);
  });

  onLinux('in the cache directory of the user\'s choice', () => {
    expect(kept({ XDG_CACHE_HOME: join(home, 'mine') })).toMatch(new RegExp(`^${home}/mine/mcp-lambda/compiled/`));
    expect(kept({ XDG_CACHE_HOME: 'relative' })).toMatch(new RegExp(`^${home}/\\.cache/`));
  });

  test('where NODE_COMPILE_CACHE says', () => {
    expect(kept({ NODE_COMPILE_CACHE: join(home, 'node') })).toMatch(new RegExp(`^${home}/node/`));
    expect(readdirSync(home)).toEqual(['node']);
  });

  onLinux('nowhere, where others can write, or where it is a link or cannot be made', () => {
    const directory = join(home, '.cache/mcp-lambda/compiled');
    mkdirSync(directory, { recursive: true });
    chmodSync(directory, 0o777);
    expect(kept()).toBe('');
    chmodSync(directory, 0o700);
    for (const [above, mode] of [['.cache/mcp-lambda', 0o777], ['.cache', 0o777]] as const) {
      chmodSync(join(home, above), mode);
      expect([above, kept()]).toEqual([above, '']);
      chmodSync(join(home, above), 0o700);
    }
    expect(kept()).toMatch(/compiled/);
    rmSync(directory, { recursive: true });
    symlinkSync(home, directory);
    expect(kept()).toBe('');
    writeFileSync(join(home, 'file'), '');
    expect(kept({ XDG_CACHE_HOME: join(home, 'file') })).toBe('');
  });
});
