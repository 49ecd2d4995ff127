import * as fc from 'fast-check';
import { Entrance, httpEventPath, restEventPath, StagedPath, waysIn } from '../../../src/gateway/front/stage';
import { DomainFacts } from '../../../src/template/model';
import { stageFacts } from '../../served-server';

const STAGES = [stageFacts({ name: 'prod' }), stageFacts()];

const domain = (ownUrl: boolean, ...keys: string[]): DomainFacts => ({ ownUrl, mappings: keys.map((key) => ({ key, stage: 'prod' })) });

/** The ways in as `stage path`, a star before those of a domain. */
const ways = (entrance: Entrance, path: string) => waysIn(entrance, path).map((way) => `${way.mapped ? '*' : ''}${way.stage} ${way.path}`);

test.each([
  ['/prod/mcp', ['prod /mcp']],
  ['/prod', ['prod /']],
  ['/production/mcp', ['$default /production/mcp']],
  ['/mcp', ['$default /mcp']],
])('without a domain %s leads to %j', (path, expected) => {
  expect(ways({ stages: STAGES }, path)).toEqual(expected);
});

test.each([
  ['/mcp', ['*prod /mcp']],
  ['/', ['*prod /']],
  // The domain's first: a route may be called as the stage is.
  ['/prod/mcp', ['*prod /prod/mcp', 'prod /mcp']],
])('with a domain at the root %s leads to %j', (path, expected) => {
  expect(ways({ stages: STAGES, domain: domain(true, '') }, path)).toEqual(expected);
});

test.each([
  ['/tools/mcp', ['*prod /mcp']],
  ['/tools', ['*prod /']],
  ['/tools/', ['*prod /']],
  ['/tools/beta/mcp', ['*prod /mcp']],
  ['/toolset/mcp', []],
  // On the API's own URL it is found at the root, which is the domain's here.
  ['/mcp', []],
  ['/.well-known/oauth-protected-resource', []],
  ['/prod/mcp', ['prod /mcp']],
])('with base paths %s leads to %j', (path, expected) => {
  expect(ways({ stages: STAGES, domain: domain(true, 'tools/beta', 'tools') }, path)).toEqual(expected);
});

test('where the API\'s own URL is switched off, only the domain leads anywhere', () => {
  const entrance = { stages: STAGES, domain: domain(false, 'tools') };
  expect(['/tools/mcp', '/prod/mcp', '/mcp'].map((path) => ways(entrance, path))).toEqual([['*prod /mcp'], [], []]);
});

test.each<[StagedPath, sent: string, http: string, rest: string]>([
  [{ stage: 'prod', path: '/mcp', mapped: false }, '/prod/mcp', '/prod/mcp', '/mcp'],
  [{ stage: '$default', path: '/mcp', mapped: false }, '/mcp', '/mcp', '/mcp'],
  [{ stage: 'prod', path: '/mcp', mapped: true }, '/tools/mcp', '/prod/mcp', '/tools/mcp'],
  [{ stage: '$default', path: '/mcp', mapped: true }, '/tools/mcp', '/mcp', '/tools/mcp'],
])('%j, sent as %s, is %s in an event of an HTTP API and %s in one of a REST API', (way, sent, http, rest) => {
  expect([httpEventPath(way, sent), restEventPath(way, sent)]).toEqual([http, rest]);
});

test('what a domain leads to is the sent path without the key, and begins with a slash', () => {
  const segment = fc.stringMatching(/^[a-z.]{1,3}$/);
  const path = fc.array(segment).map((segments) => `/${segments.join('/')}`);
  const keys = fc.uniqueArray(fc.array(segment, { maxLength: 2 }).map((segments) => segments.join('/')), { minLength: 1, maxLength: 4 })
    .map((all) => all.sort((a, b) => b.length - a.length));
  fc.assert(fc.property(path, keys, (sent, all) => {
    const [way, ...others] = waysIn({ stages: STAGES, domain: domain(false, ...all) }, sent);
    expect(others).toEqual([]);
    const key = all.find((each) => `${sent}/`.startsWith(each === '' ? '/' : `/${each}/`));
    if (key === undefined) expect(way).toBeUndefined();
    else expect([way.path.startsWith('/'), `${key === '' ? '' : `/${key}`}${way.path}`.replace(/(.)\/$/, '$1')]).toEqual([true, sent.replace(/(.)\/$/, '$1')]);
  }));
});
