import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { Stack } from 'aws-cdk-lib/core';
import { McpAuth, McpDomain, McpDomainOptions, McpEndpoint, McpServerCode } from '../../src';
import { bootstrapDirectory, serverIn } from '../support';

/** Where a server is put. */
export interface Place {
  readonly stageName: string;
  readonly path: string;

  /** Unset where API Gateway makes up the name. */
  readonly domain?: McpDomainOptions;
}

/** A server as its template would be deployed, as far as clients see it without a token. */
export interface Deployed {
  readonly mcpUrl: string;

  /** What answers without a token: `GET https://…` to the key of the route. */
  readonly routes: ReadonlyMap<string, string>;

  /** Of the function that answers. */
  readonly environment: Readonly<Record<string, string>>;

  /** The ids of what synthesis warns about. */
  readonly warnings: readonly string[];
}

export const ORIGIN = 'https://abc123.execute-api.eu-central-1.amazonaws.com';
export const DOMAIN = 'mcp.example.com';

/** What the deployment makes of references. */
const PHYSICAL: Readonly<Record<string, string>> = {
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::ApiGatewayV2::Api': 'abc123',
  'AWS::ApiGateway::RestApi': 'abc123',
  'AWS::Cognito::UserPool.ProviderName': 'cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI',
  'AWS::Cognito::UserPoolDomain': 'my-login',
  'AWS::Cognito::UserPoolClient': '1h57kf5cpq17m0eml12EXAMPLE',
};

export function deployed(auth: McpAuth, { stageName, path, domain }: Place): Deployed {
  const stack = Stack.of(serverIn({
    auth,
    code: McpServerCode.asset(bootstrapDirectory(), { serverPath: '/' }),
    endpoint: McpEndpoint.httpApi({ stageName, path }),
    domain: domain && McpDomain.fromCertificate(DOMAIN, certificate(), domain),
  }, { env: { region: 'eu-central-1' } }));
  const template = Template.fromStack(stack).toJSON();
  const resources: Resources = template.Resources;
  const ofType = (type: string) => Object.values(resources).filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  const resolve = resolverOf(resources);
  const roots = domain
    ? ofType('AWS::ApiGatewayV2::ApiMapping').map(({ ApiMappingKey }) => `https://${DOMAIN}${ApiMappingKey ? `/${ApiMappingKey}` : ''}`)
    : ofType('AWS::ApiGatewayV2::Stage').map(({ StageName }) => (StageName === '$default' ? ORIGIN : `${ORIGIN}/${StageName}`));
  const keys: string[] = ofType('AWS::ApiGatewayV2::Route').filter(({ AuthorizationType }) => AuthorizationType === 'NONE').map(({ RouteKey }) => RouteKey);
  const [{ Environment }] = ofType('AWS::Lambda::Function').filter(({ Handler }) => Handler === 'index.handler');
  return {
    mcpUrl: resolve(Object.entries<any>(template.Outputs).find(([name]) => name.startsWith('ServerMcpEndpoint'))![1].Value),
    routes: new Map(roots.flatMap((root) => keys.map((key) => [key.replace(' ', ` ${root}`), key] as const))),
    environment: Object.fromEntries(Object.entries(Environment.Variables).map(([name, value]) => [name, resolve(value)])),
    warnings: Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => /\[ack: (.*)\]/.exec(String(entry.data))![1]),
  };
}

export type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties: any }>>;

/** The text that a value of the template has when it is deployed. */
export function resolverOf(resources: Resources): (value: any) => string {
  const resolve = (value: any): string => {
    if (typeof value === 'string') {
      return value;
    }
    const [kind, argument] = Object.entries<any>(value)[0];
    switch (kind) {
      case 'Ref': return PHYSICAL[resources[argument]?.Type ?? argument];
      case 'Fn::GetAtt': return PHYSICAL[`${resources[argument[0]].Type}.${argument[1]}`];
      default: return argument[1].map(resolve).join(argument[0]);
    }
  };
  return resolve;
}

export function certificate(): acm.ICertificate {
  return acm.Certificate.fromCertificateArn(new Stack(), 'Certificate', 'arn:aws:acm:eu-central-1:123456789012:certificate/3f1c');
}
