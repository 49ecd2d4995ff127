import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { Draft } from './agreement';
import { schemaProblems } from './schema';
import { BREAKABLE, FACTORIES, serversWithout, STRUCTS, validServers } from './servers';
import { made, STRATEGIES } from './strategies';
import { isComposed, NESTED, TABLE } from './table';
import { McpLambdaServer, McpLambdaServerProps } from '../../src';
import { McpLambdaError } from '../../src/private/errors';
import { noPrograms, withPrograms } from '../code/programs';

jest.setTimeout(300_000);

const RUNS = 500;

/** Another one with each run, so that other servers are tried; a failure prints it, and `SEED` brings it back. */
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
console.info(`property tests of servers: SEED=${seed}`);

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-properties-'));
afterAll(() => fs.rmSync(outdir, { recursive: true, force: true }));

const programs = noPrograms();

/** Nothing is built, copied or asked: the template is all that is looked at. */
function serverOf(draft: Draft): McpLambdaServer {
  const app = new App({ outdir, treeMetadata: false, context: { 'aws:cdk:bundling-stacks': [], 'aws:cdk:disable-asset-staging': true } });
  const stack = new Stack(app, 'Stack');
  const props = made(draft, new Construct(stack, 'Given')) as unknown as McpLambdaServerProps;
  return withPrograms(programs, () => new McpLambdaServer(stack, 'Server', props));
}

function errorOf(draft: Draft): McpLambdaError | undefined {
  try {
    serverOf(draft);
    return undefined;
  } catch (error) {
    return error as McpLambdaError;
  }
}

test('the table has every published property of every struct, and no other', () => {
  const published = [...STRUCTS.values()].flatMap(({ name, properties = [] }) => properties.map((property) => `${name}.${property.name}`));
  const lines = Object.entries(TABLE).flatMap(([name, properties]) => Object.keys(properties).map((property) => `${name}.${property}`));
  expect(lines.sort()).toEqual(published.sort());
});

test('every struct that a strategy or a property takes is reached from the server', () => {
  const taken = [...Object.values(STRATEGIES).flatMap((factories) => Object.values(factories).map(({ struct }) => struct)), ...Object.values(NESTED)];
  const own = ['McpLambdaServerProps', 'McpLambdaServerOptions', 'McpFunctionOptions', 'McpScalingOptions', 'McpNetworkOptions', 'McpSecretsOptions', 'McpContainerOptions', 'McpLegacySseOptions'];
  expect([...STRUCTS.keys()].filter((name) => !taken.includes(name) && !own.includes(name))).toEqual([]);
});

test('the strategies have every published factory, and no other', () => {
  const lines = Object.values(STRATEGIES).flatMap((factories) => Object.keys(factories));
  expect(lines.sort()).toEqual([...FACTORIES].sort());
});

test('every property has values, of its own or in lines of their own', () => {
  for (const [name, properties] of Object.entries(TABLE)) {
    for (const [property, { valid }] of Object.entries(properties)) {
      expect([name, property, valid !== undefined]).toEqual([name, property, !isComposed(property)]);
    }
  }
});

test(`${RUNS} servers with valid settings synthesise to templates as CloudFormation's schemas have them`, () => {
  fc.assert(fc.property(validServers, (draft) => {
    expect(schemaProblems(Template.fromStack(Stack.of(serverOf(draft))).toJSON())).toEqual([]);
  }), { seed, numRuns: RUNS });
});

const perProperty = Math.ceil(RUNS / BREAKABLE.length);

test.each(BREAKABLE.map((place) => [`${place.struct}.${place.property}`, place] as const))('a wrong %s is an error of ours that names it', (_name, place) => {
  const { named = place.property } = TABLE[place.struct][place.property];
  fc.assert(fc.property(serversWithout(place), (draft) => {
    const error = errorOf(draft);
    expect(error).toMatchObject({ name: 'McpLambdaError', constructPath: 'Stack/Server' });
    for (const { setting } of error!.problems) {
      expect(setting.split('.')).toContain(named);
    }
    expect(error!.message).not.toMatch(/undefined|NaN|\$\{Token|\[object/);
  }), { seed, numRuns: perProperty });
});

describe('the schemas', () => {
  const resource = (properties: object, type = 'AWS::Lambda::Function') => schemaProblems({ Resources: { A: { Type: type, Properties: properties } } });
  const complete = { Code: { S3Bucket: 'a', S3Key: 'b' }, Role: 'c' };

  test('find nothing in what is right, and take what is known at deployment', () => {
    expect(resource({ ...complete, Layers: { 'Fn::Split': [',', 'a,b'] }, MemorySize: { Ref: 'Memory' } })).toEqual([]);
  });

  test.each([
    ['an unknown type', resource({}, 'AWS::Lambda::Nothing'), 'there is no type'],
    ['an unknown property', resource({ ...complete, Memory: 1 }), 'there is no property Memory'],
    ['a missing property', resource({ Code: {} }), 'Role is missing'],
    ['a text for a number', resource({ ...complete, MemorySize: '256' }), 'is no whole number'],
    ['an unknown property further down', resource({ ...complete, Environment: { Values: {} } }), 'there is no property Values'],
    ['a number in a list of texts', resource({ ...complete, Layers: [1] }), 'Layers[0]: 1 is no text'],
  ])('find %s', (_name, problems, words) => {
    expect(problems).toEqual([expect.stringContaining(words)]);
  });
});
