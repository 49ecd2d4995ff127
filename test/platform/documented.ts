import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import * as library from '../../src';

const GUIDE = path.join(__dirname, '..', '..', 'docs', 'platform-teams.md');

/** What a program is given besides the packages that are installed. */
interface Given {
  /** By the names that it imports from. */
  readonly modules?: Readonly<Record<string, object>>;
  /** By the names that it declares, and does not define. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** The one program in TypeScript of the guide that has this text in it. */
export function programOf(text: string): string {
  const programs = [...fs.readFileSync(GUIDE, 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program]) => program);
  const found = programs.filter((program) => program.includes(text));
  if (found.length !== 1) {
    throw new Error(`${path.basename(GUIDE)}: got ${found.length} programs with ${JSON.stringify(text)}, expected one`);
  }
  return found[0];
}

/** What a program has under these names, once it has run. */
export function evaluated<T>(program: string, names: readonly string[], { modules = {}, values = {} }: Given = {}): T {
  const { outputText } = ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const given: Readonly<Record<string, unknown>> = { 'cdk-mcp-lambda': library, ...modules };
  const load = (name: string): unknown => given[name] ?? jest.requireActual(name);
  return new Function('require', 'exports', '__dirname', ...Object.keys(values), `${outputText}\nreturn { ${names.join(', ')} };`)(
    load, {}, __dirname, ...Object.values(values)) as T;
}
