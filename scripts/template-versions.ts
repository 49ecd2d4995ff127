/**
 * The version of the library in the projects that `cdk init` makes: the one that the templates were packed with, and those that
 * break nothing after it. Before 1.0.0 a minor version may break.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';

interface Place {
  readonly file: string;

  /** What stands before the versions, the versions, and what stands after them. */
  readonly pattern: RegExp;

  /** The versions from one on to before another, as the language writes them. */
  readonly versions: (from: string, before: string) => string;
}

const PLACES: readonly Place[] = [
  { file: 'typescript/package.json', pattern: /("cdk-mcp-lambda": ")([^"]*)(")/, versions: (from) => `^${from}` },
  { file: 'python/requirements.txt', pattern: /^(cdk-mcp-lambda)(.*)()$/m, versions: (from, before) => `>=${from},<${before}` },
  { file: 'java/pom.xml', pattern: /(<artifactId>cdk-mcp-lambda<\/artifactId>\s*<version>)([^<]*)(<)/, versions: (from, before) => `[${from},${before})` },
  // Go takes this one until a newer is asked for.
  { file: 'go/go.mod', pattern: /(\/cdkmcplambda )(\S+)()/, versions: (from) => `v${from}` },
];

/** The first version that may break what works with this one. */
function nextBreaking(version: string): string {
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+$/.exec(version) ?? [];
  if (major === undefined) {
    throw new Error(`version of package.json: got ${version}, expected three numbers such as 0.3.1: the templates have no range for another`);
  }
  return major === '0' ? `0.${Number(minor) + 1}` : `${Number(major) + 1}`;
}

/** Writes the version into the files of the templates in this directory that name one. */
export function nameVersionIn(templates: string, version: string): void {
  const before = nextBreaking(version);
  for (const { file, pattern, versions } of PLACES) {
    const whole = path.join(templates, file);
    const content = fs.readFileSync(whole, 'utf8');
    if (!pattern.test(content)) throw new Error(`${whole}: there is no version of cdk-mcp-lambda in it`);
    fs.writeFileSync(whole, content.replace(pattern, `$1${versions(version, before)}$3`));
  }
}
