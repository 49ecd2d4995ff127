import { IncomingHttpHeaders } from 'node:http';
import { Cors } from './cors';
import { gatewayReply, Reply } from './reply';
import { compileRoutes, Router } from './routes';
import { selectStage } from './stage';
import { HttpApiDoor } from '../template/model';

/** The function is to be invoked. */
export interface Invoke {
  readonly kind: 'invoke';
  readonly stage: string;
  readonly routeKey: string;
}

/** The gateway answers by itself; with a reason where the request is refused. */
export interface Answer {
  readonly kind: 'reply';
  readonly reply: Reply;
  readonly failure?: string;
}

/** Decides by stage and route what becomes of a request, before any function is invoked. */
export class Front {
  private readonly router: Router;

  constructor(private readonly door: HttpApiDoor, private readonly cors: Cors | undefined) {
    this.router = compileRoutes(door.routes);
  }

  /** Throws `MalformedPath`. */
  decide(method: string, rawPath: string, headers: IncomingHttpHeaders): Invoke | Answer {
    const staged = selectStage(this.door.stages, rawPath);
    if (!staged) return notFound(`no stage for ${rawPath}`);
    if (this.cors && method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined) {
      return { kind: 'reply', reply: { status: 204, headers: this.cors.preflight(headers.origin), body: Buffer.alloc(0) } };
    }
    const route = this.router(method, staged.path);
    if (!route) return notFound(`no route for ${method} ${staged.path}`);
    return route.unserved === undefined
      ? { kind: 'invoke', stage: staged.stage, routeKey: route.key }
      : { kind: 'reply', reply: gatewayReply(501, `${route.key}: ${route.unserved}`), failure: route.unserved };
  }
}

function notFound(failure: string): Answer {
  return { kind: 'reply', reply: gatewayReply(404, 'Not Found'), failure };
}
