import { FileFilter, fileFilter } from '../../src/project/file-filter';
import { WatchRoot } from '../../src/project/watch-roots';

const root = (path: string, patterns: Partial<WatchRoot> = {}): WatchRoot => ({ path, include: [], exclude: [], ...patterns });

/** As a walk from above would find the file. */
function finds(filter: FileFilter, path: string): boolean {
  const parts = path.split('/');
  const above = parts.map((_, index) => parts.slice(0, index + 1).join('/')).slice(0, -1).filter((each) => each.startsWith('/app'));
  return above.every((each) => filter.entersDirectory(each)) && filter.takesFile(path);
}

const plain = fileFilter([root('/app')], []);

test.each([
  'app.ts', 'cdk.json', 'src/deep/server.py', 'build/server.js', 'dist/index.js', 'target/lambda/server/bootstrap', 'Grüße/mit Leerzeichen.ts',
])('%s is watched', (file) => {
  expect(finds(plain, `/app/${file}`)).toBe(true);
});

test.each([
  '.git/HEAD', '.env', 'node_modules/x/index.js', 'packages/a/node_modules/x.js', 'cdk.out/manifest.json', 'src/__pycache__/a.pyc', 'venv/bin/x',
  'target/debug/server', 'crates/a/target/release/server', 'server.log', 'data.sqlite', 'data.db-wal', 'file.ts~', 'src/.file.ts.swp',
])('%s is none of the sources', (file) => {
  expect(finds(plain, `/app/${file}`)).toBe(false);
});

test('nothing outside of the roots is watched, also where a name begins like theirs', () => {
  expect(plain.takesFile('/application/app.ts')).toBe(false);
  expect(fileFilter([root('/')], []).takesFile('/etc/hosts')).toBe(true);
});

test('patterns of cdk.json count as cdk watch takes them: a plain name is a directory or a file, in its own place', () => {
  const filter = fileFilter([root('/app', { include: ['src/**/*.ts', 'lib'], exclude: ['README.md', 'cdk*.json', '**/*.d.ts', 'lib/old/'] })], []);
  const found = ['src/a.ts', 'src/b/c.ts', 'src/a.d.ts', 'src/a.js', 'lib/a.js', 'lib/old/a.js', 'README.md', 'lib/README.md', 'app.ts', 'cdk.json']
    .filter((file) => finds(filter, `/app/${file}`));
  expect(found).toEqual(['src/a.ts', 'src/b/c.ts', 'lib/a.js', 'lib/README.md']);
});

test('of two roots the inner one decides, and of a root that is a file the file itself', () => {
  const filter = fileFilter([root('/app', { exclude: ['**/*.js'] }), root('/app/server'), root('/app/one.js'), root('/app/node_modules/mine')], []);
  expect(['/app/a.js', '/app/server/a.js', '/app/one.js', '/app/node_modules/mine/a.js', '/app/node_modules/other/a.js'].filter((path) => filter.takesFile(path)))
    .toEqual(['/app/server/a.js', '/app/one.js', '/app/node_modules/mine/a.js']);
});

test('what is excepted is never looked into', () => {
  const filter = fileFilter([root('/app')], ['/app/tmp']);
  expect(finds(filter, '/app/tmp/a.ts')).toBe(false);
  expect(filter.entersDirectory('/app/tmp')).toBe(false);
  expect(finds(filter, '/app/tmp2/a.ts')).toBe(true);
});
