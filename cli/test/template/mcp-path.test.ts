import { mcpPath } from '../../src/template/mcp-path';
import { stageFacts } from '../served-server';

const DEFAULT = [stageFacts()];

test.each([
  [['POST /mcp', 'GET /mcp', 'POST /mcp/{proxy+}'], '/mcp'],
  [['POST /tools/mcp', 'POST /mcp'], '/mcp'],
  [['GET /', 'POST /mcp'], '/mcp'],
  [['ANY /', 'POST /mcp'], '/mcp'],
  [['ANY /server', 'ANY /{proxy+}'], '/server'],
  [['POST /{tenant}/mcp', 'POST /longer/path/mcp'], '/longer/path/mcp'],
  [['POST /'], '/'],
  [['ANY /{proxy+}'], '/mcp'],
  [['POST /api/{rest+}'], '/api/mcp'],
  [['$default'], '/mcp'],
  [['GET /health'], '/mcp'],
])('of %j is %s', (keys, path) => {
  expect(mcpPath(keys, DEFAULT)).toBe(path);
});

test('begins with the first stage that has a name', () => {
  expect(mcpPath(['POST /mcp'], [stageFacts({ name: 'prod' }), stageFacts()])).toBe('/prod/mcp');
});
