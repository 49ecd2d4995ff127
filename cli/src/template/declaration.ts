/** What a message shows where no server was found. */
export const DECLARATION: readonly string[] = [
  'A server is declared like this:',
  '  new McpLambdaServer(this, \'Server\', {',
  '    code: McpServerCode.asset(\'./server\'),',
  '    auth: McpAuth.none(),',
  '  });',
];
