import { Fact } from '../../private/tokens';
import { Plan } from '../plan';

/** Paths that need no encoding, mean the same to every server, and can be a route: no braces, no empty segment. */
export const HTTP_PATH = /^\/$|^(\/[A-Za-z0-9\-._~]+)+$/;

/** The same for a reader. */
export const HTTP_PATH_WORDS = '"/", or segments of letters, digits and -._~ with a slash before each and none at the end, such as "/mcp"';

/** The paths of the old transport. */
export function legacyPaths({ endpoint: { legacySse } }: Plan): SetPath[] {
  return legacySse === undefined ? [] : [
    ...legacySse.path === undefined ? [] : [['endpoint.legacySsePath', legacySse.path] as const],
    ['endpoint.legacyMessagesPath', legacySse.messagesPath],
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
