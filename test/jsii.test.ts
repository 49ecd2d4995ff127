import * as fs from 'node:fs';
import * as path from 'node:path';
import { runInNewContext } from 'node:vm';
import * as cdk from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { cargoProgram, crateDirectory, withPrograms } from './code/programs';
import { authorizerFunction, bootstrapDirectory, directoryOf, imageDirectory, importedCertificate, PropsOf, templateWith } from './support';
import * as library from '../src';
import {
  McpAuth, McpCors, McpDomain, McpEndpoint, McpProvisionedConcurrency, McpServerCode, McpWebAcl, WebAdapter,
} from '../src';

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

const code = bootstrapDirectory();
const crate = crateDirectory();
const dockerfile = imageDirectory();
const programs = cargoProgram({ bootstrap: '#!/bin/sh\n' });
const entry = directoryOf({ 'server.js': '', 'server.py': '' });

/** A server in which an instance of the struct, with the property set, takes effect. */
const USES: Record<string, (options: any) => PropsOf> = {
  McpLambdaServerOptions: (options) => options,
  McpNetworkOptions: (options) => options,
  McpSecretsOptions: (options) => options,
  McpServerCodeOptions: (options) => ({ code: McpServerCode.asset(code, options) }),
  McpCargoCodeOptions: (options) => ({ code: McpServerCode.cargo(crate, options) }),
  McpNodejsCodeOptions: (options) => ({ code: McpServerCode.nodejs(entry, { entry: 'server.js', ...options }) }),
  McpPythonCodeOptions: (options) => ({ code: McpServerCode.python(entry, { entry: 'server.py', ...options }) }),
  McpImageCodeOptions: (options) => ({ code: McpServerCode.image(dockerfile, options) }),
  McpHttpApiOptions: (options) => ({ endpoint: McpEndpoint.httpApi(options) }),
  McpRestApiOptions: (options) => ({ endpoint: McpEndpoint.restApi(options) }),
  McpOnHttpApiOptions: (options) => ({ endpoint: McpEndpoint.onHttpApi(apigwv2.HttpApi.fromHttpApiAttributes(new cdk.Stack(), 'Api', { httpApiId: 'abc123' }), options) }),
  McpOnRestApiOptions: (options) => (stack) => ({ endpoint: McpEndpoint.onRestApi(new apigateway.RestApi(stack, 'Api'), options) }),
  McpWebAclOptions: (options) => ({ endpoint: McpEndpoint.restApi({ webAcl: McpWebAcl.managed(options) }) }),
  McpFunctionUrlOptions: (options) => ({ endpoint: McpEndpoint.functionUrl(options) }),
  McpDomainOptions: (options) => ({ domain: McpDomain.fromCertificate('mcp.example.com', importedCertificate(), options) }),
  McpCorsOptions: (options) => ({ endpoint: McpEndpoint.httpApi({ cors: McpCors.allow(options) }) }),
  McpCognitoOptions: (options) => ({ auth: McpAuth.cognito(options) }),
  McpLambdaAuthorizerOptions: (options) => ({ auth: McpAuth.lambdaAuthorizer(authorizerFunction(), options) }),
  McpAuthDiscovery: (discovery) => ({
    auth: McpAuth.lambdaAuthorizer(authorizerFunction(), { discovery: { authorizationServers: ['https://issuer.example'], ...discovery } }),
  }),
  McpAccessLogOptions: (accessLog) => ({ endpoint: McpEndpoint.httpApi({ accessLog }) }),
  McpObservabilityOptions: (observability) => ({ observability }),
  McpAlarmOptions: (alarms) => ({ observability: { alarms } }),
  McpFunctionOptions: (options) => options,
  McpUtilizationScalingOptions: (options) => ({ provisionedConcurrency: McpProvisionedConcurrency.byUtilization({ maxCapacity: 5, ...options }) }),
  McpScheduledScalingOptions: (options) => ({
    provisionedConcurrency: McpProvisionedConcurrency.bySchedule({
      maxCapacity: 5, schedules: { day: { schedule: appscaling.Schedule.rate(cdk.Duration.hours(1)), minCapacity: 1 } }, ...options,
    }),
  }),
  WebAdapterLayerOptions: (options) => ({ adapter: WebAdapter.layer(options) }),
};

function templateOf(struct: string, options: object): object {
  const uses = USES[struct](options);
  return withPrograms(programs, () => (
    templateWith((stack) => ({ code: McpServerCode.asset(code), ...typeof uses === 'function' ? uses(stack) : uses })).toJSON()));
}

test.each(optionals)('%s says what its default is', (_name, _struct, { docs }) => {
  expect(docs?.default).toBeTruthy();
});

const literals = optionals.filter(([, , { docs }]) => docs?.default && !docs.default.startsWith('- '));

test.each(literals)('%s set to its default gives the template that it gives when left out', (_name, struct, { name, docs }) => {
  const value = runInNewContext(`(${docs!.default})`, { ...cdk, ...library, lambda, logs, apigwv2, cognito, HttpLambdaResponseType });
  expect(templateOf(struct, { [name]: value })).toEqual(templateOf(struct, {}));
});

test('there are literal defaults to check in every struct that has options', () => {
  expect(new Set(literals.map(([, struct]) => struct))).toEqual(new Set(Object.keys(USES)));
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
