/** The logical ids to which a value refers as it stands in a template, before anything of it is evaluated; those of parameters are among them. */
export function referredIds(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Fn::Sub') return namesIn(inner);
    const [target] = key === 'Ref' || key === 'Fn::GetAtt' ? [inner as unknown].flat() : [];
    return [...typeof target === 'string' ? [target.split('.')[0]] : [], ...referredIds(inner)];
  });
}

/** Names that `Fn::Sub` is given with their values are none of the template. */
function namesIn(sub: unknown): string[] {
  const [text, variables] = [sub].flat() as unknown[];
  const names = [...String(text).matchAll(/\$\{([A-Za-z0-9]+)(?:\.[^}]*)?\}/g)].map(([, name]) => name);
  const given = new Set(Object.keys(variables ?? {}));
  return [...names.filter((name) => !given.has(name)), ...referredIds(variables)];
}
