import { mcpPath } from '../../../src/template/api/mcp-path';
import { stageFacts } from '../../served-server';

const DEFAULT = [stageFacts()];

test.each([
  [['POST /mcp', 'GET /mcp', 'POST /mcp/{proxy+}'], '/mcp'],
  [['POST /tools/mcp', 'POST /mcp'], '/mcp'],
  [['GET /', 'POST /mcp'], '/mcp'],
  [['ANY /', 'POST /mcp'], '/mcp'],
  [['ANY /server', 'ANY /{proxy+}'], '/server'],
  [['POST /{tenant}/mcp', 'POST /longer/path/mcp'], '/longer/path/mcp'],
  [['POST /tools/mcp', 'GET /tools/mcp', 'DELETE /tools/mcp', 'GET /sse', 'POST /messages'], '/tools/mcp'],
  [['POST /'], '/'],
  [['ANY /{proxy+}'], '/mcp'],
  [['POST /api/{rest+}'], '/api/mcp'],
  [['$default'], '/mcp'],
  [['GET /health'], '/mcp'],
])('of %j is %s', (keys, path) => {
  expect(mcpPath(keys, DEFAULT)).toBe(path);
});

test.each([
  ['POST /mcp', '', '/mcp'], ['POST /', '', '/'], ['POST /mcp', 'team/tools', '/team/tools/mcp'], ['POST /', 'tools', '/tools'],
])('of %s behind a domain with the key "%s" is %s, whatever the stage', (key, mapped, path) => {
  expect(mcpPath([key], [stageFacts({ name: 'prod' })], { mappings: [{ key: 'longer/one', stage: 'prod' }, { key: mapped, stage: 'prod' }], ownUrl: true })).toBe(path);
});

test('of the root of a named stage has no slash at its end, as the library has it', () => {
  expect(mcpPath(['POST /'], [stageFacts({ name: 'prod' })])).toBe('/prod');
});

test('begins with the first stage that has a name', () => {
  expect(mcpPath(['POST /mcp'], [stageFacts({ name: 'prod' }), stageFacts()])).toBe('/prod/mcp');
});
