import { DeployTomlError, Place } from './problem';
import { Statement, statementsOf, SyntaxProblem, Value } from './syntax';

/** A table: what stands in it, by name. A `Map`, in which `__proto__` is a name as any other. */
export interface TableNode {
  readonly kind: 'table';
  readonly entries: Map<string, Entry>;

  /** Where its header is, if it is one of several of the same name. */
  readonly place?: Place;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: Node[];
}

export type Node = TableNode | ListNode | Exclude<Value, { kind: 'list' | 'table' }>;

/** What stands behind a name, and where. */
export interface Entry {
  readonly place: Place;
  readonly node: Node;
}

/**
 * The document as a tree in which everything knows its place.
 *
 * @param text what the file contains
 * @param file its path, for messages
 * @throws DeployTomlError where it is no TOML
 */
export function parseToml(text: string, file: string): TableNode {
  const root = emptyTable();
  try {
    let table = root;
    for (const statement of statementsOf(text)) {
      const { keys, line, column } = statement;
      const place = { line, column };
      switch (statement.kind) {
        case 'table': table = tableAt(root, keys, place); break;
        case 'array-table': table = appended(root, keys, place); break;
        case 'value': put(table, statement); break;
      }
    }
    return root;
  } catch (error) {
    if (error instanceof SyntaxProblem) {
      const { message, line, column } = error;
      throw new DeployTomlError([{ file, line, column, message: `${message} (column ${column})` }]);
    }
    throw error;
  }
}

function emptyTable(place?: Place): TableNode {
  return { kind: 'table', entries: new Map(), place };
}

/** The table of that name, which is made where there is none; of a list of tables the last one. */
function tableAt(from: TableNode, keys: readonly string[], place: Place): TableNode {
  let table = from;
  for (const key of keys) {
    const entry = table.entries.get(key) ?? { place, node: emptyTable() };
    table.entries.set(key, entry);
    const node = entry.node.kind === 'list' ? entry.node.items[entry.node.items.length - 1] : entry.node;
    if (node?.kind !== 'table') {
      throw duplicate(place);
    }
    table = node;
  }
  return table;
}

function appended(root: TableNode, keys: readonly string[], place: Place): TableNode {
  const { parent, name } = parentOf(root, keys, place);
  const entry = parent.entries.get(name) ?? { place, node: { kind: 'list', items: [] } };
  if (entry.node.kind !== 'list') {
    throw duplicate(place);
  }
  const table = emptyTable(place);
  entry.node.items.push(table);
  parent.entries.set(name, entry);
  return table;
}

function put(table: TableNode, { keys, line, column, value }: Statement): void {
  const place = { line, column };
  const { parent, name } = parentOf(table, keys, place);
  if (parent.entries.has(name)) {
    throw duplicate(place);
  }
  parent.entries.set(name, { place, node: nodeOf(value!) });
}

function parentOf(table: TableNode, keys: readonly string[], place: Place): { parent: TableNode; name: string } {
  return { parent: tableAt(table, keys.slice(0, -1), place), name: keys[keys.length - 1] };
}

function nodeOf(value: Value): Node {
  switch (value.kind) {
    case 'list': return { kind: 'list', items: value.items.map(nodeOf) };
    case 'table': {
      const table = emptyTable();
      value.body.forEach((statement) => put(table, statement));
      return table;
    }
    default: return value;
  }
}

/** What the parser finds by itself in nearly all cases. */
function duplicate({ line, column }: Place): SyntaxProblem {
  return new SyntaxProblem('Defining a key multiple times is invalid', line, column);
}
