import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TARGET } from '../../../build/tools';

const EXAMPLES = join(__dirname, '..', '..', '..', '..', 'examples');

/** A server whose author knows no CDK. */
export interface Project {
  readonly language: string;
  /** What its directory is called. */
  readonly directory: string;
  /** Of the server, its function and its stack. */
  readonly name: string;
  /** Where its sources come from, and which they are. */
  readonly example: string;
  readonly sources: readonly string[];
  /** Other files of it, by their names. */
  readonly files?: Readonly<Record<string, string>>;
  /** A change of its code. */
  readonly change: { readonly file: string; readonly from: string; readonly to: string };
  /** What its build is told by the environment. */
  readonly environment: NodeJS.ProcessEnv;
}

/** Packages that the Node server imports. */
export const SERVER_PACKAGES = Object.fromEntries(
  Object.entries((JSON.parse(readFileSync(join(EXAMPLES, 'quickstart', 'package.json'), 'utf8')) as { dependencies: Record<string, string> }).dependencies)
    .filter(([name]) => name.startsWith('@modelcontextprotocol/') || name === 'zod'),
);

export const PROJECTS: readonly Project[] = [
  {
    language: 'Node',
    directory: 'node-server',
    name: 'words',
    example: 'quickstart',
    sources: ['server.ts'],
    files: { 'package.json': `${JSON.stringify({ name: 'words', private: true, dependencies: SERVER_PACKAGES }, undefined, 2)}\n` },
    change: { file: 'server.ts', from: "version: '1.0.0'", to: "version: '2.0.0'" },
    environment: {},
  },
  {
    language: 'Python',
    directory: 'python-server',
    name: 'python-server',
    example: 'python',
    sources: ['server.py', 'requirements.txt'],
    change: { file: 'server.py', from: 'version="1.0.0"', to: 'version="2.0.0"' },
    environment: { UV_PYTHON_DOWNLOADS: 'never' },
  },
  {
    language: 'Rust',
    directory: 'rust-server',
    name: 'rust-pmcp-example',
    example: 'rust-pmcp',
    sources: ['Cargo.toml', 'Cargo.lock', 'src'],
    change: { file: 'src/main.rs', from: 'env!("CARGO_PKG_VERSION")', to: '"2.0.0"' },
    environment: { CARGO_TARGET_DIR: TARGET },
  },
];

/** Puts the server's own sources, and nothing else, into a new directory below this one. */
export function makeProject({ directory, example, sources, files = {} }: Project, below: string): string {
  const root = join(below, directory);
  mkdirSync(root);
  sources.forEach((source) => cpSync(join(EXAMPLES, example, source), join(root, source), { recursive: true }));
  Object.entries(files).forEach(([name, content]) => writeFileSync(join(root, name), content));
  return root;
}
