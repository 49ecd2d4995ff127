/** The configuration that MCP clients take, to be pasted as it is. */
export interface ClientConfig {
  readonly mcpServers: Readonly<Record<string, { readonly type: 'http'; readonly url: string }>>;
}

/** One server under a name that every client accepts: letters, digits, `-` and `_`. */
export function clientConfig(name: string, url: string): ClientConfig {
  const plain = name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  return { mcpServers: { [plain === '' ? 'server' : plain]: { type: 'http', url } } };
}
