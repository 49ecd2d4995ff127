import { readFileSync } from 'node:fs';
import { Node, parseToml } from 'cdk-mcp-lambda/lib/deploy-toml/parse';
import { DeployTomlError } from 'cdk-mcp-lambda/lib/deploy-toml/problem';
import { UserError } from '../../errors';

/** A table of a manifest, of which nothing is known yet. */
export type Table = Readonly<Record<string, unknown>>;

/** The content of a manifest; a mistake in it is named with its line. */
export function readToml(file: string): Table {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return plain(parseToml(text, file)) as Table;
  } catch (error) {
    throw error instanceof DeployTomlError ? new UserError(error.message) : error;
  }
}

/** Without places; an object of its own for each table, which inherits nothing. */
export function plain(node: Node): unknown {
  switch (node.kind) {
    case 'table': return Object.assign(Object.create(null), Object.fromEntries([...node.entries].map(([name, entry]) => [name, plain(entry.node)])));
    case 'list': return node.items.map(plain);
    case 'date': return node.written;
    default: return node.value;
  }
}

/** The table of that name in another one; an empty one where there is none. */
export function tableOf(value: unknown, ...names: readonly string[]): Table {
  const inner = names.reduce((outer: unknown, name) => (isTable(outer) ? outer[name] : undefined), value);
  return isTable(inner) ? inner : {};
}

const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
