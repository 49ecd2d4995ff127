import { noticesOf, templateServer } from '../template-server';
import type { EditedTemplate, TemplateServer } from '../template-server';

let server: TemplateServer;
let alias: string;
let lambda: string;
let integration: string;
beforeAll(() => {
  server = templateServer();
  alias = server.id('AWS::Lambda::Alias');
  lambda = server.id('AWS::Lambda::Function');
  integration = server.id('AWS::ApiGatewayV2::Integration');
});

const withAlias = (properties: Record<string, unknown>) =>
  server.read(({ Resources }) => Object.assign(Resources[alias].Properties, properties));

/** The reading of a server whose API has this IntegrationUri, and may invoke what it names. */
const withUri = (uri: unknown, change?: (template: EditedTemplate) => void) => server.read((template) => {
  template.Resources[integration].Properties.IntegrationUri = uri;
  template.Resources.Allowed = { Type: 'AWS::Lambda::Permission', Properties: { Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com', FunctionName: uri } };
  change?.(template);
});

const arnOfFunction = () => ({ 'Fn::GetAtt': [lambda, 'Arn'] });
const qualified = (qualifier: string) => ({ 'Fn::Sub': [`\${Arn}:${qualifier}`, { Arn: arnOfFunction() }] });

test('an alias of a version that the template makes is at version 1', () => {
  const reading = server.read();
  expect(reading.servers[0].function).toMatchObject({ version: '1', alias: 'live' });
  expect(noticesOf(reading)).toEqual([]);
});

test('an alias of $LATEST is at $LATEST', () => {
  const reading = withAlias({ FunctionVersion: '$LATEST' });
  expect(reading.servers[0].function).toMatchObject({ version: '$LATEST', alias: 'live' });
  expect(noticesOf(reading)).toEqual([]);
});

test('an alias of a version that was published before has its number, and is said to have this code', () => {
  const reading = withAlias({ FunctionVersion: '7' });
  expect(reading.servers[0].function).toMatchObject({ version: '7', alias: 'live' });
  expect(noticesOf(reading)).toEqual(['published-version: Alias live: its FunctionVersion is "7"; locally it has the code and the configuration of this template.']);
});

test('an alias whose version or name only a deployment knows is named', () => {
  const reading = withAlias({ FunctionVersion: { 'Fn::ImportValue': 'Version' }, Name: { 'Fn::ImportValue': 'Alias' } });
  expect(reading.servers[0].function).toMatchObject({ version: '1', alias });
  expect(noticesOf(reading)).toEqual([
    expect.stringMatching(/^published-version: .* its FunctionVersion is not known locally \(another stack exports it as "Version"\)/),
    expect.stringMatching(/^unresolved-property: AWS::Lambda::Alias .*: Name is not known locally/),
  ]);
});

test('a version is at version 1, without an alias', () => {
  const { function: facts } = withUri({ Ref: server.id('AWS::Lambda::Version') }).servers[0];
  expect(facts).toMatchObject({ version: '1', alias: undefined });
});

test('the function itself is at $LATEST', () => {
  const { function: facts } = withUri(arnOfFunction()).servers[0];
  expect(facts).toMatchObject({ version: '$LATEST', alias: undefined });
});

test.each([
  ['live', { version: '1', alias: 'live' }],
  ['$LATEST', { version: '$LATEST', alias: undefined }],
  ['12', { version: '12', alias: undefined }],
])('the qualifier %s after the function\'s ARN is taken', (qualifier, facts) => {
  expect(withUri(qualified(qualifier)).servers[0].function).toMatchObject(facts);
});

test('routes that invoke different versions are named', () => {
  const Type = 'AWS::ApiGatewayV2::Route';
  const reading = server.read(({ Resources }) => {
    Resources.Plain = structuredClone(Resources[integration]);
    Resources.Plain.Properties.IntegrationUri = qualified('$LATEST');
    Resources.PlainRoute = { Type, Properties: { ...Resources[server.id(Type)].Properties, RouteKey: 'GET /mcp', Target: { 'Fn::Sub': 'integrations/${Plain}' } } };
    Resources.Allowed = { Type: 'AWS::Lambda::Permission', Properties: { Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com', FunctionName: arnOfFunction() } };
  });
  expect(reading.servers[0].function).toMatchObject({ version: '1', alias: 'live' });
  expect(noticesOf(reading)).toEqual([
    `several-versions: Function ${lambda}: routes invoke it as the alias live and as $LATEST; locally all of them reach the alias live.`,
  ]);
});

describe('an API that may not invoke', () => {
  const permissions = ({ Resources }: EditedTemplate) => Object.values(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Permission');
  const REFUSED = expect.stringMatching(/^no-permission: No AWS::Lambda::Permission .* the AWS::Lambda::Alias \w+: without one, AWS answers 500/) as unknown;

  test.each<[string, string, unknown]>([
    ['by another principal', 'Principal', 'events.amazonaws.com'],
    ['by another action', 'Action', 'lambda:GetFunction'],
    ['by a permission of the function and not of its alias', 'FunctionName', undefined],
  ])('%s is named', (_name, property, value) => {
    const reading = server.read((template) => permissions(template).forEach(({ Properties }) => {
      Properties[property] = value ?? arnOfFunction();
    }));
    expect(noticesOf(reading)).toEqual([REFUSED]);
  });

  test('is not named where a role is given to it, or where only a deployment knows', () => {
    const remove = (template: EditedTemplate) => permissions(template).forEach((each) => {
      each.Type = 'AWS::SNS::Topic';
    });
    expect(noticesOf(server.read(remove))).toEqual([REFUSED]);
    expect(noticesOf(server.read((template) => {
      remove(template);
      template.Resources[integration].Properties.CredentialsArn = 'arn:aws:iam::123456789012:role/invoke';
    }))).toEqual([]);
    expect(noticesOf(server.read((template) => permissions(template).forEach(({ Properties }) => {
      Properties.FunctionName = { 'Fn::ImportValue': 'Name' };
    })))).toEqual([]);
  });
});
