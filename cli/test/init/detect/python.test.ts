import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { detectPython } from '../../../src/init/detect/python';
import { project, removeProjects } from '../project-files';

const EXAMPLE = join(__dirname, '../../../../examples/python');

afterEach(removeProjects);

test('the example listens by itself, and so its file is the entry', () => {
  const directory = project();
  ['server.py', 'requirements.txt'].forEach((file) => cpSync(join(EXAMPLE, file), join(directory, file)));
  expect(detectPython(directory)).toMatchObject({ kind: 'python', file: 'requirements.txt', library: 'mcp', path: '/mcp', programs: ['server.py'], certain: true });
});

test('pyproject.toml tells the name and the packages', () => {
  const directory = project({
    'pyproject.toml': '[project]\nname = "word-tools"\ndescription = "Counts words"\ndependencies = ["FastMCP>=2 ; python_version > \'3.9\'", "httpx"]\n',
    'main.py': 'from fastmcp import FastMCP\nmcp = FastMCP("tools")\n',
  });
  expect(detectPython(directory)).toMatchObject({ library: 'fastmcp', name: 'word-tools', description: 'Counts words', programs: ['main:mcp'], certain: true });
});

test.each<[string, Record<string, string>, string]>([
  ['an object of a module', { 'server.py': 'mcp = FastMCP("x")\n\nif __name__ == "__main__":\n    mcp.run()\n' }, 'server:mcp'],
  ['an object with a type', { 'server.py': 'app: FastMCP = fastmcp.FastMCP("x")' }, 'server:app'],
  ['an object of a package in src', { 'src/tools/server.py': 'server = MCPServer("x")' }, 'tools.server:server'],
  ['an object of a package itself', { 'tools/__init__.py': 'mcp = FastMCP("x")' }, 'tools:mcp'],
  ['an application', { 'app.py': 'app = FastAPI()' }, 'app:app'],
  ['the server itself before an application of it', { 'app.py': 'from server import mcp\napp = mcp.http_app()\n', 'server.py': 'mcp = FastMCP("x")' }, 'server:mcp'],
  ['a file that listens', { 'server.py': 'mcp = FastMCP("x")\nmcp.run(transport="http", port=int(os.environ["PORT"]))' }, 'server.py'],
  ['a file with a usual name, where nothing else tells', { 'main.py': 'import tools\ntools.main()' }, 'main.py'],
])('the entry is %s', (_, files, entry) => {
  const found = detectPython(project({ 'requirements.txt': 'mcp', ...files }));
  expect(found).toMatchObject({ certain: true });
  expect(found?.programs[0]).toBe(entry);
});

test('where two are as likely, nobody knows', () => {
  const server = 'mcp = FastMCP("x")';
  expect(detectPython(project({ 'requirements.txt': '', 'a.py': server, 'b.py': server }))).toMatchObject({ certain: false, programs: ['a:mcp', 'b:mcp'] });
});

test('installed packages, tests and what is hidden are no servers', () => {
  const server = 'mcp = FastMCP("x")';
  const directory = project({
    'requirements.txt': '', 'my-environment/pyvenv.cfg': '', 'my-environment/server.py': server, 'tests/server.py': server, '.tox/server.py': server, 'tools/server.py': server,
  });
  expect(detectPython(directory)?.programs).toEqual(['tools.server:mcp']);
});

test('a directory that names no packages is no project', () => {
  expect(detectPython(project({ 'server.py': '' }))).toBeUndefined();
});
