import { Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { McpAuth, McpCors, McpDomain, McpEndpoint, McpProvisionedConcurrency, McpServerCode, McpSnapStart, WebAdapter } from '../../src';
import { adapterDirectory, authorizerFunction, bootstrapDirectory, directoryOf, hostedZone, importedCertificate } from '../support';

/** One way to make a strategy. */
interface Factory {
  /** The struct that it takes; unset where it takes none. */
  readonly struct?: string;
  readonly make: (options: any) => unknown;
}

const code = bootstrapDirectory();
const entry = directoryOf({ 'server.js': '', 'server.py': '' });
const adapter = adapterDirectory();

/** The pool of somebody's. */
export function userPool(): cognito.IUserPool {
  return cognito.UserPool.fromUserPoolId(new Stack(), 'Pool', 'eu-central-1_AbCdEf123');
}

/** Every factory of the strategies that a property takes, by the property's name. */
export const STRATEGIES: Record<string, Record<string, Factory>> = {
  code: {
    asset: { struct: 'McpServerCodeOptions', make: (options) => McpServerCode.asset(code, options) },
    nodejs: { struct: 'McpNodejsCodeOptions', make: (options) => McpServerCode.nodejs(entry, { ...options, entry: options.entry ?? 'server.js' }) },
    python: { struct: 'McpPythonCodeOptions', make: (options) => McpServerCode.python(entry, { ...options, entry: options.entry ?? 'server.py' }) },
  },
  auth: {
    none: { make: () => McpAuth.none() },
    cognito: { struct: 'McpCognitoOptions', make: (options) => McpAuth.cognito(options) },
    userPool: { struct: 'McpUserPoolOptions', make: (options) => McpAuth.userPool(userPool(), options) },
    jwt: { struct: 'McpJwtOptions', make: (options) => McpAuth.jwt(options) },
    lambdaAuthorizer: { struct: 'McpLambdaAuthorizerOptions', make: (options) => McpAuth.lambdaAuthorizer(authorizerFunction(), options) },
    iam: { make: () => McpAuth.iam() },
    inServer: { struct: 'McpInServerOptions', make: (options) => McpAuth.inServer(options) },
  },
  endpoint: { httpApi: { struct: 'McpHttpApiOptions', make: (options) => McpEndpoint.httpApi(options) } },
  cors: { allow: { struct: 'McpCorsOptions', make: (options) => McpCors.allow(options) }, disabled: { make: () => McpCors.disabled() } },
  domain: {
    fromHostedZone: { struct: 'McpHostedZoneDomainOptions', make: (options) => McpDomain.fromHostedZone(hostedZone(), 'mcp.example.com', options) },
    fromCertificate: { struct: 'McpDomainOptions', make: (options) => McpDomain.fromCertificate('mcp.example.com', importedCertificate(), options) },
  },
  adapter: {
    layer: { struct: 'WebAdapterLayerOptions', make: (options) => WebAdapter.layer(options) },
    layerVersionArn: { make: () => WebAdapter.layerVersionArn('arn:aws:lambda:eu-central-1:123456789012:layer:adapter:1') },
    fromAsset: { make: () => WebAdapter.fromAsset(adapter) },
  },
  provisionedConcurrency: {
    of: { make: () => McpProvisionedConcurrency.of(3) },
    byUtilization: { struct: 'McpUtilizationScalingOptions', make: (options) => McpProvisionedConcurrency.byUtilization(options) },
    bySchedule: { struct: 'McpScheduledScalingOptions', make: (options) => McpProvisionedConcurrency.bySchedule(options) },
  },
  snapStart: { onPublishedVersions: { struct: 'McpSnapStartOptions', make: (options) => McpSnapStart.onPublishedVersions(options) } },
};

/** A strategy that is not made yet, so that a failing example can be read, and put right where two exclude each other. */
export class Choice {
  constructor(readonly property: string, readonly factory: string, readonly options: Readonly<Record<string, unknown>>) {}

  /** Anew for each server, with the strategies inside of it. */
  make(): unknown {
    return STRATEGIES[this.property][this.factory].make(made(this.options));
  }
}

/** The same with every strategy made. */
export function made(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, value instanceof Choice ? value.make() : value]));
}
