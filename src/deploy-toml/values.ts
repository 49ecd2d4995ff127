import { Node } from './parse';
import { shown } from './problem';

/** What a key's value may be. */
export interface ValueType<T> {
  /** In words, behind "expected": `a whole number from 128 to 10240`. */
  readonly words: string;

  /** The same as JSON Schema, for editors. */
  readonly json: Readonly<Record<string, unknown>>;

  /** The value; nothing where it is none. */
  read(node: Node): T | undefined;

  /** Words for what was given, where `words` would not say why it cannot be had. */
  refusal?(node: Node): string | undefined;
}

/** A whole number; `256.0` is none, and neither is `"256"`. */
export function integer(min: number, max: number, unit?: string): ValueType<number> {
  const upTo = max === Number.MAX_SAFE_INTEGER ? `, ${min} or more` : ` from ${min} to ${max}`;
  return {
    words: `a whole number${unit === undefined ? '' : ` of ${unit}`}${upTo}`,
    json: { type: 'integer', minimum: min, ...max === Number.MAX_SAFE_INTEGER ? {} : { maximum: max } },
    read: (node) => node.kind === 'integer' && node.value >= min && node.value <= max ? node.value : undefined,
  };
}

/** A number between two; the upper one may be left out of it. */
export function number(min: number, below: number, unit: string): ValueType<number> {
  return {
    words: `a number of ${unit} from ${min} to below ${below}`,
    json: { type: 'number', minimum: min, exclusiveMaximum: below },
    read: (node) => (node.kind === 'integer' || node.kind === 'number') && node.value >= min && node.value < below ? node.value : undefined,
  };
}

export const flag: ValueType<boolean> = {
  words: 'true or false',
  json: { type: 'boolean' },
  read: (node) => node.kind === 'flag' ? node.value : undefined,
};

/** A text that fits a pattern, which is anchored at both ends. */
export function text(words = 'a text that is not empty', pattern = /^[^\0]+$/): ValueType<string> {
  return {
    words,
    json: { type: 'string', pattern: pattern.source },
    read: (node) => node.kind === 'text' && pattern.test(node.value) ? node.value : undefined,
  };
}

/** One of some words; others are refused with a reason of their own. */
export function choice<const T extends string>(allowed: readonly T[], refused: Readonly<Record<string, string>> = {}): ValueType<T> {
  return {
    words: allowed.map((one) => `"${one}"`).join(' or '),
    json: { enum: allowed },
    read: (node) => node.kind === 'text' ? allowed.find((one) => one === node.value) : undefined,
    refusal: (node) => node.kind === 'text' && Object.hasOwn(refused, node.value) ? refused[node.value] : undefined,
  };
}

/** One of some numbers. */
export function oneOf(allowed: readonly number[]): ValueType<number> {
  return {
    words: `one of ${allowed.join(', ')}`,
    json: { enum: allowed },
    read: (node) => node.kind === 'integer' && allowed.includes(node.value) ? node.value : undefined,
  };
}

/** A list, of which each element is of the type. */
export function list<T>(element: ValueType<T>, { min = 0, max = Number.MAX_SAFE_INTEGER } = {}): ValueType<T[]> {
  const size = max === Number.MAX_SAFE_INTEGER ? min === 0 ? '' : `, ${min} at least` : `, ${min} to ${max} of them`;
  return {
    words: `a list${size}, each ${element.words}`,
    json: { type: 'array', items: element.json, minItems: min, ...max === Number.MAX_SAFE_INTEGER ? {} : { maxItems: max } },
    read: (node) => {
      if (node.kind !== 'list' || node.items.length < min || node.items.length > max) {
        return undefined;
      }
      const values = node.items.map((item) => element.read(item)).filter((value) => value !== undefined);
      return values.length === node.items.length ? values : undefined;
    },
    refusal: (node) => node.kind === 'list' ? node.items.map((item) => element.refusal?.(item)).find((words) => words !== undefined) : undefined,
  };
}

/** A table in the place of a value, `{ name = "…" }`; the first of its keys must be there. */
export function record<T extends object>(keys: { readonly [K in keyof T & string]-?: ValueType<NonNullable<T[K]>> }): ValueType<T> {
  const types = Object.entries<ValueType<unknown>>(keys);
  const [first] = Object.keys(keys);
  const wrong = (entries: ReadonlyMap<string, { readonly node: Node }>) => [
    ...entries.has(first) ? [] : [`${first} to be given in it`],
    ...[...entries].flatMap(([name, { node }]) => {
      const type = Object.hasOwn(keys, name) ? keys[name as keyof T & string] : undefined;
      return type === undefined ? [`${Object.keys(keys).join(', ')} alone, and no ${shown(name)}`]
        : type.read(node) === undefined ? [`${name} to be ${type.words}, and not ${describe(node)}`] : [];
    }),
  ];
  return {
    words: `{ ${Object.keys(keys).map((name) => `${name} = "…"`).join(', ')} }`,
    json: {
      type: 'object', properties: Object.fromEntries(types.map(([name, { json }]) => [name, json])), required: [first], additionalProperties: false,
    },
    read: (node) => node.kind === 'table' && wrong(node.entries).length === 0
      ? Object.fromEntries([...node.entries].map(([name, entry]) => [name, keys[name as keyof T & string].read(entry.node)])) as T : undefined,
    refusal: (node) => node.kind === 'table' ? wrong(node.entries)[0] : undefined,
  };
}

/** For a key of another tool that can only say nothing here. */
export function emptyList(why: string): ValueType<never[]> {
  return {
    words: `[]: ${why}`,
    json: { type: 'array', maxItems: 0 },
    read: (node) => node.kind === 'list' && node.items.length === 0 ? [] : undefined,
  };
}

/** A text, a number or a flag, of which a text is made. */
export const scalarText: ValueType<string> = {
  words: 'a text of up to 256 characters, a number, true or false',
  json: { type: ['string', 'number', 'boolean'] },
  read: (node) => {
    switch (node.kind) {
      case 'text': return node.value.length <= 256 ? node.value : undefined;
      case 'integer':
      case 'number': return node.written;
      case 'flag': return String(node.value);
      default: return undefined;
    }
  },
};

/** A length of time as `cargo pmcp` writes it, `"1h"`, in seconds. */
export function duration(min: string, max: string): ValueType<number> {
  const [least, most] = [min, max].map((one) => secondsOf(one)!);
  return {
    words: `a length of time from "${min}" to "${max}": a whole number with s, m, h or d behind it`,
    json: { type: 'string', pattern: DURATION.source },
    read: (node) => {
      const seconds = node.kind === 'text' ? secondsOf(node.value) : undefined;
      return seconds !== undefined && seconds >= least && seconds <= most ? seconds : undefined;
    },
  };
}

const DURATION = /^([0-9]{1,8})([smhd])$/;
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

function secondsOf(written: string): number | undefined {
  const [, count, unit] = DURATION.exec(written) ?? [];
  return unit === undefined ? undefined : Number(count) * UNITS[unit];
}

/** The value as a message shows it. */
export function describe(node: Node): string {
  switch (node.kind) {
    case 'text': return shown(node.value);
    case 'integer':
    case 'number': return node.written;
    case 'flag': return String(node.value);
    case 'date': return `the date ${node.written}`;
    case 'list': return node.items.length > 3 ? `a list of ${node.items.length}` : `[${node.items.map(describe).join(', ')}]`;
    case 'table': return 'a table';
  }
}

/** As a path of the library's own rules. */
export const PATH = text('a path that begins with a slash, of letters, digits and -._~', /^\/([A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*)?$/);

/** A secret as the file names it. */
export interface TomlSecret {
  readonly name: string;
  readonly field?: string;
  readonly kms_key_arn?: string;
}
