import { EndpointFacts } from '../../endpoint/door';
import { Fact } from '../../private/tokens';
import { Plan } from '../plan';
import { Finding, when } from '../rule';

/** Paths that need no encoding, mean the same to every server, and can be a route: no braces, no empty segment. */
export const HTTP_PATH = /^\/$|^(\/[A-Za-z0-9\-._~]+)+$/;

/** The same for a reader. */
export const HTTP_PATH_WORDS = '"/", or segments of letters, digits and -._~ with a slash before each and none at the end, such as "/mcp"';

/** A path that is a token, or has one in it; `hasSlash` is whether it begins with a literal slash, which CDK asks of a route. */
export function tokenPathProblems(setting: string, hasSlash: boolean, { call, literalPaths }: EndpointFacts): Finding[] {
  return when(literalPaths || !hasSlash, () => ({
    setting,
    given: literalPaths ? `a token at ${call}` : 'a token',
    expected: literalPaths ? 'a path that is known at synthesis: a REST API makes a resource of each of its segments' : 'a literal slash before the token',
  }));
}

/** The paths of the old transport. */
export function legacyPaths({ endpoint: { legacySse } }: Plan): SetPath[] {
  return legacySse === undefined ? [] : [
    ...legacySse.path === undefined ? [] : [['endpoint.legacySsePath', legacySse.path] as const],
    ...legacySse.messagesPath === undefined ? [] : [['endpoint.legacyMessagesPath', legacySse.messagesPath] as const],
  ];
}

/** What gets routes to the server. */
export function routedPaths(plan: Plan): SetPath[] {
  const { endpoint, auth } = plan;
  return [
    ['endpoint.path', endpoint.path],
    ...legacyPaths(plan),
    ...(auth.inServer?.publicPaths ?? []).map((path) => ['auth.publicPaths', path] as const),
  ];
}

/** A path, and the setting that says so. */
type SetPath = readonly [setting: string, path: Fact<string>];
