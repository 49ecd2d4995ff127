/**
 * The environment by which the library's token check is told which tokens it lets in: its audience and its scopes are JSON
 * lists. A function that has all three is taken for it.
 */
export const TOKEN_VARIABLES = { issuer: 'JWT_ISSUER', audience: 'JWT_AUDIENCE', scopes: 'JWT_SCOPES' } as const;

const NAMES: readonly string[] = Object.values(TOKEN_VARIABLES);

/** Besides, where a user pool stands behind it: the clients that are let in. */
export const CLIENTS_VARIABLE = 'JWT_CLIENTS';

/** Whether a function with these variables checks tokens. */
export function checksTokens(variables: Readonly<Record<string, unknown>>): boolean {
  return NAMES.every((name) => Object.hasOwn(variables, name));
}

/** Whether a function with these variables checks tokens, and this one of them says which. */
export function saysWhichTokens(name: string, variables: Readonly<Record<string, unknown>>): boolean {
  return (NAMES.includes(name) || name === CLIENTS_VARIABLE) && checksTokens(variables);
}
