import { Stack } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { Factory, Given } from './values';
import {
  McpCors, McpDomain, McpProvisionedConcurrency, McpRestApiAccess, McpSecret, McpServerCode, McpSnapStart, McpWebAcl,
  WebAdapter,
} from '../../src';
import { AUTHS } from '../auth/auths';
import { crateDirectory } from '../code/programs';
import { DRAWN_DOORS } from '../endpoint/doors';
import {
  adapterDirectory, bootstrapDirectory, directoryOf, existingFunction, hostedZone, imageDirectory, importedCertificate,
} from '../support';

const code = bootstrapDirectory();
const entry = directoryOf({ 'server.js': '', 'server.py': '', 'requirements.txt': '' });
const crate = crateDirectory();
const adapter = adapterDirectory();
const dockerfile = imageDirectory();

function repository(): ecr.IRepository {
  return ecr.Repository.fromRepositoryName(new Stack(), 'Repository', 'tools');
}

function vpcEndpoint(): ec2.IVpcEndpoint {
  return ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(new Stack(), 'Endpoint', { vpcEndpointId: 'vpce-1', port: 443 });
}

function secret(): secretsmanager.ISecret {
  return secretsmanager.Secret.fromSecretCompleteArn(new Stack(), 'Secret', 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:tools-AbCdEf');
}

function parameter(): ssm.IParameter {
  return ssm.StringParameter.fromSecureStringParameterAttributes(new Stack(), 'Parameter', { parameterName: '/tools/api' });
}

function domainName(): apigwv2.IDomainName {
  return apigwv2.DomainName.fromDomainNameAttributes(new Stack(), 'Name', {
    name: 'mcp.example.com', regionalDomainName: 'd-1.execute-api.eu-central-1.amazonaws.com', regionalHostedZoneId: 'Z2',
  });
}

/** Every factory of the strategies that a property takes, by the property's name. */
export const STRATEGIES: Record<string, Record<string, Factory>> = {
  code: {
    asset: { struct: 'McpServerCodeOptions', make: (options) => McpServerCode.asset(code, options) },
    nodejs: { struct: 'McpNodejsCodeOptions', make: (options) => McpServerCode.nodejs(entry, { ...options, entry: options.entry ?? 'server.js' }) },
    python: { struct: 'McpPythonCodeOptions', make: (options) => McpServerCode.python(entry, { ...options, entry: options.entry ?? 'server.py' }) },
    cargo: { struct: 'McpCargoCodeOptions', make: (options) => McpServerCode.cargo(crate, options) },
    image: { struct: 'McpImageCodeOptions', make: (options) => McpServerCode.image(dockerfile, options) },
    imageFromEcr: {
      struct: 'McpEcrImageCodeOptions', make: ({ tagOrDigest = '1', ...options }) => McpServerCode.imageFromEcr(repository(), { tagOrDigest, ...options }),
    },
    existing: { struct: 'McpServerCodeOptions', make: (options, scope) => McpServerCode.existing(existingFunction(scope), options) },
  },
  auth: AUTHS,
  endpoint: DRAWN_DOORS,
  access: {
    regional: { make: () => McpRestApiAccess.regional() },
    edge: { make: () => McpRestApiAccess.edge() },
    vpcEndpoints: { make: () => McpRestApiAccess.vpcEndpoints([vpcEndpoint()]) },
  },
  webAcl: {
    managed: { struct: 'McpWebAclOptions', make: (options) => McpWebAcl.managed(options) },
    fromArn: { make: () => McpWebAcl.fromArn('arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/tools/1') },
  },
  secrets: {
    fromSecret: { struct: 'McpSecretOptions', make: (options) => ({ API_SECRET: McpSecret.fromSecret(secret(), options) }) },
    fromSecretName: { struct: 'McpSecretNameOptions', make: (options) => ({ API_SECRET: McpSecret.fromSecretName('tools/api', options) }) },
    fromParameter: { make: () => ({ API_SECRET: McpSecret.fromParameter(parameter()) }) },
    generated: { struct: 'McpGeneratedSecretOptions', make: (options) => ({ API_SECRET: McpSecret.generated(options) }) },
  },
  cors: { allow: { struct: 'McpCorsOptions', make: (options) => McpCors.allow(options) }, disabled: { make: () => McpCors.disabled() } },
  domain: {
    fromHostedZone: { struct: 'McpHostedZoneDomainOptions', make: (options) => McpDomain.fromHostedZone(hostedZone(), 'mcp.example.com', options) },
    fromCertificate: { struct: 'McpDomainOptions', make: (options) => McpDomain.fromCertificate('mcp.example.com', importedCertificate(), options) },
    fromDomainName: { struct: 'McpDomainOptions', make: (options) => McpDomain.fromDomainName(domainName(), options) },
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

  with(options: Readonly<Record<string, unknown>>): Choice {
    return new Choice(this.property, this.factory, { ...this.options, ...options });
  }

  /** Anew for each server, with the strategies inside of it. */
  make(scope: Construct): unknown {
    return STRATEGIES[this.property][this.factory].make(made(this.options, scope), scope);
  }
}

/** The same with every strategy and construct made, each in a scope of its own. */
export function made(options: Readonly<Record<string, unknown>>, scope: Construct): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => {
    const isComposed = value instanceof Choice || value instanceof Given || isStruct(value);
    return [name, isComposed ? makeIn(new Construct(scope, name), value) : value];
  }));
}

function makeIn(scope: Construct, value: unknown): unknown {
  return value instanceof Choice || value instanceof Given ? value.make(scope) : made(value as Record<string, unknown>, scope);
}

function isStruct(value: unknown): boolean {
  return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
