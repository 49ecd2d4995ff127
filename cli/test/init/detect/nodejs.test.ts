import { join } from 'node:path';
import { UserError } from '../../../src/errors';
import { detectNodejs } from '../../../src/init/detect/nodejs';
import { project, removeProjects } from '../project-files';

afterEach(removeProjects);

const manifest = (content: object) => ({ 'package.json': JSON.stringify(content) });

test('a server names its MCP library, itself and its path', () => {
  const directory = project({
    ...manifest({ name: '@acme/tools', description: 'Counts\nwords', dependencies: { '@modelcontextprotocol/sdk': '1' } }), 'server.js': '',
  });
  expect(detectNodejs(directory)).toEqual({
    kind: 'nodejs', file: 'package.json', library: '@modelcontextprotocol/sdk', name: '@acme/tools', description: 'Counts words', path: '/mcp', programs: ['server.js'], certain: true,
  });
});

test.each<[string, object, string[], string]>([
  ['what the start script runs', { scripts: { start: 'tsx src/http.ts' }, main: 'other.js' }, ['src/http.ts', 'other.js'], 'src/http.ts'],
  ['the source of what the start script runs, which is compiled', { scripts: { start: 'node dist/http.js' } }, ['src/http.ts', 'dist/http.js'], 'src/http.ts'],
  ['the source of what is compiled beside it', { main: 'build/src/http.js' }, ['src/http.ts'], 'src/http.ts'],
  ['what main names, where there is no source', { main: './dist/server' }, ['dist/server.js'], 'dist/server.js'],
  ['what the package installs as a program', { bin: { tools: 'cli.mjs' } }, ['cli.mjs'], 'cli.mjs'],
  ['a file with a usual name, where nothing names one', {}, ['src/index.ts'], 'src/index.ts'],
])('the entry is %s', (_, content, files, entry) => {
  const found = detectNodejs(project({ ...manifest(content), ...Object.fromEntries(files.map((file) => [file, ''])) }));
  expect(found).toMatchObject({ certain: true });
  expect(found?.programs[0]).toBe(entry);
});

test('where several files have usual names and none is named, nobody knows', () => {
  expect(detectNodejs(project({ ...manifest({}), 'server.ts': '', 'index.ts': '' }))).toMatchObject({ certain: false, programs: ['server.ts', 'index.ts'] });
});

test('what leads out of the project is no entry of it', () => {
  expect(detectNodejs(project({ ...manifest({ scripts: { start: 'node ../other/server.js' } }) }))).toMatchObject({ programs: [] });
});

test('names such as __proto__ are names as any other', () => {
  const directory = project({ 'package.json': '{"name": "a", "dependencies": {"__proto__": "1"}, "scripts": {"__proto__": "node x.js"}}' });
  expect(detectNodejs(directory)).toMatchObject({ name: 'a', programs: [] });
});

test('a manifest that is no JSON is named with the line, and one that is no object says nothing', () => {
  const broken = project({ 'package.json': '{\n"name": "a"\n' });
  expect(() => detectNodejs(broken)).toThrow(UserError);
  expect(() => detectNodejs(broken)).toThrow(`${join(broken, 'package.json')}:3:`);
  expect(detectNodejs(project({ 'package.json': '[]' }))).toMatchObject({ programs: [], name: undefined });
});
