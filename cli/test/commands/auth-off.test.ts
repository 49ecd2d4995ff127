import { authFor } from '../../src/commands/auth';
import { startGuardian } from '../../src/instances/guardian';
import { ServedServer } from '../../src/template/model';
import { restRouteFacts, restServer, routeFacts, servedServer } from '../served-server';

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

test('nothing is said to be off where nothing is guarded', async () => {
  expect((await off(servedServer())).authOff).toBe(false);
});
