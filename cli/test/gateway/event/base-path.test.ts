import fc from 'fast-check';
import { removeBasePath } from '../../../src/gateway/event/base-path';

test.each([
  ['/mcp', '/mcp', '/'],
  ['/mcp/', '/mcp', '/'],
  ['/mcp/a', '/mcp', '/a'],
  ['/mcp/a', '/mcp/', '/a'],
  ['/mcp/mcp', '/mcp', '/mcp'],
  ['/mcp-x', '/mcp', '/mcp-x'],
  ['/prod/mcp', '/prod', '/mcp'],
  ['/other', '/mcp', '/other'],
  ['/mcp', '/', '/mcp'],
  ['/mcp', '', '/mcp'],
  ['/mcp', undefined, '/mcp'],
])('%s without %s is %s', (path, base, rest) => {
  expect(removeBasePath(path, base)).toBe(rest);
});

const path = fc.array(fc.constantFrom('a', 'b', 'ab', ''), { minLength: 1, maxLength: 5 }).map((segments) => `/${segments.join('/')}`);
const base = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 3 }).map((segments) => `/${segments.join('/')}`);

test('what is put in front is taken off, once', () => {
  fc.assert(fc.property(base, path, (prefix, rest) => {
    expect(removeBasePath(prefix + rest, prefix)).toBe(rest);
  }));
});

test('the result is a path, and the whole one where the base does not end at a segment', () => {
  fc.assert(fc.property(base, path, (prefix, whole) => {
    const rest = removeBasePath(whole, prefix);
    expect(rest.startsWith('/')).toBe(true);
    expect(rest === whole || prefix + rest === whole || prefix === whole).toBe(true);
  }));
});
