import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlannedFile } from './write-files';
import { PROJECT_DIRECTORY } from '../project/deploy-project';

const TEMPLATES = join(__dirname, '../../templates');

/** The files of the CDK app, the same for every project. */
const FILES = ['bin/app.ts', 'lib/stack.ts', 'package.json', 'tsconfig.json', 'cdk.json'];

/** The CDK app of a project, which reads its deploy.toml. */
export function cdkApp(): PlannedFile[] {
  return FILES.map((file) => planned(`cdk/${file}`, file === 'package.json' ? manifest() : read(`cdk/${file}`)));
}

/** What of the directory is not to be committed. */
export function gitignore(): PlannedFile {
  // npm packs no file that is called .gitignore.
  return planned('.gitignore', read('gitignore'));
}

function planned(path: string, content: string): PlannedFile {
  const plain = withoutVersions(content);
  return { path: `${PROJECT_DIRECTORY}/${path}`, content, ours: (present) => withoutVersions(present) === plain };
}

/** With the library in the version that this command line was made with. */
function manifest(): string {
  const { version } = JSON.parse(readFileSync(require.resolve('cdk-mcp-lambda/package.json'), 'utf8')) as { version: string };
  return read('cdk/package.json').replace(/("cdk-mcp-lambda": )"[^"]*"/, `$1"^${version}"`);
}

/** Other versions of this program write other versions of packages. */
const withoutVersions = (content: string) => content.replace(/": "[~^]?\d[^"]*"/g, '": "…"');

const read = (file: string) => readFileSync(join(TEMPLATES, file), 'utf8');
