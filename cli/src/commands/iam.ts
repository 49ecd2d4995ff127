import { SigningScope } from '../gateway/authorizer/sigv4/verify';
import { guardedBy, refusedNotices } from '../template/api/refused-routes';
import { Notice, RestRouteFacts, RouteFacts, ServedServer } from '../template/model';

const REASON = guardedBy('IAM authorization, which --auth remote cannot check: AWS alone knows whose signatures are good');

/** What of AWS requests are signed for. */
export const signingService = ({ kind }: ServedServer['door']): SigningScope['service'] => kind === 'function-url' ? 'lambda' : 'execute-api';

/** Whether any route asks for requests that are signed with AWS credentials. */
export const asksForIam = ({ door }: ServedServer): boolean => signed(door.routes).length > 0;

/** The server with such routes refused, and a notice about them. */
export function withoutIam(server: ServedServer): ServedServer {
  const { door } = server;
  const nameOf = ({ key }: Pick<RouteFacts, 'key'>) => door.kind === 'function-url' ? `The function URL ${door.logicalId}` : key;
  const notices: Notice[] = refusedNotices(signed(door.routes).map((route) => ({ key: nameOf(route), noticeId: 'iam-authorizer', reason: REASON })));
  return {
    ...server,
    door: door.kind === 'rest-api' ? { ...door, routes: refused(door.routes) } : { ...door, routes: refused(door.routes) },
    notices: [...server.notices, ...notices],
  };
}

function refused<Route extends RouteFacts | RestRouteFacts>(routes: readonly Route[]): Route[] {
  return routes.map((route) => {
    if (route.guard?.kind !== 'iam') return route;
    const { guard: _guard, ...open } = route;
    return { ...open, unserved: REASON, withoutGuard: {} } as Route;
  });
}

function signed(routes: readonly (RouteFacts | RestRouteFacts)[]): (RouteFacts | RestRouteFacts)[] {
  return routes.filter(({ guard }) => guard?.kind === 'iam');
}
