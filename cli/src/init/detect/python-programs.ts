import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

/** What servers are called, the likeliest first. */
const USUAL_NAMES = ['server.py', 'main.py', 'app.py', '__main__.py', '__init__.py'];

/** No server lies deeper, or among more files. */
const DEEPEST = 3;
const MOST_FILES = 300;

/** Larger files are data. */
const MOST_BYTES = 512 * 1024;

const NO_SOURCE = /^(?:\..*|venv|env|node_modules|__pycache__|tests?|site-packages|build|dist|cdk\.out)$/;

/** An object of a module that is a server by itself, or an application that answers as one. */
const SERVER_OBJECT = /^(\w+)(?:\s*:\s*[\w.]+)?\s*=\s*(?:\w+\.)*(FastMCP|MCPServer)\s*\(/m;
const APPLICATION = /^(\w+)(?:\s*:\s*[\w.]+)?\s*=\s*(?:(?:\w+\.)*(?:Starlette|FastAPI)\s*\(|\w+\.(?:streamable_http_app|http_app)\s*\()/m;

/** A program that listens where it is told to. */
const LISTENS = /\bPORT\b/;
const RUNS = /\b(?:uvicorn|hypercorn|\w+)\.run\s*\(/;

/** How a file may be started: as it is, or an object of it by the library's launcher. */
interface Found {
  readonly program: string;
  /** The smaller the likelier. */
  readonly rank: number;
}

/** What may be the server among the sources of a directory, the likeliest first. */
export function pythonPrograms(directory: string): { readonly programs: string[]; readonly certain: boolean } {
  const found = filesOf(directory).flatMap((file) => programOf(directory, file) ?? []);
  const likely = [...found].sort((a, b) => a.rank - b.rank);
  const [first, second] = likely;
  return { programs: likely.map(({ program }) => program), certain: first !== undefined && (second === undefined || first.rank < second.rank) };
}

function programOf(directory: string, file: string): Found | undefined {
  const path = join(directory, file);
  if (statSync(path).size > MOST_BYTES) return undefined;
  const text = readFileSync(path, 'utf8');
  const name = USUAL_NAMES.indexOf(file.split('/').at(-1)!);
  const place = (name < 0 ? USUAL_NAMES.length : name) + file.split('/').length * 10;
  if (LISTENS.test(text) && RUNS.test(text)) return { program: file, rank: place };
  const object = SERVER_OBJECT.exec(text)?.[1];
  if (object !== undefined) return { program: `${moduleOf(file)}:${object}`, rank: 100 + place };
  const application = APPLICATION.exec(text)?.[1];
  if (application !== undefined) return { program: `${moduleOf(file)}:${application}`, rank: 200 + place };
  return name < 0 ? undefined : { program: file, rank: 1000 + place };
}

/** As Python imports it, where packages may lie in `src`. */
function moduleOf(file: string): string {
  return file.replace(/^src\//, '').replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');
}

/** Python files, with slashes, in a fixed order. */
function filesOf(directory: string): string[] {
  const files: string[] = [];
  const visit = (folder: string, depth: number) => {
    for (const entry of readdirSync(join(directory, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (files.length >= MOST_FILES) return;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile() && extname(entry.name) === '.py') files.push(path);
      if (entry.isDirectory() && depth < DEEPEST && !NO_SOURCE.test(entry.name) && !isEnvironment(join(directory, path))) visit(path, depth + 1);
    }
  };
  visit('', 1);
  return files;
}

/** A virtual environment, whatever it is called. */
function isEnvironment(directory: string): boolean {
  return existsSync(join(directory, 'pyvenv.cfg'));
}
