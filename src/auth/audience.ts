import { AuthPlace } from './guard';

/**
 * What a client sends as `resource` and gets back as the token's `aud`: the MCP URL. Clients differ in
 * whether they write a slash at its end.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8707
 */
export function audienceOf({ mcpUrl }: AuthPlace): string[] {
  return [mcpUrl, mcpUrl.endsWith('/') ? mcpUrl.slice(0, -1) : `${mcpUrl}/`];
}
