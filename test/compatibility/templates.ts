/** A template, as far as scripts and servers read what stands in it. */
interface Template {
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: unknown }>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: any }>>;
}

/** The variables that the library sets for a server, by the logical id of its function; other functions are the library's own. */
function variables({ Resources }: Template): Map<string, readonly string[]> {
  return new Map(Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    const names = Object.keys(Properties?.Environment?.Variables ?? {});
    return Type === 'AWS::Lambda::Function' && names.includes('AWS_LWA_PORT') ? [[id, names]] : [];
  }));
}

/** What scripts and servers of the first template do not find in the second: an output, its value and with it a URL, a variable. */
export function misses(before: Template, after: Template): string[] {
  const outputs = Object.entries(before.Outputs ?? {}).flatMap(([name, { Value, Export }]) => {
    const now = after.Outputs?.[name];
    if (now === undefined) return [`${name}: the output is gone`];
    return JSON.stringify([now.Value, now.Export]) === JSON.stringify([Value, Export]) ? [] : [`${name}: another value or export`];
  });
  const now = variables(after);
  const gone = [...variables(before)].flatMap(([id, names]) => names.filter((name) => !now.get(id)?.includes(name)).map((name) => `${id}: ${name} is gone`));
  return [...outputs, ...gone];
}
