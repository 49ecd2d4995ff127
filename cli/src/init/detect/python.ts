import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Candidate, toldBy } from './candidate';
import { pythonPrograms } from './python-programs';
import { readToml, tableOf } from './toml-file';

/** The MCP libraries of Python. */
const LIBRARIES = ['fastmcp', 'mcp'];

/** The Python project in a directory. */
export function detectPython(directory: string): Candidate | undefined {
  const [file] = ['pyproject.toml', 'requirements.txt', 'uv.lock'].filter((name) => existsSync(join(directory, name)));
  if (file === undefined) return undefined;
  const project = file === 'pyproject.toml' ? tableOf(readToml(join(directory, file)), 'project') : {};
  const declared = Array.isArray(project.dependencies) ? project.dependencies.filter((one): one is string => typeof one === 'string') : [];
  const listed = existsSync(join(directory, 'requirements.txt')) ? readFileSync(join(directory, 'requirements.txt'), 'utf8').split('\n') : [];
  const packages = [...declared, ...listed].map(packageOf);
  const { programs, certain } = pythonPrograms(directory);
  return {
    kind: 'python',
    file,
    ...toldBy(project, LIBRARIES, packages),
    programs,
    certain,
  };
}

/** `mcp[cli]>=1.9` to `mcp`. */
function packageOf(requirement: string): string {
  return /^\s*([\w.-]+)/.exec(requirement)?.[1].toLowerCase() ?? '';
}
