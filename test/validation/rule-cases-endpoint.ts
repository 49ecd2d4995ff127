import { HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { RuleCases } from './rule-case';
import { McpAuth, McpDomain, McpEndpoint, McpServerCode } from '../../src';
import { authorizerFunction, bootstrapDirectory, importedCertificate } from '../support';

const JWT = McpAuth.jwt({ issuer: 'https://issuer.example', scopes: ['use'] });
const IN_SERVER = McpAuth.inServer({ publicPaths: ['/authorize'] });
const domain = (basePath?: string, disableDefaultEndpoint = false) =>
  McpDomain.fromCertificate('mcp.example.com', importedCertificate(), { basePath, disableDefaultEndpoint });

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
    fails: [{ props: { domain: domain(), endpoint: McpEndpoint.functionUrl() }, says: ['domain: got McpDomain.fromCertificate(…) for McpEndpoint.functionUrl({ … })', 'no domain, or'] }],
    passes: [{ props: { endpoint: McpEndpoint.functionUrl() } }, { props: { domain: domain(), endpoint: McpEndpoint.restApi() } }],
  }),
  stageHidesDiscovery: () => ({
    fails: [JWT, IN_SERVER, McpAuth.cognito()].map((auth) => ({
      props: { auth, endpoint: McpEndpoint.restApi() }, says: ['endpoint: got McpEndpoint.restApi({ … }) with McpAuth.', 'the root of the host', 'a domain, or McpEndpoint.httpApi(…)'],
    })),
    passes: [
      { props: { auth: JWT, endpoint: McpEndpoint.restApi(), domain: domain() } },
      { props: { auth: JWT, endpoint: McpEndpoint.httpApi({ stageName: 'prod' }) } },
      { props: { auth: McpAuth.iam(), endpoint: McpEndpoint.restApi() } },
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
