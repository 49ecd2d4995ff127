import { HttpApiDoor, Notice, RouteFacts, ServedServer } from '../template/model';
import { guardedBy, refusedNotices } from '../template/refused-routes';

const REASON = guardedBy('IAM authorization, which --auth remote cannot check: AWS alone knows whose signatures are good');

/** Whether any route asks for requests that are signed with AWS credentials. */
export const asksForIam = ({ door }: ServedServer): boolean => signed(door).length > 0;

/** The server with such routes refused, and a notice about them. */
export function withoutIam(server: ServedServer): ServedServer {
  const { door } = server;
  const routes = signed(door);
  if (door.kind !== 'http-api' || routes.length === 0) return server;
  const notices: Notice[] = refusedNotices(routes.map(({ key }) => ({ key, noticeId: 'iam-authorizer', reason: REASON })));
  return {
    ...server,
    door: { ...door, routes: door.routes.map((route) => routes.includes(route) ? refused(route) : route) },
    notices: [...server.notices, ...notices],
  };
}

function refused({ guard: _guard, function: other, ...route }: RouteFacts): RouteFacts {
  return { ...route, unserved: REASON, withoutGuard: other === undefined ? {} : { function: other } };
}

function signed(door: ServedServer['door']): HttpApiDoor['routes'] {
  return door.kind === 'http-api' ? door.routes.filter(({ guard }) => guard?.kind === 'iam') : [];
}
