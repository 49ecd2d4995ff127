import { randomBytes } from 'node:crypto';
import { asksForIam, withoutIam } from './iam';
import { UserError } from '../errors';
import { Guardian } from '../instances/guardian';
import { AccessKey, newAccessKey } from '../issuer/access-key';
import { LocalIssuer, startIssuer } from '../issuer/issuer';
import { IssuerSettings, TOKEN_PATH } from '../issuer/settings';
import { issuerSettings, remoteGuards, withIssuer } from '../issuer/stand-in';
import { tellsOfGuard } from '../template/api/refused-routes';
import { LOCAL_ORIGIN, RestApiDoor, RestRouteFacts, RouteFacts, ServedServer } from '../template/model';
import { LocalAuth, Report } from '../terminal/events';

/** Who checks tokens: an issuer on this machine, the template's own, or nobody. */
export type AuthMode = typeof AUTH_MODES[number];

export const AUTH_MODES = ['local', 'remote', 'off'] as const;

/** A server as it is guarded here. */
export interface Guarded {
  readonly server: ServedServer;
  /** What takes the place of the template's issuer, where something does. */
  readonly auth?: LocalAuth;
  /** Whose signatures are good here, where routes ask for IAM. */
  readonly accessKey?: AccessKey;
  /** True where routes are open that are not on AWS. */
  readonly authOff?: boolean;
}

/** Guards the servers of a run; the local issuer is one for all of them, and so are keys and secrets. */
export interface Auth {
  guard(server: ServedServer): Promise<Guarded>;
  close(): Promise<void>;
}

/** What guards are made with. */
export interface AuthTask {
  readonly mode: AuthMode;
  /** Where the gateway listens. */
  readonly origin: string;
  readonly guardian: Guardian;
  readonly report: Report;
}

/** An issuer is started when the first server needs it, and ends when all of this is closed. */
export function authFor({ mode, origin, guardian, report }: AuthTask): Auth {
  let started: Promise<LocalIssuer> | undefined;
  let accessKey: AccessKey | undefined;
  const secrets = new Map<string, string>();
  let last: { readonly settings: string; readonly auth: LocalAuth } | undefined;
  const onProblem = (message: string) => report({ event: 'notice', id: 'local-issuer', message });

  const standIn = async (issuer: LocalIssuer, settings: IssuerSettings): Promise<LocalAuth> => {
    const text = JSON.stringify(settings);
    if (last?.settings !== text) {
      const { token, expires } = await issuer.serve(settings);
      last = { settings: text, auth: localAuth(issuer.origin, settings, token, expires) };
    }
    return last.auth;
  };
  const secretOf = (id: string): string => {
    const secret = secrets.get(id) ?? randomBytes(32).toString('base64url');
    secrets.set(id, secret);
    return secret;
  };
  return {
    guard: async (synthesised) => {
      const server = atOrigin(synthesised, origin);
      if (mode === 'off') return withoutGuards(server);
      const guards = remoteGuards(server);
      if (mode === 'remote') {
        const made = guards.find((guard) => guard.made !== undefined);
        if (made) throw new UserError(notDeployed(made.name, made.made!));
        return { server: withoutIam(server) };
      }
      const signed = asksForIam(server) ? { accessKey: accessKey ??= newAccessKey() } : {};
      if (guards.length === 0) return { server, ...signed };
      const settings = issuerSettings(server, guards, `${origin}${server.door.mcpPath}`, secretOf);
      const issuer = await (started ??= startIssuer(guardian, onProblem));
      return { server: withIssuer(server, settings, issuer.origin), auth: await standIn(issuer, settings), ...signed };
    },
    close: async () => {
      await (await started?.catch(() => undefined))?.close();
    },
  };
}

function localAuth(issuer: string, { issuers, clients, machines }: IssuerSettings, token: string, expires: string): LocalAuth {
  return {
    issuer,
    insteadOf: issuers,
    clientId: clients[0].id,
    token,
    expires,
    ...machines.length === 0 ? {} : {
      machineClients: machines.map(({ id, secret, scopes }) => ({ clientId: id, clientSecret: secret, scopes, tokenUrl: `${issuer}${TOKEN_PATH}` })),
    },
  };
}

const notDeployed = (name: string, made: readonly string[]) => `--auth remote: the authorizer ${name} is made of ${made.join(' and ')}, which only a deployment makes. `
  + 'Use --auth local, or give the app an issuer that exists (McpAuth.jwt, McpAuth.userPool).';

/** Tokens are for the URL that clients know, and what an API answers by itself names it. */
function atOrigin(server: ServedServer, origin: string): ServedServer {
  const { door } = server;
  if (door.kind === 'rest-api') return { ...server, door: JSON.parse(JSON.stringify(door).replaceAll(LOCAL_ORIGIN, origin)) as RestApiDoor };
  return withRoutes(server, (route) => route.guard?.kind === 'jwt'
    ? { ...route, guard: { ...route.guard, audience: route.guard.audience.map((audience) => audience.replaceAll(LOCAL_ORIGIN, origin)) } }
    : route);
}

function withoutGuards(server: ServedServer): Guarded {
  const { door } = server;
  const authOff = door.routes.some((route) => route.withoutGuard !== undefined || route.guard !== undefined || 'asksForKey' in route);
  const open = door.kind === 'rest-api'
    ? { ...server, door: { ...door, routes: door.routes.map(({ guard: _guard, asksForKey: _asksForKey, ...route }) => opened(route)) } }
    : withRoutes(server, ({ guard: _guard, ...route }) => opened(route));
  return { server: { ...open, notices: server.notices.filter((notice) => !tellsOfGuard(notice)) }, authOff };
}

/** The route as it would be if nobody were asked. */
function opened<Route extends RouteFacts | RestRouteFacts>(route: Route): Route {
  const { unserved: _unserved, withoutGuard, ...rest } = route;
  return withoutGuard === undefined ? route : { ...rest, ...withoutGuard } as Route;
}

function withRoutes(server: ServedServer, change: (route: RouteFacts) => RouteFacts): ServedServer {
  const { door } = server;
  return door.kind === 'rest-api' ? server : { ...server, door: { ...door, routes: door.routes.map(change) } };
}
