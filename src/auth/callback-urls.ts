/**
 * Where common MCP clients want to be sent back to. Cognito takes `http` on `localhost` and, since August
 * 2025 in all regions, on `127.0.0.1`, and compares the port exactly: a client that chooses its port by
 * itself is told this one (`--callback-port 8080` for Claude Code). ChatGPT has one more URL for each
 * connector, which nobody knows beforehand.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-userpoolclient.html
 * @see https://github.com/microsoft/vscode/issues/256122 where Cognito's team says it of `127.0.0.1`
 */
const CALLBACK_URLS = {
  claude: ['https://claude.ai/api/mcp/auth_callback', 'https://claude.com/api/mcp/auth_callback'],
  chatgpt: ['https://chatgpt.com/connector_platform_oauth_redirect'],
  visualStudioCode: ['https://vscode.dev/redirect', 'https://insiders.vscode.dev/redirect', 'http://127.0.0.1:33418/', 'http://localhost:33418/'],
  cursor: ['https://www.cursor.com/agents/mcp/oauth/callback', 'http://localhost:8787/callback', 'cursor://anysphere.cursor-mcp/oauth/callback'],
  inspector: ['http://localhost:6274/oauth/callback', 'http://localhost:6274/oauth/callback/debug'],
  desktop: ['http://localhost:8080/callback'],
} as const;

/** A client, or what several of them on a person's own machine have in common. */
export type CommonClient = keyof typeof CALLBACK_URLS;

export function callbackUrlsOf(client: CommonClient): readonly string[] {
  return CALLBACK_URLS[client];
}

/** Those of all of them. */
export const COMMON_CALLBACK_URLS: readonly string[] = Object.values(CALLBACK_URLS).flat();
