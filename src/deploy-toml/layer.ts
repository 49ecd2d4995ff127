import { nearest } from './nearest';
import { Entry, Node, TableNode } from './parse';
import { DeployTomlProblem, Place, shown } from './problem';
import { isPrefix, keyOf, REFUSED, sectionOf, SECTIONS } from './schema';
import { Key, Names, Rows, Section } from './section';
import { describe } from './values';

/** A problem of a file that is known to the caller. */
export type Finding = Omit<DeployTomlProblem, 'file'>;

/** What is said of one key. */
export interface Stated {
  readonly value: unknown;
  readonly place: Place;

  /** The key as it stands in the file: `[lambda] memory_size`. */
  readonly label: string;
}

/** What a file says, or an environment of it: by table, by key. A table that is there says so, also without a key, under the empty name. */
export type Layer = Map<string, Map<string, Stated>>;

/** The name under which a table itself stands: with its rows, where it may be there several times. */
export const ITSELF = '';

/** Reads tables whose names begin with `prefix` in the file, such as `env.staging.`, and finds what is wrong with them. */
export class LayerReader {
  readonly layer: Layer = new Map();
  readonly findings: Finding[] = [];

  constructor(private readonly prefix: string) {}

  /** @param path the name of the table; empty for what holds all of them */
  read(table: TableNode, path = ''): this {
    for (const [name, entry] of table.entries) {
      this.entry(path, name, entry);
    }
    return this;
  }

  private entry(path: string, name: string, entry: Entry): void {
    const full = path === '' ? name : `${path}.${name}`;
    const section = sectionOf(full);
    const key = keyIn(sectionOf(path), name);
    if (Object.hasOwn(REFUSED, full)) {
      this.find(isTable(entry.node) ? this.header(full) : this.label(path, name), entry.place, `it cannot be had here: ${REFUSED[full]}`);
    } else if (key !== undefined) {
      this.value(path, name, key, entry);
    } else if (section?.kind === 'rows') {
      this.rows(full, section, entry);
    } else if (section === undefined && !isPrefix(full)) {
      this.unknown(path, name, entry);
    } else if (entry.node.kind !== 'table') {
      this.find(this.label(path, name), entry.place, `got ${describe(entry.node)}, expected a table`);
    } else {
      if (section !== undefined) {
        this.state(full, ITSELF, { value: undefined, place: entry.place, label: this.header(full) });
      }
      if (section?.kind === 'names') {
        this.names(full, section, entry.node);
      } else {
        this.read(entry.node, full);
      }
    }
  }

  private names(path: string, section: Names, table: TableNode): void {
    for (const [name, entry] of table.entries) {
      if (section.name.read({ kind: 'text', value: name }) === undefined) {
        this.find(this.label(path, shown(name)), entry.place, `got this name, expected ${section.name.words}`);
      } else {
        this.value(path, name, section.entry, entry);
      }
    }
  }

  private rows(path: string, section: Rows, { node, place }: Entry): void {
    if (node.kind !== 'list' || !node.items.every((item) => item.kind === 'table')) {
      this.find(`[[${this.prefix}${path}]]`, place, `got ${describe(node)}, expected tables, each with "[[${this.prefix}${path}]]" before it`);
      return;
    }
    const rows = node.items.map((item) => this.row(path, section, item, item.place ?? place));
    this.state(path, ITSELF, { value: rows, place, label: `[[${this.prefix}${path}]]` });
  }

  private row(path: string, section: Rows, table: TableNode, place: Place): Record<string, unknown> {
    const row: Record<string, unknown> = {};
    const label = (name: string) => `[[${this.prefix}${path}]] ${name}`;
    for (const [name, entry] of table.entries) {
      const key = keyOf(section, name);
      if (key === undefined) {
        this.findUnknown(label(name), entry.place, 'key', nearest(name, Object.keys(section.keys)));
      } else {
        row[name] = this.valueOf(label(name), key, entry);
      }
    }
    for (const name of section.required.filter((one) => !table.entries.has(one))) {
      this.find(label(name), place, `got nothing, expected ${section.keys[name].value.words}`);
    }
    return row;
  }

  private value(path: string, name: string, key: Key<any>, entry: Entry): void {
    const label = this.label(path, name);
    const value = this.valueOf(label, key, entry);
    if (value !== undefined) {
      this.state(path, name, { value, place: entry.place, label });
    }
  }

  private valueOf(label: string, { value: type }: Key<any>, { node, place }: Entry): unknown {
    const value: unknown = type.read(node);
    if (value === undefined) {
      this.find(label, place, `got ${describe(node)}, expected ${type.refusal?.(node) ?? type.words}`);
    }
    return value;
  }

  private state(path: string, name: string, stated: Stated): void {
    const section = this.layer.get(path) ?? new Map<string, Stated>();
    this.layer.set(path, section.set(name, stated));
  }

  private unknown(path: string, name: string, { node, place }: Entry): void {
    const near = nearest(name, namesIn(path));
    const full = (one: string) => path === '' ? one : `${path}.${one}`;
    if (isTable(node)) {
      this.findUnknown(this.header(full(name)), place, 'table', near && this.header(full(near)));
    } else {
      this.findUnknown(this.label(path, name), place, 'key', elsewhere(name) ?? near);
    }
  }

  private findUnknown(key: string, place: Place, what: string, near?: string): void {
    const message = near === undefined ? `there is no such ${what}` : `there is no such ${what}: did you mean ${near}?`;
    this.findings.push({ ...place, key, message, nearest: near });
  }

  private find(key: string, place: Place, message: string): void {
    this.findings.push({ ...place, key, message });
  }

  private label(path: string, name: string): string {
    const table = `${this.prefix}${path}`.replace(/\.$/, '');
    return table === '' ? printable(name) : `[${table}] ${printable(name)}`;
  }

  private header(path: string): string {
    return `[${this.prefix}${path.split('.').map(printable).join('.')}]`;
  }
}

/** A name as a message shows it: what needs quotes in TOML has them. */
function printable(name: string): string {
  return /^[A-Za-z0-9_-]{1,80}$/.test(name) || /^".*"$/s.test(name) ? name : shown(name);
}

function isTable(node: Node): boolean {
  return node.kind === 'table' || (node.kind === 'list' && node.items.length > 0 && node.items.every((item) => item.kind === 'table'));
}

function keyIn(section: Section | undefined, name: string): Key<any> | undefined {
  return section?.kind === 'table' ? keyOf(section, name) : undefined;
}

/** Every name that may stand in the table. */
function namesIn(path: string): string[] {
  const section = sectionOf(path);
  const prefix = path === '' ? '' : `${path}.`;
  const tables = Object.keys(SECTIONS).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length).split('.')[0]);
  return [...section?.kind === 'table' ? Object.keys(section.keys) : [], ...tables, ...path === '' ? ['env'] : []];
}

/** The table in which there is a key of that name. */
function elsewhere(name: string): string | undefined {
  const found = Object.entries<Section>(SECTIONS).find(([, section]) => section.kind === 'table' && Object.hasOwn(section.keys, name));
  return found && `[${found[0]}] ${name}`;
}
