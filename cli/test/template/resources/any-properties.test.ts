import fc from 'fast-check';
import { schemaOf } from './resource-schema';
import { UserError } from '../../../src/errors';
import { restTemplateServer, templateServer } from '../template-server';
import type { TemplateServer } from '../template-server';

const REST_TYPES = [
  ...['Deployment', 'GatewayResponse', 'Method', 'Resource', 'RestApi', 'Stage'].map((name) => `AWS::ApiGateway::${name}`),
  'AWS::Lambda::Function',
];

/** The types whose properties are read, with one that is only recognised. */
const TYPES = [
  ...['Api', 'Authorizer', 'Integration', 'Route', 'Stage'].map((name) => `AWS::ApiGatewayV2::${name}`),
  ...['Alias', 'Function', 'Permission', 'Version'].map((name) => `AWS::Lambda::${name}`),
];

/** What is printed where a value was not looked at closely enough. */
const CARELESS = /\bundefined\b|\bNaN\b|\[object |\$\{Token\[/;

const careful = (text: string) => !CARELESS.test(text);

/** A property, or one inside of it, that the type has. */
const placesIn = (types: readonly string[]) => fc.constantFrom(...types).chain((type) => fc.record({
  type: fc.constant(type),
  path: fc.constantFrom(...schemaOf(type).map(({ path }) => path.split('.'))).chain((path) => fc.integer({ min: 1, max: path.length }).map((length) => path.slice(0, length))),
}));

/** Any JSON, and JSON with what CloudFormation evaluates. */
const values = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('$LATEST', -1, 1e400, 0.5, '', ' ', '0x10', 'https://', [], {}, [[]], [{}]),
  fc.tuple(fc.constantFrom('Ref', 'Fn::GetAtt', 'Fn::Sub', 'Fn::ImportValue', 'Fn::Join'), fc.oneof(fc.constantFrom('ServerFunction', 'AWS::NoValue', 'AWS::Region'), fc.jsonValue()))
    .map(([name, argument]) => ({ [name]: argument })),
).filter((value) => careful(JSON.stringify(value)));

function put(target: Record<string, unknown>, [name, ...below]: readonly string[], value: unknown): void {
  const inner = target[name];
  if (below.length > 0 && typeof inner === 'object' && inner !== null) {
    put(inner as Record<string, unknown>, below, value);
  } else {
    target[name] = below.reduceRight((content, each) => ({ [each]: content }), value);
  }
}

test.each<[string, readonly string[], () => TemplateServer]>([
  ['an HTTP API', TYPES, templateServer],
  ['a REST API', REST_TYPES, restTemplateServer],
])('any JSON may stand in the properties of a server behind %s: it is read, or refused with a message for its author', (_name, types, make) => {
  const server = make();
  fc.assert(fc.property(fc.array(fc.record({ place: placesIn(types), value: values }), { minLength: 1, maxLength: 3 }), (changes) => {
    let said: string;
    try {
      const { servers, refused, warnings } = server.read(({ Resources }) => {
        for (const { place: { type, path }, value } of changes) {
          put(Resources[server.id(type)].Properties, path, value);
        }
      });
      said = JSON.stringify([servers.map(({ door, notices }) => [door.routes, notices]), refused, warnings]);
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      said = (error as UserError).message;
    }
    expect(said).not.toMatch(CARELESS);
  }), { numRuns: 300 });
});
