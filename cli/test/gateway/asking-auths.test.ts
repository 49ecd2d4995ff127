import { CredentialKinds, LAMBDA_CREDENTIALS, signatureCredentials, tokenCredentials } from './authorizer/credentials';
import { Issuer, IssuerKey, KEYS_MS, newKey, startIssuer } from './authorizer/issuer';
import { RunningGateway, startGateway } from './running-gateway';
import { METHODS, Outcome, outcomeOf, Target, targetsOf } from './template-requests';
import { McpCors, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { ASKING_AUTHS, AskingAuth } from '../../../test/auth/asking-auths';
import { newAccessKey } from '../../src/issuer/access-key';
import { issuerSettings, remoteGuards, withIssuer } from '../../src/issuer/stand-in';
import { HttpApiDoor, ServedServer } from '../../src/template/model';
import { fixture } from '../served-server';
import { served } from '../template/support';

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

type Served = ServedServer & { readonly door: HttpApiDoor };

/** What some auth has open. */
const everyDocument = (mcpPath: string) => [...new Set(ASKING_AUTHS.flatMap(({ open }) => open(mcpPath)))];

/** The server of a real template. Stages take turns: where the auth has discovery, a named one has `$default` beside it. */
function serverWith({ make }: AskingAuth, stageName: string): Served {
  return served((stack) => void new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.asset(fixture('server')), auth: make(stack), endpoint: McpEndpoint.httpApi({ stageName, cors: McpCors.allow({ allowOrigins: [ORIGIN] }) }),
  }));
}

/** The server whose tokens are those of the test's issuer, and credentials for it. */
function withCredentials(server: Served): { readonly server: Served; readonly kinds: CredentialKinds } {
  const guards = remoteGuards(server);
  if (guards.length > 0) {
    const standing = withIssuer(server, issuerSettings(server, guards, 'http://localhost/mcp', () => 'secret'), issuer.url);
    return { server: standing as Served, kinds: tokenCredentials({ ...guards[0], issuer: issuer.url }, key, stranger) };
  }
  const isSigned = server.door.routes.some(({ guard }) => guard?.kind === 'iam');
  return { server, kinds: isSigned ? signatureCredentials(KEY) : LAMBDA_CREDENTIALS };
}

describe.each(ASKING_AUTHS.map((auth, index) => [auth.name, index % 2 === 0 ? 'prod' : '$default', auth] as const))('%s, stage %s', (_name, stageName, auth) => {
  let gateway: RunningGateway;
  let door: HttpApiDoor;
  let kinds: CredentialKinds;
  let guarded: Target[];
  /** What is open, as far as the template is not asked. */
  let open: Target[];

  beforeAll(async () => {
    const made = withCredentials(serverWith(auth, stageName));
    ({ server: { door }, kinds } = made);
    gateway = await startGateway(made.server, { accessKey: KEY });
    guarded = targetsOf(door.routes.filter(({ guard }) => guard !== undefined).map(({ key: routeKey }) => routeKey), door);
    open = targetsOf(auth.open(door.mcpPath).flatMap((routeKey) => [routeKey, routeKey.replace(/^\w+/, 'OPTIONS')]), door);
  });

  afterAll(async () => gateway.close());

  const send = async ({ path, method }: Target, credentials: CredentialKinds['good']): Promise<Outcome> =>
    outcomeOf(gateway, await credentials(`${gateway.url}${path}`, method));

  test('bad credentials are answered by 401 or 403 on every route, and no instance is asked', async () => {
    expect(guarded.length).toBeGreaterThanOrEqual(12);
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
    const paths = new Set([...guarded, ...targetsOf(everyDocument(door.mcpPath), door), ...targetsOf(['GET /', 'GET /nowhere'], door)].map(({ path }) => path));
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
      expect(await outcomeOf(gateway, new Request(`${gateway.url}${path}`, { method: 'OPTIONS', headers }))).toEqual({ status: 204, by: 'gateway' });
    }
  });

  test('good credentials reach the server on every route', async () => {
    for (const target of guarded) {
      expect(await send(target, kinds.good)).toEqual({ status: 200, by: 'server' });
    }
  });
});
