import fc from 'fast-check';
import { compileRoutes } from '../../../src/gateway/front/routes';
import { MalformedPath } from '../../../src/gateway/refusal';
import { routeFacts } from '../../served-server';

const route = (keys: readonly string[], method: string, path: string) => compileRoutes(keys.map((key) => routeFacts(key)))(method, path)?.key;

/** The routes of AWS's own example. */
const PETS = ['GET /pets/dog/1', 'GET /pets/dog/{id}', 'GET /pets/{proxy+}', 'ANY /{proxy+}', '$default'];

test.each([
  ['GET', '/pets/dog/1', 'GET /pets/dog/1'],
  ['GET', '/pets/dog/2', 'GET /pets/dog/{id}'],
  ['GET', '/pets/cat/1', 'GET /pets/{proxy+}'],
  ['POST', '/test/5', 'ANY /{proxy+}'],
  ['POST', '/pets/dog/1', 'ANY /{proxy+}'],
  ['GET', '/', '$default'],
])('%s %s goes to %s', (method, path, key) => {
  expect(route(PETS, method, path)).toBe(key);
  expect(route([...PETS].reverse(), method, path)).toBe(key);
});

test.each([
  [['POST /mcp'], 'POST', '/mcp', 'POST /mcp'],
  [['POST /mcp'], 'GET', '/mcp', undefined],
  [['POST /mcp'], 'POST', '/mcp/', undefined],
  [['POST /mcp'], 'POST', '/MCP', undefined],
  [['POST /mcp'], 'POST', '/mcp-x', undefined],
  [['POST /mcp'], 'POST', '//mcp', undefined],
  [['ANY /mcp', 'GET /mcp'], 'GET', '/mcp', 'GET /mcp'],
  [['ANY /mcp', 'GET /mcp'], 'PUT', '/mcp', 'ANY /mcp'],
  [['ANY /mcp/{proxy+}'], 'POST', '/mcp/', 'ANY /mcp/{proxy+}'],
  [['ANY /mcp/{proxy+}'], 'POST', '/mcp/a/b', 'ANY /mcp/{proxy+}'],
  [['ANY /mcp/{proxy+}'], 'POST', '/mcp', undefined],
  [['ANY /{proxy+}', 'ANY /mcp/{proxy+}'], 'POST', '/mcp/a', 'ANY /mcp/{proxy+}'],
  [['ANY /a/{id}'], 'GET', '/a/', undefined],
  [['ANY /a b'], 'GET', '/a%20b', 'ANY /a b'],
  [['ANY /a/b'], 'GET', '/a%2Fb', undefined],
  [['POST /'], 'POST', '/', 'POST /'],
])('of %j, %s %s goes to %s', (keys, method, path, key) => {
  expect(route(keys, method, path)).toBe(key);
});

test('a malformed percent escape is refused', () => {
  expect(() => route(['$default'], 'GET', '/%zz')).toThrow(MalformedPath);
});

const segment = fc.stringMatching(/^[a-z0-9._~-]{1,8}$/);
const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => `/${segments.join('/')}`);

test('a route without variables takes its own path and no other', () => {
  fc.assert(fc.property(path, path, (own, other) => {
    expect(route([`GET ${own}`], 'GET', own)).toBe(`GET ${own}`);
    expect(route([`GET ${own}`], 'GET', other) !== undefined).toBe(own === other);
  }));
});

test('a path is matched as it is meant, however it is escaped', () => {
  const escaped = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => !/[/{}]/.test(text)), (text) => {
    expect(route([`GET /${text}`], 'GET', `/${escaped(text)}`)).toBe(`GET /${text}`);
  }));
});

test('the order of the routes in the template does not matter', () => {
  const keys = fc.uniqueArray(fc.record({ method: fc.constantFrom('GET', 'ANY'), path: fc.constantFrom('/a', '/a/b', '/{x}', '/a/{x}', '/{x}/b', '/a/{proxy+}', '/{proxy+}') })
    .map((one) => `${one.method} ${one.path}`), { maxLength: 8 });
  fc.assert(fc.property(keys, fc.constantFrom('/', '/a', '/a/', '/a/b', '/c/b', '/a/b/c'), (all, wanted) => {
    expect(route([...all].reverse(), 'GET', wanted)).toBe(route(all, 'GET', wanted));
  }));
});
