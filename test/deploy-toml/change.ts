import { SectionName } from '../../src/deploy-toml/schema';
import { Assertion } from '../rows/row';

/** Tables by name; each value as it is written. Of a table that may be there several times, one row. */
export type Tables = Readonly<Partial<Record<SectionName, Readonly<Record<string, string>>>>>;

/** What one key changes. */
export interface Change {
  /** The value, as it is written. */
  readonly value: string;

  /** What else the file must say. */
  readonly beside?: Tables;

  /** A property of the template that is so with the key, and not so without. */
  readonly property?: Assertion;

  /** A member of `DeployConfig` that is so with the key, and not so without. */
  readonly config?: readonly [member: string, expected: unknown];

  /** An argument with which cargo is called with the key, and not without. */
  readonly argument?: string;

  /** What synthesis says with the key, where a program that it needs is not there or fails, and not without. */
  readonly complaint?: RegExp;

  /** What Docker is told of the image with the key, as the assets' manifest has it, and not without. */
  readonly image?: readonly [member: string, expected: string];

  /** The id of a warning that is not said with the key, and is without. */
  readonly silences?: string;

  /** What the command line finds in the file, where nothing else reads it. */
  readonly read?: unknown;
}

/** The tables as a file. */
export function written(tables: Tables): string {
  return Object.entries(tables).map(([name, keys]) => {
    const header = name.startsWith('iam.') ? `[[${name}]]` : `[${name}]`;
    return [header, ...Object.entries(keys).map(([key, value]) => `${JSON.stringify(key)} = ${value}`), ''].join('\n');
  }).join('\n');
}

/** One table laid over the other, key by key. */
export function merged(base: Tables, over: Tables): Tables {
  const names = [...new Set([...Object.keys(base), ...Object.keys(over)])] as SectionName[];
  return Object.fromEntries(names.map((name) => [name, { ...base[name], ...over[name] }]));
}

/** The tables without one key. */
export function lacking(tables: Tables, name: SectionName, key: string): Tables {
  return { ...tables, [name]: Object.fromEntries(Object.entries(tables[name] ?? {}).filter(([one]) => one !== key)) };
}
