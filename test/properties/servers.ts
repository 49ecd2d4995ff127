import * as fs from 'node:fs';
import * as path from 'node:path';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as fc from 'fast-check';
import { agreeing, Draft } from './agreement';
import { Choice, STRATEGIES } from './strategies';
import { NESTED, TABLE } from './table';
import { Given, Values } from './values';
import { McpEndpoint } from '../../src';

interface Struct {
  readonly name: string;
  readonly fqn: string;
  readonly datatype?: boolean;
  readonly methods?: ReadonlyArray<{
    readonly name: string;
    readonly static?: boolean;
    readonly returns?: { readonly type: { readonly fqn?: string } };
  }>;
  readonly interfaces?: string[];
  readonly properties?: ReadonlyArray<{ readonly name: string; readonly optional?: boolean }>;
}

/** What is published, as the compiler of the last build wrote it. */
const types: Struct[] = Object.values(JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', '.jsii'), 'utf8')).types);

/** What is known of a server of another app, what is read of a file, and what looks at servers: nothing is made from these. */
const NO_SETTINGS = ['McpLambdaServerAttributes', 'DeployConfigOptions', 'McpDeployTomlOverrides', 'McpRequireAuthOptions'];

/** Needs an API of the server's own stack, which few settings go with: `test/endpoint/on-rest-api.test.ts` tries it. */
const IN_THE_STACK = { factory: 'onRestApi', struct: 'McpOnRestApiOptions' };

/** Every struct with settings, with the properties that it declares itself. */
export const STRUCTS: ReadonlyMap<string, Struct> = new Map(
  types.filter(({ name, datatype }) => datatype && ![...NO_SETTINGS, IN_THE_STACK.struct].includes(name)).map((struct) => [struct.name, struct]));

/** These are read of a `deploy.toml`, which `test/deploy-toml` tries. */
const FROM_A_FILE = ['DeployConfig', 'McpLambdaServer'];

/** Every way to make a strategy: what a class makes of itself. */
export const FACTORIES: string[] = types.filter(({ name }) => !FROM_A_FILE.includes(name)).flatMap(({ fqn, methods = [] }) =>
  methods.filter((method) => method.static && method.returns?.type.fqn === fqn && method.name !== IN_THE_STACK.factory).map(({ name }) => name));

/** The struct of the whole server. */
const SERVER = 'McpLambdaServerProps';

/** A struct and those that it extends. */
function family(name: string): Struct[] {
  const struct = STRUCTS.get(name);
  if (!struct) {
    throw new Error(`there is no ${name} in what is compiled: run "npx projen compile" before`);
  }
  return [struct, ...(struct.interfaces ?? []).flatMap((fqn) => family(fqn.split('.').pop()!))];
}

/** Options of the struct, each left out at times where it may be. */
function optionsOf(name: string): fc.Arbitrary<Draft> {
  const properties = family(name).flatMap((struct) => (struct.properties ?? []).map((property) => ({ struct, property })));
  const requiredKeys = properties.filter(({ property }) => !property.optional).map(({ property }) => property.name);
  return fc.record(
    Object.fromEntries(properties.map(({ struct, property }) => [property.name, valuesOf(property.name, TABLE[struct.name][property.name])])),
    { requiredKeys },
  ) as fc.Arbitrary<Draft>;
}

function valuesOf(property: string, { valid }: Values): fc.Arbitrary<unknown> {
  if (property in STRATEGIES) {
    return fc.oneof(...Object.entries(STRATEGIES[property]).map(([factory, { struct }]) => (
      (struct ? optionsOf(struct) : fc.constant({})).map((options) => new Choice(property, factory, options)))));
  }
  return property in NESTED ? optionsOf(NESTED[property]) : valid!;
}

/** Servers that synthesise. */
export const validServers: fc.Arbitrary<Draft> = optionsOf(SERVER).map((draft) => agreeing(draft));

/** A property, and the struct that declares it. */
export interface Place {
  readonly struct: string;
  readonly property: string;
}

/** Every property that can be wrong. */
export const BREAKABLE: Place[] = Object.entries(TABLE).flatMap(([struct, properties]) =>
  Object.entries(properties).filter(([, { invalid }]) => invalid).map(([property]) => ({ struct, property })));

/** Servers of which exactly that property is wrong. */
export function serversWithout({ struct, property }: Place): fc.Arbitrary<Draft> {
  return fc.tuple(optionsOf(SERVER), optionsOf(struct), TABLE[struct][property].invalid!)
    .map(([server, options, wrong]) => {
      const [top, draft] = placed(struct, { ...options, [property]: wrong }, server);
      return agreeing(draft, top ?? property);
    });
}

/** A server that says this of the struct, beside what the struct must say. */
export function serverSaying(struct: string, options: Draft): Draft {
  if (struct === IN_THE_STACK.struct) {
    return { endpoint: new Given((scope) => McpEndpoint.onRestApi(new apigateway.RestApi(scope, 'Api'), options)) };
  }
  const must = family(struct).flatMap(({ name, properties = [] }) => (
    properties.filter(({ optional }) => !optional).map((property) => ({ property: property.name, valid: TABLE[name][property.name].valid }))));
  const required = must.filter(({ valid }) => valid).map(({ property, valid }) => [property, fc.sample(valid!, { numRuns: 1, seed: 1 })[0]]);
  return placed(struct, { ...Object.fromEntries(required), ...options }, {})[1];
}

/** The server with these options of the struct in their place, and the server's own property in which that is. */
function placed(struct: string, options: Draft, server: Draft): [top: string | undefined, draft: Draft] {
  if (family(SERVER).some(({ name }) => name === struct)) {
    return [undefined, { ...server, ...options }];
  }
  const [property, value] = holderOf(struct, options);
  const owner = Object.keys(TABLE).find((name) => property in TABLE[name])!;
  if (family(SERVER).some(({ name }) => name === owner)) {
    return [property, { ...server, [property]: value }];
  }
  return placed(owner, { [property]: value }, server);
}

/** The property that takes the struct, and its value. */
function holderOf(struct: string, options: Draft): [property: string, value: unknown] {
  const nested = Object.keys(NESTED).find((property) => NESTED[property] === struct);
  if (nested) {
    return [nested, options];
  }
  // Of what several factories take as a part of their own struct, the first takes it.
  for (const takes of [(taken: string) => taken === struct, (taken: string) => family(taken).some(({ name }) => name === struct)]) {
    for (const [property, factories] of Object.entries(STRATEGIES)) {
      const factory = Object.keys(factories).find((name) => factories[name].struct !== undefined && takes(factories[name].struct));
      if (factory) {
        return [property, new Choice(property, factory, options)];
      }
    }
  }
  throw new Error(`no property takes ${struct}`);
}
