import * as fc from 'fast-check';
import { commonPrefixBefore, joinPaths, prefixBefore } from '../../src/private/paths';

const segment = fc.stringMatching(/^[A-Za-z0-9\-._~]{1,8}$/);
const path = fc.array(segment, { maxLength: 4 }).map((segments) => (segments.length === 0 ? '/' : `/${segments.join('/')}`));
const stage = fc.oneof(fc.constant(''), segment.map((name) => `/${name}`));

test('what was put before a path is what has to be removed', () => {
  fc.assert(fc.property(stage, path, (base, rest) => {
    expect(prefixBefore(joinPaths(base, rest), rest)).toBe(base);
  }));
});

test('a joined path is a path: one slash before each segment and none at the end', () => {
  fc.assert(fc.property(stage, path, (base, rest) => {
    expect(joinPaths(base, rest)).toMatch(/^\/$|^(\/[A-Za-z0-9\-._~]+)+$/);
  }));
});

test('there is nothing to remove where the path does not end with the rest', () => {
  expect(prefixBefore('/mcp', '/rpc')).toBeUndefined();
  expect(prefixBefore('/mcp', '/team/mcp')).toBeUndefined();
});

test('of several paths one prefix is removed, which harms none that does not have it', () => {
  expect(commonPrefixBefore(['/mcp', '/mcp'], '/mcp')).toBe('');
  expect(commonPrefixBefore(['/mcp', '/tools/mcp'], '/mcp')).toBe('/tools');
  expect(commonPrefixBefore(['/prod', '/'], '/')).toBe('/prod');
  expect(commonPrefixBefore(['/prod/mcp', '/tools/mcp'], '/mcp')).toBeUndefined();
  expect(commonPrefixBefore(['/tools/mcp', '/tools/tools/mcp'], '/tools/mcp')).toBeUndefined();
  expect(commonPrefixBefore(['/mcp', '/tools/mcp'], '/rpc')).toBeUndefined();
});

test('of one path it is what was put before', () => {
  fc.assert(fc.property(stage, path, (base, rest) => {
    expect(commonPrefixBefore([joinPaths(base, rest)], rest)).toBe(base);
  }));
});
