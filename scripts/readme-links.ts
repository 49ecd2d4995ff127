/**
 * The README as registries of other languages show it: they know nothing of the repository, and links into it would lead
 * nowhere. npm and GitHub resolve them by themselves.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const ASSEMBLY = path.join(ROOT, '.jsii');
const RELATIVE_LINK = /(!?)(\[[^\]]*\])\((?!https?:|#|mailto:)([^)\s]+)\)/g;

/** Every link into the repository as a whole URL. */
export function withAbsoluteLinks(markdown: string, repository: string): string {
  const raw = repository.replace('https://github.com/', 'https://raw.githubusercontent.com/');
  return markdown.replace(RELATIVE_LINK, (_, image: string, text: string, target: string) => (
    `${image}${text}(${image ? `${raw}/main` : `${repository}/blob/main`}/${target})`));
}

/** Does it while the assembly, from which packages are made, has these links; it is as it was afterwards. */
export function withReadmeOfRegistries(pack: () => void): void {
  const { atime, mtime } = fs.statSync(ASSEMBLY);
  const compiled = fs.readFileSync(ASSEMBLY, 'utf8');
  const assembly = JSON.parse(compiled) as { readme: { markdown: string }; homepage: string };
  const write = (content: string) => {
    fs.writeFileSync(ASSEMBLY, content);
    fs.utimesSync(ASSEMBLY, atime, mtime); // it says when it was compiled
  };
  assembly.readme.markdown = withAbsoluteLinks(assembly.readme.markdown, assembly.homepage);
  write(JSON.stringify(assembly, undefined, 2));
  try {
    pack();
  } finally {
    write(compiled);
  }
}
