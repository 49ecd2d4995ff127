import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { McpEndpoint } from '../../src';
import { between, Factory, flag, fresh, noPaths, paths, some, STRATEGY, STRUCT, texts, ValuesOfStructs } from '../properties/values';

/** All that the tests of settings must know of a door, said beside the library. */
export interface Door extends Factory {
  readonly struct: string;

  /** One on an API that exists makes that in the scope. */
  readonly make: (options: any, scope: Construct) => McpEndpoint;

  /** On an API of elsewhere, of which the library knows nothing that a setting could contradict. */
  readonly imported?: (options: any) => McpEndpoint;

  /** What the properties of its options may be; unset where no servers are drawn with it. */
  readonly values?: ValuesOfStructs;

  /** Whether it can ask for what an auth wants. */
  readonly asks: (auth: string) => boolean;

  readonly domain: boolean;
  readonly stage: boolean;
  readonly streaming: boolean;

  /** For how many seconds a request may last. */
  readonly longest: (options: { readonly streaming?: boolean }) => number;
}

const EVERYBODY = new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] });

export const THROTTLES = {
  valid: fc.record({ rateLimit: fc.double({ min: 0, max: 10_000, noNaN: true }), burstLimit: between(0, 5000) }, { requiredKeys: [] }),
  invalid: some({ rateLimit: -1 }, { burstLimit: -1 }, { burstLimit: 1.5 }),
};

const path = { valid: paths, invalid: noPaths };

/** A REST API takes policies alone. */
const policies = (auth: string) => auth !== 'lambdaSimple';

const restSeconds = ({ streaming = true }) => (streaming ? 900 : 29);

/** Every door, by the name of its factory. */
export const DOORS: Readonly<Record<string, Door>> = {
  httpApi: {
    struct: 'McpHttpApiOptions',
    make: (options) => McpEndpoint.httpApi(options),
    values: {
      McpHttpApiOptions: {
        path,
        stageName: { valid: some('$default', 'prod', 'a-b_1'), invalid: some('', 'a b', 'a/b', 'x'.repeat(129)) },
        cors: STRATEGY,
        throttle: THROTTLES,
        accessLog: STRUCT,
      },
    },
    asks: () => true,
    domain: true,
    stage: true,
    streaming: false,
    longest: () => 30,
  },

  restApi: {
    struct: 'McpRestApiOptions',
    make: (options) => McpEndpoint.restApi(options),
    values: {
      McpRestApiOptions: {
        path,
        stageName: { valid: some('prod', 'a-b_1'), invalid: some('$default', '', 'a b', 'x'.repeat(129)) },
        cors: STRATEGY,
        throttle: THROTTLES,
        streaming: { valid: flag },
        access: STRATEGY,
        policy: { valid: fresh(() => new iam.PolicyDocument({ statements: [EVERYBODY] })) },
        webAcl: STRATEGY,
        usagePlan: STRUCT,
        accessLog: STRUCT,
      },
    },
    asks: policies,
    domain: true,
    stage: true,
    streaming: true,
    longest: restSeconds,
  },

  functionUrl: {
    struct: 'McpFunctionUrlOptions',
    make: (options) => McpEndpoint.functionUrl(options),
    values: { McpFunctionUrlOptions: { path, cors: STRATEGY, streaming: { valid: flag } } },
    asks: (auth) => ['none', 'iam', 'inServer'].includes(auth),
    domain: false,
    stage: false,
    streaming: true,
    longest: () => 900,
  },

  onHttpApi: {
    struct: 'McpOnHttpApiOptions',
    make: (options, scope) => McpEndpoint.onHttpApi(new apigwv2.HttpApi(scope, 'Api'), options),
    imported: (options) => McpEndpoint.onHttpApi(apigwv2.HttpApi.fromHttpApiAttributes(new Stack(), 'Api', { httpApiId: 'abc123' }), options),
    values: {
      McpOnHttpApiOptions: {
        path,
        stageName: { valid: texts(/^[a-zA-Z0-9_-]{1,128}$/), invalid: some('', 'a b', '$other', 'x'.repeat(129)) },
        apiUrl: {
          valid: texts(/^https:\/\/[a-z]{1,9}\.example\.com(\/[a-z]{1,5})?$/),
          invalid: some('http://api.example.com', 'api.example.com', 'https://api.example.com/'),
        },
      },
    },
    asks: () => true,
    domain: false,
    stage: true,
    streaming: false,
    longest: () => 30,
  },

  // Needs an API of the server's own stack, which few settings go with: `on-rest-api.test.ts` tries it.
  onRestApi: {
    struct: 'McpOnRestApiOptions',
    make: (options, scope) => McpEndpoint.onRestApi(new apigateway.RestApi(scope, 'Api'), options),
    asks: policies,
    domain: false,
    stage: true,
    streaming: true,
    longest: restSeconds,
  },
};

/** The doors with which servers are drawn, by their factories. */
export const DRAWN_DOORS: Readonly<Record<string, Factory>> = Object.fromEntries(Object.entries(DOORS)
  .filter(([, { values }]) => values !== undefined).map(([factory, { struct, make, imported }]) => [factory, { struct, make: imported ?? make }]));

/** Options that several doors have. */
const SHARED_VALUES: ValuesOfStructs = {
  McpLegacySseOptions: {
    legacySsePath: { valid: texts(/^\/old\/[a-z]{1,9}-sse$/), invalid: some('sse', '/a b', '/a/', '', '/', '/{a}') },
    legacyMessagesPath: { valid: texts(/^\/old\/[a-z]{1,9}-post$/), invalid: some('post', '/a b', '/a/', '', '/', '/{a}') },
  },
};

/** What the properties of every door's options may be. */
export const DOOR_VALUES: ValuesOfStructs = Object.assign({}, SHARED_VALUES, ...Object.values(DOORS).map(({ values }) => values));
