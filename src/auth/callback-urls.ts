/**
 * Where common MCP clients want to be sent back to. Of the loopback addresses these are the ones that
 * Cognito has documented longest, `http://localhost` with a port that is compared exactly: a client that
 * chooses its port by itself is told this one (`--callback-port 8080` for Claude Code).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-userpoolclient.html
 */
export const COMMON_CALLBACK_URLS: readonly string[] = [
  'https://claude.ai/api/mcp/auth_callback',
  'https://claude.com/api/mcp/auth_callback',
  'https://chatgpt.com/connector_platform_oauth_redirect',
  'https://vscode.dev/redirect',
  'https://insiders.vscode.dev/redirect',
  'http://localhost:33418/',
  'https://www.cursor.com/agents/mcp/oauth/callback',
  'http://localhost:8787/callback',
  'cursor://anysphere.cursor-mcp/oauth/callback',
  'http://localhost:6274/oauth/callback',
  'http://localhost:6274/oauth/callback/debug',
  'http://localhost:8080/callback',
];
