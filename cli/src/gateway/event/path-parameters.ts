import { decodePath } from './target';

/** The variables of a route's path with what stands in their places: `{proxy+}` is the rest of it. `path` is as sent, without the stage. */
export function pathParameters(routeKey: string, path: string): Record<string, string> {
  const wanted = routeKey.slice(routeKey.indexOf(' ') + 1).split('/');
  const found = path.split('/');
  return Object.fromEntries(wanted.flatMap((segment, index) => {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
    return name === undefined ? [] : [[name, decodePath((greedy ? found.slice(index) : found.slice(index, index + 1)).join('/'))]];
  }));
}
