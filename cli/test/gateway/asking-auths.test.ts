import { CredentialKinds, LAMBDA_CREDENTIALS, signatureCredentials, tokenCredentials } from './authorizer/credentials';
import { Issuer, IssuerKey, KEYS_MS, newKey, startIssuer } from './authorizer/issuer';
import { RunningGateway, startGateway } from './running-gateway';
import { METHODS, Outcome, outcomeOf, Target, targetsOf } from './template-requests';
import { McpCors, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { ASKING_AUTHS, AskingAuth } from '../../../test/auth/auths';
import { newAccessKey } from '../../src/issuer/access-key';
import { issuerSettings, remoteGuards, withIssuer } from '../../src/issuer/stand-in';
import { ServedServer } from '../../src/template/model';
import { fixture, stageFacts } from '../served-server';
import { served, servedByRest, servedByUrl } from '../template/support';

const ORIGIN = 'https://app.example.com';
const KEY = newAccessKey();

let key: IssuerKey;
let stranger: IssuerKey;
let issuer: Issuer;

beforeAll(async () => {
  [key, stranger] = await Promise.all([newKey('first'), newKey('stranger')]);
  issuer = await startIssuer(key);
}, KEYS_MS);
afterAll(async () => issuer.close());

/** A kind of door, and what of it the auths do not say. */
interface AskingDoor {
  readonly name: string;
  readonly served: (build: Parameters<typeof served>[0]) => ServedServer;
  readonly endpoint: (stageName: string, cors: McpCors) => McpEndpoint;
  readonly takes: (auth: AskingAuth) => boolean;
  /** The routes that ask nobody. */
  readonly open: (auth: AskingAuth, server: ServedServer) => readonly string[];
  /** Of a preflight. */
  readonly status: number;
}

const withPreflights = (keys: readonly string[]) => keys.flatMap((routeKey) => [routeKey, routeKey.replace(/^\w+/, 'OPTIONS')]);

const OPENID_CONFIGURATION = 'GET /.well-known/openid-configuration';

const DOORS: readonly AskingDoor[] = [
  {
    name: 'an HTTP API',
    served,
    endpoint: (stageName, cors) => McpEndpoint.httpApi({ stageName, cors }),
    takes: () => true,
    open: (auth, { door }) => withPreflights(auth.open(door.mcpPath)),
    status: 204,
  },
  {
    name: 'a REST API',
    served: servedByRest,
    endpoint: (_stageName, cors) => McpEndpoint.restApi({ cors }),
    // The Lambda authorizer of the table answers as one of an HTTP API alone.
    takes: ({ authorization }) => authorization !== 'CUSTOM',
    open: (auth) => {
      const documents = auth.open('/mcp');
      // Below a stage clients find the authorization server by OpenID's path.
      const more = documents.some((routeKey) => routeKey.endsWith('/oauth-authorization-server')) ? [OPENID_CONFIGURATION] : [];
      return ['OPTIONS /mcp', ...withPreflights([...documents, ...more])];
    },
    status: 204,
  },
  {
    name: 'a function URL',
    served: servedByUrl,
    endpoint: (_stageName, cors) => McpEndpoint.functionUrl({ cors }),
    takes: ({ authorization }) => authorization === 'AWS_IAM',
    open: () => [],
    status: 200,
  },
];

const LOWER_CASE = 'another spelling of Bearer';

/** What some auth has open. */
const everyDocument = (mcpPath: string) => [...new Set(ASKING_AUTHS.flatMap(({ open }) => open(mcpPath)))];

/** Where requests come in, and which paths any route of the door takes. */
function facesOf({ door }: ServedServer) {
  if (door.kind !== 'function-url') return { entrance: door, keys: door.routes.filter(({ guard }) => guard !== undefined).map(({ key: routeKey }) => routeKey) };
  return { entrance: { stages: [stageFacts()] }, keys: ['ANY /', 'ANY /mcp/{proxy+}'] };
}

/** The server of a real template. */
const serverWith = ({ make }: AskingAuth, door: AskingDoor, stageName: string): ServedServer => door.served((stack) => void new McpLambdaServer(stack, 'Server', {
  code: McpServerCode.asset(fixture('server')), auth: make(stack), endpoint: door.endpoint(stageName, McpCors.allow({ allowOrigins: [ORIGIN] })),
}));

/** The server whose tokens are those of the test's issuer, and credentials for it. */
function withCredentials(server: ServedServer): { readonly server: ServedServer; readonly kinds: CredentialKinds } {
  const guards = remoteGuards(server);
  const { door } = server;
  if (guards.length > 0) {
    const settings = issuerSettings(server, guards, 'http://localhost/mcp', () => 'secret');
    const standing = withIssuer(server, settings, issuer.url);
    const { good, bad } = tokenCredentials({ ...guards[0], issuer: `${issuer.url}${settings.slash ? '/' : ''}` }, key, stranger);
    // A JWT authorizer takes it for a part of the token, and the token check of a REST API reads it as it is meant.
    const { [LOWER_CASE]: _lowerCase, ...others } = bad;
    return { server: standing, kinds: { good, bad: door.kind === 'rest-api' ? others : bad } };
  }
  const isSigned = door.routes.some(({ guard }) => guard?.kind === 'iam');
  return { server, kinds: isSigned ? signatureCredentials(KEY, door.kind === 'function-url' ? 'lambda' : 'execute-api') : LAMBDA_CREDENTIALS };
}

// Stages take turns: where the auth has discovery, a named one has `$default` beside it.
const CELLS = DOORS.flatMap((door) => ASKING_AUTHS.filter(door.takes).map((auth, index) => [door.name, auth.name, index % 2 === 0 ? 'prod' : '$default', door, auth] as const));

describe.each(CELLS)('%s, %s, stage %s', (_door, _name, stageName, kind, auth) => {
  let gateway: RunningGateway;
  let kinds: CredentialKinds;
  let guarded: Target[];
  /** What is open, as far as the template is not asked. */
  let open: Target[];
  /** Paths that some template might have open. */
  let others: Target[];

  beforeAll(async () => {
    const made = withCredentials(serverWith(auth, kind, stageName));
    kinds = made.kinds;
    gateway = await startGateway(made.server, { accessKey: KEY });
    const { entrance, keys } = facesOf(made.server);
    guarded = targetsOf(keys, entrance);
    open = targetsOf(kind.open(auth, made.server), entrance);
    others = targetsOf([...everyDocument(made.server.door.mcpPath), ...everyDocument('/mcp'), OPENID_CONFIGURATION, 'GET /', 'GET /nowhere'], entrance);
  });

  afterAll(async () => gateway.close());

  const send = async ({ path, method }: Target, credentials: CredentialKinds['good']): Promise<Outcome> =>
    outcomeOf(gateway, await credentials(`${gateway.url}${path}`, method));

  test('bad credentials are answered by 401 or 403 on every route, and no instance is asked', async () => {
    expect(guarded.length).toBeGreaterThanOrEqual(kind.name === 'a REST API' ? 3 : 12);
    const letIn: unknown[] = [];
    for (const [name, credentials] of Object.entries(kinds.bad)) {
      await Promise.all(guarded.map(async (target) => {
        const outcome = await send(target, credentials);
        if (![401, 403].includes(outcome.status) || outcome.by !== 'gateway') letIn.push({ name, ...target, ...outcome });
      }));
    }
    expect(letIn).toEqual([]);
    expect(gateway.events.filter((event) => event.event === 'instance-started' && event.function === undefined)).toEqual([]);
  }, 30_000);

  test('exactly discovery is answered without credentials, and not by the server', async () => {
    const paths = new Set([...guarded, ...others].map(({ path }) => path));
    const answered: Target[] = [];
    for (const path of paths) {
      for (const method of METHODS) {
        const { status, by } = await send({ path, method }, kinds.bad.none);
        expect(by).not.toBe('server');
        if (![401, 403, 404].includes(status)) answered.push({ path, method });
      }
    }
    const sorted = (targets: readonly Target[]) => targets.map(({ path, method }) => `${method} ${path}`).sort();
    expect(sorted(answered)).toEqual(sorted(open));
  }, 30_000);

  test('preflights are answered without credentials, by the gateway', async () => {
    const headers = { 'origin': ORIGIN, 'access-control-request-method': 'POST' };
    for (const { path } of guarded) {
      expect(await outcomeOf(gateway, new Request(`${gateway.url}${path}`, { method: 'OPTIONS', headers }))).toEqual({ status: kind.status, by: 'gateway' });
    }
  });

  test('good credentials reach the server on every route', async () => {
    for (const target of guarded) {
      expect(await send(target, kinds.good)).toEqual({ status: 200, by: 'server' });
    }
  });
});
