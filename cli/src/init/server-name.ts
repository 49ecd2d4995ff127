/** A function's name has no more. */
const MOST_CHARACTERS = 64;

/** A name that is allowed, made of what a project is called: `@acme/Tool_Größe` becomes `Tool-Grosse`. */
export function serverNameFrom(...texts: readonly (string | undefined)[]): string {
  return texts.map((text) => (text === undefined ? '' : allowed(text))).find((name) => name !== '') ?? 'mcp-server';
}

function allowed(text: string): string {
  return text
    .replace(/^@[^/]*\//, '')
    .replaceAll('ß', 'ss')
    // Letters without their accents; what has no such letter ends a word.
    .normalize('NFKD').replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^[^A-Za-z]+/, '')
    .slice(0, MOST_CHARACTERS)
    .replace(/-+$/, '');
}
