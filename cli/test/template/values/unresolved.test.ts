import type { FoundServers } from '../../../src/template/read-servers';
import { noticesOf, templateServer } from '../template-server';
import type { TemplateServer } from '../template-server';

/** Values that only a deployment knows, and why. */
const OPEN: ReadonlyMap<string, readonly [value: unknown, reason: string]> = new Map([
  ['an export of another stack', [{ 'Fn::ImportValue': 'Shared' }, 'another stack exports it as "Shared"']],
  ['a parameter in SSM', [{ Ref: 'Stored' }, 'the parameter "Stored" is read from SSM Parameter Store']],
  ['a reference to SSM', ['{{resolve:ssm:/shared/value:1}}', 'it is the dynamic reference {{resolve:ssm:/shared/value:1}}']],
  ['a parameter without a default', [{ Ref: 'Open' }, 'the parameter "Open" has no default']],
]);

let server: TemplateServer;
beforeAll(() => {
  server = templateServer();
});

/** The reading of a server with one more property, or another value of one. */
function withProperty(type: string, name: string, value: unknown): FoundServers {
  return server.read((template) => {
    template.Parameters = { ...template.Parameters, Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shared/value' }, Open: { Type: 'String' } };
    template.Resources[server.id(type)].Properties[name] = value;
  });
}

describe.each([...OPEN])('%s', (_name, [value, reason]) => {
  test.each<[type: string, property: string, place: string, value?: unknown]>([
    ['AWS::Lambda::Function', 'MemorySize', ': MemorySize is not known locally: '],
    ['AWS::Lambda::Function', 'Timeout', ': Timeout is not known locally: '],
    ['AWS::Lambda::Function', 'ReservedConcurrentExecutions', ': ReservedConcurrentExecutions is not known locally: '],
    ['AWS::Lambda::Function', 'FunctionName', ': FunctionName is not known locally: '],
    ['AWS::Lambda::Function', 'Architectures', ': Architectures is not known locally: ', [value]],
    ['AWS::Lambda::Function', 'Environment', 'unresolved-environment: KEY is not set locally: ', { Variables: { KEY: value } }],
    ['AWS::ApiGatewayV2::Integration', 'TimeoutInMillis', ': TimeoutInMillis is not known locally: '],
    ['AWS::ApiGatewayV2::Integration', 'PayloadFormatVersion', ': its PayloadFormatVersion is not known locally ('],
    ['AWS::ApiGatewayV2::Stage', 'DefaultRouteSettings', ': ThrottlingRateLimit is not known locally: ', { ThrottlingRateLimit: value }],
    ['AWS::ApiGatewayV2::Stage', 'StageName', ' is not served: its StageName is not known locally ('],
    ['AWS::ApiGatewayV2::Route', 'RouteKey', ' is not served: its RouteKey is not known locally ('],
    ['AWS::ApiGatewayV2::Route', 'Target', 'is answered with 501: its Target is not known locally ('],
    ['AWS::ApiGatewayV2::Api', 'CorsConfiguration', ': CorsConfiguration.MaxAge is not known locally: ', { MaxAge: value }],
    ['AWS::Lambda::Alias', 'FunctionVersion', ': its FunctionVersion is not known locally ('],
  ])('in %s %s is named with its place', (type, property, place, given = value) => {
    expect(noticesOf(withProperty(type, property, given))).toContainEqual(expect.stringContaining(place + reason));
  });

  test.each([
    ['AWS::ApiGatewayV2::Integration', 'IntegrationUri'],
    ['AWS::Lambda::Function', 'Runtime'],
    ['AWS::Lambda::Function', 'Handler'],
  ])('in %s %s leaves nothing to serve, and says so', (type, property) => {
    const { servers, refused } = withProperty(type, property, value);
    expect(servers).toEqual([]);
    expect(refused).toEqual([expect.objectContaining({
      likely: true,
      reason: expect.stringMatching(new RegExp(`${property}.* is not known locally \\(.*${reason.slice(0, 20)}`)) as unknown,
    })]);
  });
});
