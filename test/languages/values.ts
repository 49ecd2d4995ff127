/** What crosses the border to another language when a strategy or construct is made. */
interface Reference {
  readonly primitive?: string;
  readonly collection?: { readonly kind: string; readonly elementtype: Reference };
  readonly fqn?: string;
}

interface Parameter {
  readonly name: string;
  readonly type: Reference;
}

interface Type {
  readonly name: string;
  readonly kind: string;
  readonly datatype?: boolean;
  readonly interfaces?: string[];
  readonly properties?: Parameter[];
  readonly initializer?: { readonly parameters?: Parameter[] };
  readonly methods?: ReadonlyArray<{ readonly name: string; readonly static?: boolean; readonly parameters?: Parameter[] }>;
}

/** The types of the package by their whole names, as the compiler has published them. */
export type Types = Readonly<Record<string, Type>>;

/** The kinds of values that each call takes, `McpAuth.jwt` or `new McpLambdaServer`: with their elements and the properties of structs. */
export function valuesOfCalls(types: Types): ReadonlyMap<string, ReadonlySet<string>> {
  const kinds = (parameters: readonly Parameter[] = []) => new Set(parameters.flatMap(({ type }) => kindsOf(types, type, [])));
  return new Map(Object.values(types).flatMap(({ name, initializer, methods = [] }) => [
    ...initializer ? [[`new ${name}`, kinds(initializer.parameters)] as const] : [],
    ...methods.filter((method) => method.static).map((method) => [`${name}.${method.name}`, kinds(method.parameters)] as const),
  ]));
}

function kindsOf(types: Types, { primitive, collection, fqn = '' }: Reference, within: readonly string[]): string[] {
  if (collection) {
    return kindsOf(types, collection.elementtype, within).map((kind) => `${collection.kind} of ${kind}`);
  }
  const type = types[fqn];
  if (type === undefined) {
    return [primitive ?? `a type of ${fqn.split('.')[0]}`];
  }
  return type.datatype ? ['struct', ...propertiesOf(types, fqn, within)] : [type.kind];
}

function propertiesOf(types: Types, fqn: string, within: readonly string[]): string[] {
  const { properties = [], interfaces = [] } = types[fqn];
  const further = [...within, fqn];
  return within.includes(fqn) ? [] : [
    ...properties.flatMap(({ type }) => kindsOf(types, type, further)),
    ...interfaces.filter((parent) => parent in types).flatMap((parent) => propertiesOf(types, parent, further)),
  ];
}
