import { createColors } from 'picocolors';
import { outputLines } from '../../src/terminal/output-lines';

test('an output under a plain name has the description of the one that says the same', () => {
  const outputs = [
    { name: 'ServerMcpEndpoint24D80609', value: 'https://a/mcp', description: 'The MCP endpoint' },
    { name: 'McpEndpoint', value: 'https://a/mcp', description: '' },
    { name: 'Bucket', value: 'b' },
  ];
  expect(outputLines(outputs, createColors(false))).toEqual(['  Bucket = b', '  McpEndpoint = https://a/mcp  The MCP endpoint']);
});
