import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Fn, Lazy, Stack } from 'aws-cdk-lib/core';
import { RuleCases } from './rule-case';
import { McpAuth, McpCors, McpDomain, McpEndpoint, McpLambdaServerProps, McpRestApiAccess, McpRestApiOptions, McpServerCode, McpWebAcl } from '../../src';
import { authorizerFunction, bootstrapDirectory, importedCertificate } from '../support';

const WEB_ACL = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/tools/1';
const JWT = McpAuth.jwt({ issuer: 'https://issuer.example', scopes: ['use'] });
const IN_SERVER = McpAuth.inServer({ publicPaths: ['/authorize'] });
const domain = (basePath?: string, disableDefaultEndpoint = false) =>
  McpDomain.fromCertificate('mcp.example.com', importedCertificate(), { basePath, disableDefaultEndpoint });

const rest = (options: McpRestApiOptions): Partial<McpLambdaServerProps> => ({ endpoint: McpEndpoint.restApi(options) });

function allowing(statement: iam.PolicyStatementProps): iam.PolicyDocument {
  return new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'], ...statement })],
  });
}

function vpcEndpoint(): ec2.IInterfaceVpcEndpoint {
  return ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(new Stack(), 'Endpoint', { vpcEndpointId: 'vpce-1', port: 443 });
}

/** Through a stage with a name, on an API that has `$default` beside it or not. */
function onHttp(stack: Stack, props: apigwv2.HttpApiProps = {}): Partial<McpLambdaServerProps> {
  return { auth: JWT, endpoint: McpEndpoint.onHttpApi(new apigwv2.HttpApi(stack, 'Api', props), { stageName: 'prod' }) };
}

/** At least one case on each side of every rule about what a kind of endpoint can do. */
export const ENDPOINT_RULE_CASES: Record<string, () => RuleCases> = {
  authNotAtEndpoint: () => ({
    fails: [JWT, McpAuth.cognito(), McpAuth.lambdaAuthorizer(authorizerFunction())].map((auth) => ({
      props: { auth, endpoint: McpEndpoint.functionUrl() },
      says: ['at McpEndpoint.functionUrl({ … }), which cannot check such callers', 'McpAuth.none(), McpAuth.iam(), McpAuth.inServer(…), or McpEndpoint.httpApi(…)'],
    })),
    passes: [
      ...[McpAuth.none(), McpAuth.iam(), IN_SERVER].map((auth) => ({ props: { auth, endpoint: McpEndpoint.functionUrl() } })),
      ...[McpAuth.none(), McpAuth.iam(), IN_SERVER, JWT, McpAuth.cognito()].map((auth) => ({ props: { auth, endpoint: McpEndpoint.restApi() } })),
    ],
  }),
  simpleResponseAtEndpoint: () => ({
    fails: [{
      props: { auth: McpAuth.lambdaAuthorizer(authorizerFunction()), endpoint: McpEndpoint.restApi() },
      says: ['auth.responseType: got HttpLambdaResponseType.SIMPLE at McpEndpoint.restApi({ … })', 'HttpLambdaResponseType.IAM'],
    }],
    passes: [McpEndpoint.restApi(), McpEndpoint.httpApi()].map((endpoint) => (
      { props: { auth: McpAuth.lambdaAuthorizer(authorizerFunction(), { responseType: HttpLambdaResponseType.IAM }), endpoint } })),
  }),
  domainNotAtEndpoint: () => ({
    fails: [
      { props: { domain: domain(), endpoint: McpEndpoint.functionUrl() }, says: ['domain: got McpDomain.fromCertificate(…) for McpEndpoint.functionUrl({ … })', 'no domain, or'] },
      { props: (stack) => ({ domain: domain(), endpoint: McpEndpoint.onHttpApi(new apigwv2.HttpApi(stack, 'Api')) }), says: ['McpEndpoint.onHttpApi(…)', 'the apiUrl of this endpoint'] },
      { props: (stack) => ({ domain: domain(), endpoint: McpEndpoint.onRestApi(new apigateway.RestApi(stack, 'Api')) }), says: ['McpEndpoint.onRestApi(…)', 'the apiUrl of this endpoint'] },
    ],
    passes: [{ props: { endpoint: McpEndpoint.functionUrl() } }, { props: { domain: domain(), endpoint: McpEndpoint.restApi() } }],
  }),
  stageHidesDiscovery: () => ({
    fails: [
      ...[JWT, IN_SERVER, McpAuth.cognito()].map((auth) => ({
        props: { auth, endpoint: McpEndpoint.restApi() }, says: ['endpoint: got McpEndpoint.restApi({ … }) with McpAuth.', 'the root of the host', 'a domain, or McpEndpoint.httpApi(…)'],
      })),
      {
        props: { auth: JWT, ...rest({ access: McpRestApiAccess.edge() }) },
        says: ['with McpAuth.jwt({ … }): clients', 'expected McpEndpoint.httpApi(…); or this warning'],
      },
      {
        props: { auth: JWT, ...rest({ access: McpRestApiAccess.vpcEndpoints([vpcEndpoint()]) }) },
        says: ['with McpAuth.jwt({ … }): clients', 'expected this warning to be acknowledged'],
      },
      { props: (stack) => onHttp(stack, { createDefaultStage: false }), says: ['endpoint.apiUrl: got nothing in McpEndpoint.onHttpApi(…) with McpAuth.jwt({ … })', 'the URL of the API at a domain name'] },
    ],
    passes: [
      { props: { auth: JWT, endpoint: McpEndpoint.restApi(), domain: domain() } },
      { props: { auth: JWT, endpoint: McpEndpoint.httpApi({ stageName: 'prod' }) } },
      { props: { auth: McpAuth.iam(), endpoint: McpEndpoint.restApi() } },
      { props: (stack) => onHttp(stack) },
    ],
  }),
  corsOriginPatternAtEndpoint: () => ({
    fails: ['https://*', 'http://*'].flatMap((origin) => {
      const options = { cors: McpCors.allow({ allowOrigins: ['https://a.example', origin] }) };
      const says = (call: string) => [`endpoint.cors.allowOrigins: got ${JSON.stringify(origin)} at ${call}`, '"https://app.example.com"', 'McpEndpoint.httpApi(…)'];
      return [
        { props: { endpoint: McpEndpoint.restApi(options) }, says: says('McpEndpoint.restApi({ … })') },
        { props: { endpoint: McpEndpoint.functionUrl(options) }, says: says('McpEndpoint.functionUrl({ … })') },
      ];
    }),
    passes: [
      { props: { endpoint: McpEndpoint.httpApi({ cors: McpCors.allow({ allowOrigins: ['https://*', 'http://*'] }) }) } },
      { props: rest({ cors: McpCors.allow({ allowOrigins: ['https://a.example'] }) }) },
      { props: { endpoint: McpEndpoint.functionUrl() } },
    ],
  }),
  corsAnyOriginBesideOthers: () => ({
    fails: [{
      props: rest({ cors: McpCors.allow({ allowOrigins: ['*', 'https://a.example'] }) }),
      says: ['endpoint.cors.allowOrigins: got "*" beside 1 more at McpEndpoint.restApi({ … })', '"*" alone'],
    }],
    passes: [
      { props: rest({ cors: McpCors.allow({ allowOrigins: ['https://a.example', 'https://b.example'] }) }) },
      { props: rest({}) },
      { props: { endpoint: McpEndpoint.httpApi({ cors: McpCors.allow({ allowOrigins: ['*', 'https://a.example'] }) }) } },
    ],
  }),
  edgeEndsQuietStreams: () => ({
    fails: [{ props: rest({ access: McpRestApiAccess.edge() }), says: ['endpoint.access: got McpRestApiAccess.edge()', '30 seconds', 'streaming: false'] }],
    passes: [{ props: rest({ access: McpRestApiAccess.edge(), streaming: false }) }, { props: rest({ access: McpRestApiAccess.regional() }) }],
  }),
  vpcEndpointsEmpty: () => ({
    fails: [{ props: rest({ access: McpRestApiAccess.vpcEndpoints([]) }), says: ['endpoint.access: got no interface endpoint', 'one at least'] }],
    passes: [{ props: rest({ access: McpRestApiAccess.vpcEndpoints([vpcEndpoint()]) }) }],
  }),
  resourcePolicyBesideIam: () => ({
    fails: [
      allowing({}),
      allowing({ principals: [new iam.StarPrincipal()], actions: ['*'], resources: ['*'] }),
      allowing({ resources: ['arn:aws:execute-api:eu-central-1:123456789012:abc/prod/P?ST/*'] }),
      allowing({ conditions: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }),
      allowing({ actions: undefined, notActions: ['execute-api:ManageConnections'], resources: ['*'] }),
      allowing({ resources: undefined, notResources: ['execute-api:/prod/*/status', 'execute-api:/prod/POST/mcp'] }),
      allowing({ resources: ['execute-api:/prod/*/mcp/*'] }),
      allowing({ resources: ['execute-api:/prod/POST/mcp/messages'] }),
    ].map((policy) => ({
      props: { ...rest({ policy, legacySsePath: '/mcp/sse' }), auth: McpAuth.iam() }, says: ['endpoint.policy: got a statement that allows everybody', 'beside McpAuth.iam()', 'principals of the statement'],
    })),
    passes: [
      { props: { ...rest({ policy: allowing({}) }), auth: JWT } },
      ...[
        allowing({ principals: [new iam.AccountPrincipal('123456789012')] }),
        allowing({ effect: iam.Effect.DENY }),
        allowing({ actions: ['execute-api:ManageConnections'] }),
        allowing({ resources: ['execute-api:/prod/OPTIONS/mcp', 'execute-api:/prod/GET/status'] }),
        allowing({ conditions: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }),
        allowing({ resources: ['execute-api:/prod/*/mcp/*'] }),
        allowing({ actions: undefined, notActions: ['execute-api:*'], resources: ['*'] }),
        allowing({ resources: undefined, notResources: ['execute-api:/prod/*/mcp'] }),
        allowing({ resources: [Lazy.string({ produce: () => '*' })] }),
        new iam.PolicyDocument(),
      ].map((policy) => ({ props: { ...rest({ policy }), auth: McpAuth.iam() } })),
    ],
  }),
  webAclRateOutOfRange: () => ({
    fails: [9, 2_000_000_001, 10.5, NaN].map((rateLimit) => ({
      props: rest({ webAcl: McpWebAcl.managed({ rateLimit }) }), says: ['endpoint.webAcl.rateLimit: got', '10 to 2000000000'],
    })),
    passes: [10, 2_000_000_000].map((rateLimit) => ({ props: rest({ webAcl: McpWebAcl.managed({ rateLimit }) }) })),
  }),
  webAclArnInvalid: () => ({
    fails: [
      'arn:aws:wafv2:us-east-1:123456789012:global/webacl/tools/1', 'arn:aws:waf-regional:eu-central-1:123456789012:webacl/1',
      'arn:aws:wafv2:eu-central-1:123456789012:regional/rulegroup/tools/1', 'tools', '',
    ].map((arn) => ({ props: rest({ webAcl: McpWebAcl.fromArn(arn) }), says: [`endpoint.webAcl: got ${JSON.stringify(arn)}`, 'regional/webacl/name/id'] })),
    passes: [{ props: rest({ webAcl: McpWebAcl.fromArn(WEB_ACL) }) }, { props: rest({ webAcl: McpWebAcl.fromArn(Fn.importValue('WebAcl')) }) }],
  }),
  webAclInOtherRegion: () => ({
    fails: [{ props: rest({ webAcl: McpWebAcl.fromArn(WEB_ACL) }), region: 'eu-west-1', says: ['for a stack in eu-west-1', 'in the region of the stack'] }],
    passes: [{ props: rest({ webAcl: McpWebAcl.fromArn(WEB_ACL) }), region: 'eu-central-1' }, { props: rest({ webAcl: McpWebAcl.fromArn(WEB_ACL) }) }],
  }),
  usagePlanInvalid: () => ({
    fails: [
      { props: rest({ usagePlan: { apiKeys: [] } }), says: ['endpoint.usagePlan.apiKeys: got none', 'nobody could call'] },
      { props: rest({ usagePlan: { throttle: { rateLimit: -1 } } }), says: ['endpoint.usagePlan.throttle.rateLimit: got -1'] },
      { props: rest({ usagePlan: { throttle: { burstLimit: 1.5 } } }), says: ['endpoint.usagePlan.throttle.burstLimit: got 1.5'] },
      { props: rest({ usagePlan: { quota: { limit: 0.5, period: apigateway.Period.DAY } } }), says: ['endpoint.usagePlan.quota.limit: got 0.5'] },
    ],
    passes: [
      { props: rest({ usagePlan: {} }) },
      { props: rest({ usagePlan: { throttle: { rateLimit: 0, burstLimit: 0 }, quota: { limit: 1, period: apigateway.Period.DAY } } }) },
    ],
  }),
  domainAndDefaultEndpointDiffer: () => ({
    fails: [{
      props: { domain: domain('tools'), endpoint: McpEndpoint.restApi(), code: McpServerCode.asset(bootstrapDirectory(), { serverPath: '/' }) },
      says: ['the function gets "/tools/mcp" through the domain and "/mcp" through the API\'s own URL', 'disableDefaultEndpoint: true'],
    }],
    passes: [
      { props: { domain: domain('tools', true), endpoint: McpEndpoint.restApi(), code: McpServerCode.asset(bootstrapDirectory(), { serverPath: '/' }) } },
      { props: { domain: domain('tools'), endpoint: McpEndpoint.restApi() } },
    ],
  }),
};
