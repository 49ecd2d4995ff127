import { authFor } from '../../src/commands/auth';
import { startGuardian } from '../../src/instances/guardian';
import { LOCAL_ORIGIN, RestApiDoor, RestLambdaGuard, ServedServer } from '../../src/template/model';
import { restRouteFacts, restServer, routeFacts, servedServer, urlServer } from '../served-server';

const guardian = startGuardian();
afterAll(async () => guardian.close());

const off = async (server: ServedServer) => authFor({ mode: 'off', origin: 'http://localhost:3000', guardian, report: () => undefined }).guard(server);

test('guards that are not checked are off too, and what is not served for another reason stays so', async () => {
  const unserved = 'guarded by IAM authorization, which dev does not check';
  const notices = [
    { id: 'iam-authorizer', message: `POST /a: refused with 501: ${unserved}.` },
    { id: 'other-integration', message: 'Route GET /c is answered with 501: it has no integration.' },
  ];
  const { server, authOff } = await off({
    ...servedServer({
      routes: [
        routeFacts('POST /a', { unserved, withoutGuard: {} }),
        routeFacts('GET /b', { unserved, withoutGuard: { function: 'Other' } }),
        routeFacts('GET /c', { unserved: 'it has no integration' }),
      ],
    }),
    notices,
  });
  expect(authOff).toBe(true);
  expect(server.door.routes).toEqual([
    routeFacts('POST /a'), routeFacts('GET /b', { function: 'Other' }), routeFacts('GET /c', { unserved: 'it has no integration' }),
  ]);
  expect(server.notices).toEqual([notices[1]]);
});

test('the same for methods of a REST API', async () => {
  const guarded = restServer({ routes: [restRouteFacts('POST /mcp', { unserved: 'guarded by an API key, which dev does not check', withoutGuard: {} })] });
  const { server, authOff } = await off(guarded);
  expect([server.door.routes, authOff]).toEqual([[restRouteFacts('POST /mcp')], true]);
});

test('authorizers and keys of a REST API are asked for no more', async () => {
  const guard: RestLambdaGuard = {
    kind: 'rest-lambda', id: 'Token', function: 'Decides', type: 'TOKEN', identitySource: ['method.request.header.Authorization'], resultTtlSeconds: 0,
  };
  const { server, authOff } = await off(restServer({ routes: [restRouteFacts('POST /a', { guard }), restRouteFacts('POST /b', { asksForKey: true })] }));
  expect([server.door.routes, authOff]).toEqual([[restRouteFacts('POST /a'), restRouteFacts('POST /b')], true]);
});

test('a function URL that asks for signatures asks for none', async () => {
  const unserved = 'guarded by IAM authorization, which dev does not check';
  const { server, authOff } = await off(urlServer({ routes: [routeFacts('$default', { unserved, withoutGuard: {} })] }));
  expect([server.door.routes, authOff]).toEqual([[routeFacts('$default')], true]);
});

test('what a REST API answers by itself names the local origin', async () => {
  const header = `Bearer resource_metadata="${LOCAL_ORIGIN}/prod/mcp"`;
  const mock = { status: 200, headers: [], body: { mediaType: 'application/json', text: `{"resource":"${LOCAL_ORIGIN}/prod/mcp"}` } };
  const { server } = await off(restServer({
    gatewayResponses: [{ type: 'UNAUTHORIZED', headers: ['www-authenticate', header] }], routes: [restRouteFacts('GET /discovery', { mock })],
  }));
  const { gatewayResponses, routes } = server.door as RestApiDoor;
  expect(gatewayResponses[0].headers[1]).toBe('Bearer resource_metadata="http://localhost:3000/prod/mcp"');
  expect(routes[0].mock?.body?.text).toBe('{"resource":"http://localhost:3000/prod/mcp"}');
});

test('nothing is said to be off where nothing is guarded', async () => {
  expect((await off(servedServer())).authOff).toBe(false);
});
