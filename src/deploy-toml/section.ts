import { ValueType } from './values';

/** A key of a section. */
export interface Key<T = unknown> {
  readonly value: ValueType<T>;

  /** What it means, as the reference page says it. */
  readonly meaning: string;

  /** What holds without it, as the reference page says it. */
  readonly fallback: string;

  /** A value, where what holds without it is said in words: `init` writes it behind a `#`. */
  readonly example?: string;

  /** What it becomes: the setting of `McpLambdaServer` under the name that messages have for it, or who else reads it. */
  readonly becomes: string;

  /** Where it belongs, if it is another way to write that. */
  readonly same?: Same<T>;

  /** With what alone it says something; unset where it always does. */
  readonly only?: Only;
}

/** What another key of the same table must say, where it is there. */
export interface Only {
  readonly key: string;
  readonly values: readonly string[];
}

/** Another way to write a key. */
export interface Same<T> {
  readonly section: string;

  /** The other key; unset for names that users choose, which stay as they are. */
  readonly key?: string;

  /** The value as that key has it; the same where it is unset. */
  convert?(value: T): unknown;
}

/** A table with keys that are known, `[lambda]`. */
export interface Table {
  readonly kind: 'table';
  readonly meaning: string;
  readonly keys: Readonly<Record<string, Key<any>>>;
}

/** A table of names that users choose, `[lambda.environment]`. */
export interface Names {
  readonly kind: 'names';
  readonly meaning: string;

  /** What a name may be; a name is a text. */
  readonly name: ValueType<string>;
  readonly entry: Key<any>;
}

/** A table that may be there several times, `[[iam.statements]]`. */
export interface Rows {
  readonly kind: 'rows';
  readonly meaning: string;
  readonly becomes: string;
  readonly keys: Readonly<Record<string, Key<any>>>;

  /** The keys without which a row says nothing. */
  readonly required: readonly string[];
}

export type Section = Table | Names | Rows;

type ValuesOfKeys<K> = { readonly [N in keyof K]?: K[N] extends Key<infer T> ? T : never };

/** What a section says, in the types that its keys have. */
export type ValuesOf<S> =
  S extends { kind: 'table'; keys: infer K } ? ValuesOfKeys<K>
    : S extends { kind: 'names'; entry: Key<infer T> } ? Readonly<Record<string, T>>
      : S extends { kind: 'rows'; keys: infer K } ? ReadonlyArray<ValuesOfKeys<K>>
        : never;

export function table<K extends Record<string, Key<any>>>(meaning: string, keys: K): { kind: 'table'; meaning: string; keys: K } {
  return { kind: 'table', meaning, keys };
}

export function names<T>(meaning: string, name: ValueType<string>, entry: Key<T>): { kind: 'names'; meaning: string; name: ValueType<string>; entry: Key<T> } {
  return { kind: 'names', meaning, name, entry };
}

export function rows<K extends Record<string, Key<any>>>(
  meaning: string, becomes: string, keys: K, required: readonly string[],
): { kind: 'rows'; meaning: string; becomes: string; keys: K; required: readonly string[] } {
  return { kind: 'rows', meaning, becomes, keys, required };
}

export function key<T>(value: ValueType<T>, becomes: string, meaning: string, fallback: string, example?: string): Key<T> {
  return { value, becomes, meaning, fallback, example };
}

/** A key that is there for one kind of code or lines alone. */
export function onlyWith<T>(only: Only, conditional: Key<T>): Key<T> {
  const values = only.values.map((value) => `\`"${value}"\``).join(' or ');
  return { ...conditional, meaning: `${conditional.meaning}; with \`${only.key}\` ${values} alone`, only };
}

/** A key of `cargo pmcp` for which there is another one, whose meaning and default it has. */
export function sameAs<T>(section: string, name: string, other: Key<T>): Key<T> {
  const { value, becomes } = other;
  return { value, becomes, meaning: `The same as \`${name}\` in \`[${section}]\``, fallback: other.fallback, same: { section, key: name } };
}
