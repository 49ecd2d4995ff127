/**
 * The environment by which the library's token check is told which tokens it lets in: its audience and its scopes are JSON
 * lists. A function that has all three is taken for it.
 */
export const TOKEN_VARIABLES = { issuer: 'JWT_ISSUER', audience: 'JWT_AUDIENCE', scopes: 'JWT_SCOPES' } as const;

/** Whether a function with these variables checks tokens, and this one of them says which. */
export function saysWhichTokens(name: string, variables: Readonly<Record<string, unknown>>): boolean {
  const names: readonly string[] = Object.values(TOKEN_VARIABLES);
  return names.includes(name) && names.every((each) => Object.hasOwn(variables, each));
}
