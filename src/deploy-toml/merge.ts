import { isDeepStrictEqual } from 'node:util';
import { Finding, ITSELF, Layer, Stated } from './layer';
import { keyOf, SECTIONS, sectionOf, Values } from './schema';

/** A layer in which each meaning has one name, with what is said twice and not the same. */
export function withoutSynonyms(layer: Layer): { readonly layer: Layer; readonly findings: Finding[] } {
  const result: Layer = new Map();
  const findings: Finding[] = [];
  for (const [path, keys] of layer) {
    for (const [name, stated] of keys) {
      const { same } = name === ITSELF ? {} : keyOf(sectionOf(path)!, name)!;
      const section = same?.section ?? path;
      const key = same?.key ?? name;
      const value = same?.convert ? same.convert(stated.value) : stated.value;
      const earlier = result.get(section)?.get(key);
      if (earlier !== undefined && !isDeepStrictEqual(earlier.value, value)) {
        findings.push(contradiction(earlier, stated));
      }
      result.set(section, (result.get(section) ?? new Map<string, Stated>()).set(key, { ...stated, value }));
    }
  }
  return { layer: result, findings };
}

function contradiction(one: Stated, other: Stated): Finding {
  const [first, second] = one.place.line <= other.place.line ? [one, other] : [other, one];
  return {
    ...second.place,
    key: second.label,
    message: `it says otherwise than ${first.label} in line ${first.place.line}, which means the same: keep one of them`,
  };
}

/** The base with an environment laid over it, key by key. */
export function overlaid(base: Layer, over: Layer): Layer {
  const result: Layer = new Map(base);
  for (const [path, keys] of over) {
    result.set(path, new Map([...base.get(path) ?? [], ...keys]));
  }
  return result;
}

/** The plain values. Names that users choose may be any, `__proto__` too. */
export function valuesOf(layer: Layer): Values {
  return Object.fromEntries(Object.keys(SECTIONS).flatMap((name) => {
    const keys = layer.get(name);
    return keys === undefined ? [] : [[name, sectionOf(name)!.kind === 'rows' ? keys.get(ITSELF)!.value : plain(keys)]];
  }));
}

function plain(keys: ReadonlyMap<string, Stated>): Record<string, unknown> {
  return Object.fromEntries([...keys].filter(([key]) => key !== ITSELF).map(([key, { value }]) => [key, value]));
}
