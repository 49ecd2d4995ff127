import { RestApiDoor, RestLambdaGuard } from '../../../src/template/model';
import { lambdaFacts } from '../../functions/running-functions';
import { restRouteFacts, restServer, stageFacts } from '../../served-server';
import { gatewayOfTest, Shown } from '../running-gateway';

const start = gatewayOfTest();

const apiKeys = [{ id: 'Ann', value: 'key-of-ann', stages: [{ name: 'prod', plan: 'Plan' }] }];
const keyed = (door: Partial<RestApiDoor> = {}) => restServer({
  stages: [stageFacts({ name: 'prod' }), stageFacts({ name: 'test' })], routes: [restRouteFacts('GET /mcp', { asksForKey: true })], apiKeys, ...door,
});

test.each([
  ['/prod/mcp', {}, 'an API key is asked for, and there is no header x-api-key'],
  ['/prod/mcp', { 'x-api-key': '' }, 'an API key is asked for, and there is no header x-api-key'],
  ['/prod/mcp', { 'x-api-key': 'key-of-bob' }, 'the API key is none of the template'],
  ['/test/mcp', { 'x-api-key': 'key-of-ann' }, 'the API key Ann has no usage plan for the stage test'],
])('%s with %p is 403', async (path, headers, failure) => {
  const { url, requests } = await start(keyed({ gatewayResponses: [{ type: 'INVALID_API_KEY', headers: ['x-hint', 'key'] }] }));
  const answer = await fetch(url + path, { headers });
  expect([answer.status, await answer.text(), answer.headers.get('x-amzn-errortype'), answer.headers.get('x-hint')])
    .toEqual([403, '{"message":"Forbidden"}', 'ForbiddenException', 'key']);
  expect((await requests(1))[0].failure).toBe(failure);
});

test('a key of a usage plan for the stage lets the request through, and the server is told whose it is', async () => {
  const { url } = await start(keyed());
  const { headers } = await (await fetch(`${url}/prod/mcp`, { headers: { 'x-api-key': 'key-of-ann' } })).json() as Shown;
  expect(JSON.parse(headers['x-amzn-request-context']).identity).toMatchObject({ apiKey: 'key-of-ann', apiKeyId: 'Ann' });
});

test('an authorizer may name the key instead of the client', async () => {
  const guard: RestLambdaGuard = {
    kind: 'rest-lambda', id: 'Token', function: 'Decides', type: 'TOKEN', identitySource: ['method.request.header.Authorization'], resultTtlSeconds: 0,
  };
  const functions = [lambdaFacts({ logicalId: 'Decides', handler: 'authorizer.rest' })];
  const { url, requests } = await start(keyed({ keySource: 'authorizer', functions, routes: [restRouteFacts('GET /mcp', { asksForKey: true, guard })] }));
  const asked = async (authorization: string) => (await fetch(`${url}/prod/mcp`, { headers: { authorization, 'x-api-key': 'key-of-ann' } })).status;
  expect([await asked('Key'), await asked('Allow')]).toEqual([200, 403]);
  expect((await requests(2))[1].failure).toBe('an API key is asked for, and the authorizer\'s answer has no usageIdentifierKey');
});
