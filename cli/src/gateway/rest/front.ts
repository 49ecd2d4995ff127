import { RestApiDoor, RestRouteFacts } from '../../template/model';
import { compileRoutes } from '../front/routes';
import { StagedPath, waysIn } from '../front/stage';
import { Refusal, unserved } from '../refusal';

/** The method of a request with its stage, and the path below that. */
export interface Found extends StagedPath {
  readonly route: RestRouteFacts;
}

/** Finds the method that answers. Throws a `Refusal` where nothing does. */
export type FindMethod = (method: string, sentPath: string) => Found;

/** Compiles stages and methods once. */
export function compileFront(door: RestApiDoor): FindMethod {
  // A method that is missing is looked for at a greedy resource beside: the router compares methods one by one.
  const router = compileRoutes(door.routes);
  return (method, sentPath) => {
    const ways = waysIn(door, sentPath);
    if (ways.length === 0) throw new Refusal('no-stage', `no stage for ${sentPath}`);
    for (const way of ways) {
      const route = router(method, withoutLastSlash(way.path));
      if (!route) continue;
      if (route.unserved !== undefined) throw unserved(route.key, route.unserved);
      return { ...way, route };
    }
    throw new Refusal('no-route', `no method for ${method} ${ways[0].path}`);
  };
}

/** Resources are found with a slash at the end as without, which the function sees: https://github.com/floci-io/floci/issues/1557 */
function withoutLastSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
