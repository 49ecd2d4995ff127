import { IgnoreFile } from 'projen';

/** Code of the library that the command line imports, by its room; all else of the library is in its bundle. */
const CODE: Readonly<Record<string, readonly string[]>> = {
  'code/building': ['known-tools'],
  'code/image': ['dockerfile'],
  'deploy-toml': ['layer', 'nearest', 'parse', 'problem', 'schema', 'section', 'sections/*', 'source', 'syntax', 'values'],
  'private': ['adapter-image', 'deploy-toml', 'mcp-output', 'pins', 'post-deploy-tests', 'warnings'],
};

/** What functions are made of. */
const FUNCTIONS = ['authorizer/bundle/*', 'discovery/handler/*'];

/** Of rooms with few public types: those to which a public type refers. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  'authorizer': [],
  'code/building': [],
  'deploy-toml': ['deploy-config', 'deploy-toml', 'layer', 'parse', 'problem', 'schema', 'section', 'syntax', 'values'],
  'discovery': [],
  'observability': ['options'],
  'private': ['own-function', 'tokens'],
  'runtime': ['adapter-asset', 'function-options', 'network', 'provisioned-concurrency', 'scaling-options', 'snap-start', 'web-adapter'],
  'secrets': ['options', 'secret', 'secret-strategy'],
  'validation': [],
};

/**
 * What of the library is in its package, which those of every other language carry: no code twice, and of rooms with few public types no others.
 * `test/scripts/published.test.ts` names what is missing, and code that is not read.
 */
export function publishWhatIsRead(npmignore: IgnoreFile): void {
  npmignore.exclude('/CONTRIBUTING.md', '/SECURITY.md', '/CHANGELOG.md', '/lib/**/*.js');
  npmignore.include('/lib/bundle.js', ...FUNCTIONS.map((name) => `/lib/${name}.js`));
  for (const [room, names] of Object.entries(CODE)) {
    npmignore.include(...names.map((name) => `/lib/${room}/${name}.js`));
  }
  for (const [room, names] of Object.entries(TYPES)) {
    npmignore.exclude(`/lib/${room}/**/*.d.ts`);
    npmignore.include(...names.map((name) => `/lib/${room}/${name}.d.ts`));
  }
}
