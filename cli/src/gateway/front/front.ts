import { IncomingHttpHeaders } from 'node:http';
import { Cors } from './cors';
import { compileRoutes, Router } from './routes';
import { StagedPath, waysIn } from './stage';
import { HttpApiDoor, RouteFacts } from '../../template/model';
import { Refusal, unserved } from '../refusal';
import { Reply } from '../reply';

/** The function is to be invoked. */
export interface Invoke extends StagedPath {
  readonly kind: 'invoke';
  readonly route: RouteFacts;
}

/** The gateway answers a preflight by itself. */
export interface Preflight {
  readonly kind: 'preflight';
  readonly reply: Reply;
}

/** Decides by stage and route what becomes of a request, before any function is invoked. */
export class Front {
  private readonly router: Router<RouteFacts>;

  constructor(private readonly door: HttpApiDoor, private readonly cors: Cors | undefined) {
    this.router = compileRoutes(door.routes);
  }

  /** Throws a `Refusal` where nothing serves the request. */
  decide(method: string, sentPath: string, headers: IncomingHttpHeaders): Invoke | Preflight {
    const ways = waysIn(this.door, sentPath);
    if (ways.length === 0) throw new Refusal('no-stage', `no stage for ${sentPath}`);
    if (this.cors && method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined) {
      return { kind: 'preflight', reply: { status: 204, headers: this.cors.preflight(headers.origin), body: Buffer.alloc(0) } };
    }
    for (const way of ways) {
      const route = this.router(method, way.path);
      if (!route) continue;
      if (route.unserved !== undefined) throw unserved(route.key, route.unserved);
      return { kind: 'invoke', ...way, route };
    }
    throw new Refusal('no-route', `no route for ${method} ${ways[0].path}`);
  }
}
