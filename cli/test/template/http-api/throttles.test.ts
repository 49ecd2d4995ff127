import { HttpApiDoor } from '../../../src/template/model';
import type { FoundServers } from '../../../src/template/read-servers';
import { noticesOf, templateServer } from '../template-server';
import type { TemplateServer } from '../template-server';

const STAGE = 'AWS::ApiGatewayV2::Stage';
let server: TemplateServer;
beforeAll(() => {
  server = templateServer();
});

/** The reading of the server whose one stage has these properties as well. */
function withStage(properties: Record<string, unknown>): FoundServers {
  return server.read(({ Resources }) => Object.assign(Resources[server.id(STAGE)].Properties, properties));
}

const stageOf = ({ servers: [{ door }] }: FoundServers) => (door as HttpApiDoor).stages[0];

test('a stage without settings has no throttle', () => {
  expect(stageOf(server.read())).toEqual({ name: '$default', throttle: undefined, routeThrottles: {} });
});

test('the throttle of a stage has its rate and its burst', () => {
  const reading = withStage({ DefaultRouteSettings: { ThrottlingRateLimit: 0.5, ThrottlingBurstLimit: '7' } });
  expect(stageOf(reading).throttle).toEqual({ rateLimit: 0.5, burstLimit: 7 });
  expect(noticesOf(reading)).toEqual([]);
});

test('a throttle of 0 is one', () => {
  expect(stageOf(withStage({ DefaultRouteSettings: { ThrottlingRateLimit: 0 } })).throttle).toEqual({ rateLimit: 0 });
});

test('a route with settings has its own throttle, and none where they do not say one', () => {
  const reading = withStage({
    RouteSettings: { 'POST /mcp': { ThrottlingBurstLimit: 2 }, 'POST /guarded': { DetailedMetricsEnabled: true } },
  });
  expect(stageOf(reading).routeThrottles).toEqual({ 'POST /mcp': { burstLimit: 2 }, 'POST /guarded': {} });
  expect(noticesOf(reading)).toEqual([]);
});

test('settings of a route that there is not are named, as AWS refuses them', () => {
  expect(noticesOf(withStage({ RouteSettings: { 'GET /mcp': {} } })))
    .toEqual([expect.stringMatching(/^route-settings: .* RouteSettings name "GET \/mcp", which is the key of no route: AWS would refuse/)]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['a rate below 0', { DefaultRouteSettings: { ThrottlingRateLimit: -1 } }, 'invalid-property: AWS::ApiGatewayV2::Stage .*: DefaultRouteSettings: ThrottlingRateLimit is -1, and AWS takes numbers from 0 on'],
  ['a burst that is no whole number', { DefaultRouteSettings: { ThrottlingBurstLimit: 1.5 } }, 'DefaultRouteSettings: ThrottlingBurstLimit is 1.5, and AWS takes whole numbers from 0 on'],
  ['a rate that another stack exports', { DefaultRouteSettings: { ThrottlingRateLimit: { 'Fn::ImportValue': 'Rate' } } }, 'unresolved-property: .*ThrottlingRateLimit is not known locally: another stack exports it as "Rate". Locally there is no such limit.'],
  ['a rate of one route', { RouteSettings: { 'POST /mcp': { ThrottlingRateLimit: 'many' } } }, 'RouteSettings of POST /mcp: ThrottlingRateLimit is "many"'],
  ['settings as a whole', { DefaultRouteSettings: { 'Fn::ImportValue': 'Settings' } }, 'unresolved-property: .*: DefaultRouteSettings is not known locally'],
  ['settings of all routes', { RouteSettings: { 'Fn::ImportValue': 'Settings' } }, 'unresolved-property: .*: RouteSettings is not known locally'],
  ['settings of one route', { RouteSettings: { 'POST /mcp': 5 } }, 'invalid-property: .*: RouteSettings.POST /mcp is 5, and AWS takes an object'],
  ['a setting of the future', { RouteSettings: { 'POST /mcp': { Sparkle: 'much' } } }, 'unknown-property: .*: RouteSettings.POST /mcp.Sparkle is not applied locally.'],
])('%s that cannot be applied is named', (_name, properties, text) => {
  const reading = withStage(properties);
  expect(noticesOf(reading)).toEqual([expect.stringMatching(text)]);
  expect(stageOf(reading).throttle).toBeUndefined();
});
