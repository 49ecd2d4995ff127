import * as fs from 'node:fs';
import * as path from 'node:path';
import { runInNewContext } from 'node:vm';
import * as cdk from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { cargoProgram, withPrograms } from './code/programs';
import { serverSaying } from './properties/servers';
import { made } from './properties/strategies';
import { bootstrapDirectory, templateWith } from './support';
import * as library from '../src';

// The compiler's own list; the package exports its entry point alone.
const { isReservedName } = jest.requireActual<{ isReservedName(name: string): string[] | undefined }>(
  path.join(path.dirname(require.resolve('jsii/package.json')), 'lib', 'reserved-words.js'),
);

interface Documented {
  readonly name: string;
  readonly docs?: { readonly summary?: string; readonly default?: string };
}

interface Property extends Documented {
  readonly optional?: boolean;
  readonly type: unknown;
}

interface Method extends Documented {
  readonly parameters?: Property[];
  readonly returns?: { readonly type: unknown };
}

interface Type extends Documented {
  readonly fqn: string;
  readonly kind: string;
  readonly datatype?: boolean;
  readonly properties?: Property[];
  readonly methods?: Method[];
  readonly initializer?: { readonly parameters?: Property[] };
}

/** What is published to five languages, as the compiler of the last build wrote it. */
const types: Type[] = Object.values(JSON.parse(fs.readFileSync(path.join(__dirname, '..', '.jsii'), 'utf8')).types);
const structs = types.filter(({ datatype }) => datatype);
const optionals = structs.flatMap(({ name, properties = [] }) =>
  properties.filter(({ optional }) => optional).map((property) => [`${name}.${property.name}`, name, property] as const));

/** Says of a file how it is read, or of an app what is let through: no server is made from these. */
const READ = ['DeployConfigOptions', 'McpDeployTomlOverrides', 'McpRequireAuthOptions'];

const code = bootstrapDirectory();
const programs = cargoProgram({ bootstrap: '#!/bin/sh\n' });
fs.writeFileSync(path.join(programs, 'uv'), '#!/bin/sh\n', { mode: 0o755 }); // installs nothing

/** The template of a server of which the struct says this, and nothing else that it need not. */
function templateOf(struct: string, options: Readonly<Record<string, unknown>>): object {
  const base = { code: library.McpServerCode.asset(code) };
  return withPrograms(programs, () => (
    templateWith((stack) => ({ ...base, ...made(serverSaying(struct, options), new Construct(stack, 'Given')) })).toJSON()));
}

test.each(optionals)('%s says what its default is', (_name, _struct, { docs }) => {
  expect(docs?.default).toBeTruthy();
});

const literals = optionals.filter(([, struct, { docs }]) => !READ.includes(struct) && docs?.default && !docs.default.startsWith('- '));

test.each(literals)('%s set to its default gives the template that it gives when left out', (_name, struct, { name, docs }) => {
  const value = runInNewContext(`(${docs!.default})`, { ...cdk, ...library, lambda, logs, apigwv2, cognito, HttpLambdaResponseType });
  expect(templateOf(struct, { [name]: value })).toEqual(templateOf(struct, {}));
});

test('there are literal defaults to check in most structs that have options', () => {
  expect(new Set(literals.map(([, struct]) => struct)).size).toBeGreaterThan(20);
});

/** Every name, and every type, that a user of another language meets. */
const members = types.flatMap((type) => {
  const methods = [...(type.methods ?? []), ...(type.initializer ? [{ name: 'initializer', parameters: type.initializer.parameters }] : [])] as Method[];
  return [
    ...(type.properties ?? []).map((property) => ({ where: `${type.name}.${property.name}`, name: property.name, type: property.type, docs: property.docs })),
    ...methods.flatMap((method) => [
      { where: `${type.name}.${method.name}`, name: method.name, type: method.returns?.type, docs: method.docs },
      ...(method.parameters ?? []).map((parameter) => (
        { where: `${type.name}.${method.name}(${parameter.name})`, name: parameter.name, type: parameter.type, docs: undefined })),
    ]),
  ];
});

test.each(members.map((member) => [member.where, member] as const))('%s has a type that every language has', (_where, { type }) => {
  expect(JSON.stringify(type ?? null)).not.toMatch(/"union"|"intersection"|"primitive":"any"/);
});

test.each(members.map((member) => [member.where, member.name] as const))('%s is a name that every language takes', (_where, name) => {
  expect(isReservedName(name) ?? []).toEqual([]);
});

test.each(types.map((type) => [type.name, type] as const))('%s and all its members are documented', (_name, type) => {
  expect(type.docs?.summary).toBeTruthy();
  for (const member of [...(type.properties ?? []), ...(type.methods ?? [])]) {
    expect([member.name, member.docs?.summary]).toEqual([member.name, expect.stringMatching(/\S/)]);
  }
});
