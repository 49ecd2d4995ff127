import { IssuerSettings, KnownClient, MachineClient } from './settings';
import { isLoopbackHttp } from '../template/api/issuer-url';
import { JwtGuard, LambdaFacts, RestRouteFacts, RouteFacts, ServedServer } from '../template/model';
import { isObject, textOf, textsOf } from '../template/values/json';

/** The client id where the template knows of none. */
const DEV_CLIENT = 'mcp-lambda-dev';

const COGNITO = /^https:\/\/cognito-idp\./;
const LOGIN_PAGE = /^(https:\/\/[^/]+)\/oauth2\/authorize$/;

/** The JWT authorizers of a server, and those functions of a REST API that check tokens, whose issuers are on other machines, each once. */
export function remoteGuards({ door }: ServedServer): JwtGuard[] {
  const routes: readonly (RouteFacts | RestRouteFacts)[] = door.routes;
  const guards = routes.flatMap(({ guard }) => (guard?.kind === 'rest-lambda' ? guard.tokens : guard?.kind === 'jwt' ? guard : undefined) ?? []);
  return [...new Map(guards.filter(({ issuer }) => !isLoopbackHttp(new URL(issuer))).map((guard) => [JSON.stringify(guard), guard])).values()];
}

/**
 * What the local issuer must know to stand for the issuers of these guards, which are not none. A
 * client's secret is known to a deployment alone: `secretOf` makes one for an id, the same each time.
 */
export function issuerSettings(server: ServedServer, guards: readonly JwtGuard[], mcpUrl: string, secretOf: (id: string) => string): IssuerSettings {
  const audiences = unique(guards.flatMap(({ audience }) => audience));
  const resources = audiences.filter((audience) => URL.canParse(audience));
  const cognito = COGNITO.test(guards[0].issuer);
  return {
    issuers: unique(guards.map(({ issuer }) => issuer)),
    slash: guards[0].issuer.endsWith('/'),
    cognito,
    resources,
    audience: audiences.includes(mcpUrl) ? mcpUrl : audiences[0] ?? mcpUrl,
    plainAudience: cognito ? undefined : audiences[0],
    scopes: unique(guards.flatMap(({ scopes }) => scopes)),
    clients: clientsOf(server, guards, cognito),
    machines: cognito ? machinesOf(guards, secretOf) : [],
  };
}

/** The server with this issuer in place of those that it stands for, wherever their URLs are written. */
export function withIssuer(server: ServedServer, { issuers, slash, cognito }: IssuerSettings, origin: string): ServedServer {
  const names = [...issuers.map((issuer) => issuer.replace(/\/$/, '')), ...cognito ? loginHosts(server, issuers) : []];
  const replaced = (text: string) => names.reduce((before, name) => before.replace(spelling(name), origin), text);
  const guard = (route: RouteFacts): RouteFacts => route.guard?.kind === 'jwt' && issuers.includes(route.guard.issuer)
    ? { ...route, guard: { ...route.guard, issuer: `${origin}${slash ? '/' : ''}` } }
    : route;
  const variables = <Facts extends LambdaFacts>(facts: Facts): Facts => ({
    ...facts, environment: Object.fromEntries(Object.entries(facts.environment).map(([name, value]) => [name, replaced(value)])),
  });
  const answer = (route: RestRouteFacts): RestRouteFacts => route.mock?.body === undefined ? route
    : { ...route, mock: { ...route.mock, body: { ...route.mock.body, text: replaced(route.mock.body.text) } } };
  const { door } = server;
  const functions = door.functions.map(variables);
  return {
    ...server,
    function: variables(server.function),
    door: door.kind === 'rest-api'
      ? { ...door, functions, routes: door.routes.map(answer) }
      : { ...door, functions, routes: door.routes.map(guard) },
  };
}

/** A URL and what is below it, but no longer host or other path that begins alike. */
const spelling = (name: string) => new RegExp(`${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w.:-])`, 'g');

/** The public clients. Those of a pool that is not the template's are audiences that are no URL. */
function clientsOf(server: ServedServer, guards: readonly JwtGuard[], cognito: boolean): KnownClient[] {
  const made = guards.flatMap(({ clients = [] }) => clients);
  const secret = made.filter((client) => client.secret).map(({ id }) => id);
  const audiences = cognito ? guards.flatMap(({ audience }) => audience) : [];
  const others = audiences.filter((id) => !URL.canParse(id) && !secret.includes(id));
  // An API may have documents of several servers: those clients are meant whose tokens the guards of this one take.
  const taken = [...made.map(({ id }) => id), ...guards.flatMap(({ audience }) => audience)];
  const registered = documents(server).flatMap(({ client_id: id, redirect_uris: uris }) => (
    typeof id === 'string' && taken.includes(id) ? [{ id, redirectUris: textsOf(uris) }] : []));
  const known = [...made.filter((client) => !client.secret), ...registered];
  const clients = unique([...known.map(({ id }) => id), ...others]).map((id): KnownClient => (
    { id, redirectUris: unique(known.filter((client) => client.id === id).flatMap(({ redirectUris }) => redirectUris)) }));
  return clients.length > 0 ? clients : [{ id: DEV_CLIENT, redirectUris: [] }];
}

/** The template's clients for programs. */
function machinesOf(guards: readonly JwtGuard[], secretOf: (id: string) => string): MachineClient[] {
  const found = guards.flatMap(({ clients = [] }) => clients)
    .flatMap(({ id, machineScopes: scopes }) => scopes === undefined ? [] : [[id, { id, secret: secretOf(id), scopes }] as const]);
  return [...new Map(found).values()];
}

/** A user pool's pages and endpoints are on a host of their own, which its discovery document names, and not that with another issuer's keys. */
function loginHosts(server: ServedServer, issuers: readonly string[]): string[] {
  return unique(documents(server)
    .filter(({ jwks_uri: keys }) => keys === undefined || issuers.some((issuer) => textOf(keys)?.startsWith(`${issuer.replace(/\/$/, '')}/`)))
    .flatMap(({ authorization_endpoint: endpoint }) => LOGIN_PAGE.exec(textOf(endpoint) ?? '')?.[1] ?? []));
}

/** The JSON objects in the environments of the functions beside the server, and in fixed answers: discovery documents are such. */
function documents({ door }: ServedServer): Readonly<Record<string, unknown>>[] {
  const fixed = door.kind === 'rest-api' ? door.routes.flatMap(({ mock }) => mock?.body?.text ?? []) : [];
  return [...door.functions.flatMap(({ environment }) => Object.values(environment)), ...fixed].flatMap((text) => {
    try {
      const value: unknown = JSON.parse(text);
      return isObject(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
