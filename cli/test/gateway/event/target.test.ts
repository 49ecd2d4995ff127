import * as fc from 'fast-check';
import { adapterTarget, decodePath } from '../../../src/gateway/event/target';
import { MalformedPath } from '../../../src/gateway/refusal';

test.each([
  ['/mcp', '/mcp'],
  ['/a%2Fb', '/a/b'],
  ['/a%20b', '/a b'],
  ['/%C3%A9', '/é'],
  ['/100%25', '/100%25'],
])('an event has %s as %s', (sent, decoded) => {
  expect(decodePath(sent)).toBe(decoded);
});

test('bytes that are no UTF-8 are malformed', () => {
  expect(() => decodePath('/%FF')).toThrow(MalformedPath);
});

test('no path makes it throw anything else', () => {
  fc.assert(fc.property(fc.string(), (path) => {
    try {
      expect(typeof decodePath(`/${path}`)).toBe('string');
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedPath);
    }
  }));
});

test.each([
  ['/mcp', undefined, '/mcp'],
  ['/mcp', '', '/mcp'],
  ['/mcp', 'a=1&a=2', '/mcp?a=1&a=2'],
  ['/mcp/../x', undefined, '/x'],
  ['//mcp', undefined, '//mcp'],
  ['/a b', undefined, '/a%20b'],
  ['/é', 'q=1', '/%C3%A9?q=1'],
])('the adapter asks the server for %s with %s as %s', (path, query, target) => {
  expect(adapterTarget(path, query)).toBe(target);
});

test('what the server is asked for is always a path of its own', () => {
  fc.assert(fc.property(fc.string(), fc.option(fc.string(), { nil: undefined }), (path, query) => {
    expect(adapterTarget(`/${path}`, query)).toMatch(/^\/[\x21-\x7e]*$/);
  }));
});
