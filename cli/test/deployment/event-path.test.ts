import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { McpAuth, McpDomain, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { eventPath } from '../../src/deployment/event-path';
import { removeBasePath } from '../../src/gateway/event/base-path';
import { markedServers } from '../../src/template/marked-servers';
import { fixture } from '../served-server';

const AUTHS = {
  'for everybody': () => McpAuth.none(),
  'that asks for tokens': () => McpAuth.jwt({ issuer: 'https://issuer.example.com', audience: ['a'], scopes: [] }),
  'that asks for signatures': () => McpAuth.iam(),
};

interface Way {
  readonly door: (stack: Stack) => McpEndpoint;
  readonly kind: 'http-api' | 'rest-api' | 'function-url';
  readonly domain?: { readonly basePath?: string };
  /** Whether the domain's name is that of another stack, which only a deployment knows. */
  readonly named?: false;
  readonly serverPath?: string;
  readonly url: string;
  readonly path: string;
}

const API = 'https://abc123.execute-api.eu-west-1.amazonaws.com';
const DOMAIN = 'https://mcp.example.com';

const WAYS: Readonly<Record<string, Way>> = {
  'an HTTP API': { kind: 'http-api', door: () => McpEndpoint.httpApi(), url: `${API}/mcp`, path: '/mcp' },
  'an HTTP API with a named stage': { kind: 'http-api', door: () => McpEndpoint.httpApi({ stageName: 'dev' }), url: `${API}/dev/mcp`, path: '/dev/mcp' },
  'an HTTP API at a domain': { kind: 'http-api', door: () => McpEndpoint.httpApi(), domain: {}, url: `${DOMAIN}/mcp`, path: '/mcp' },
  'an HTTP API with a named stage at a domain': { kind: 'http-api', door: () => McpEndpoint.httpApi({ stageName: 'dev' }), domain: {}, url: `${DOMAIN}/mcp`, path: '/dev/mcp' },
  'an HTTP API with a named stage at the root of a domain': {
    kind: 'http-api', door: () => McpEndpoint.httpApi({ stageName: 'dev', path: '/' }), domain: {}, serverPath: '/', url: `${DOMAIN}/`, path: '/dev/',
  },
  'an HTTP API below a domain': { kind: 'http-api', door: () => McpEndpoint.httpApi(), domain: { basePath: 'tools' }, url: `${DOMAIN}/tools/mcp`, path: '/mcp' },
  'an HTTP API with a named stage below a domain': {
    kind: 'http-api', door: () => McpEndpoint.httpApi({ stageName: 'dev' }), domain: { basePath: 'tools' }, url: `${DOMAIN}/tools/mcp`, path: '/dev/mcp',
  },
  'an HTTP API with a named stage below a domain of another stack': {
    kind: 'http-api', door: () => McpEndpoint.httpApi({ stageName: 'dev' }), domain: { basePath: 'tools' }, named: false, url: `${DOMAIN}/tools/mcp`, path: '/dev/mcp',
  },
  'an HTTP API that is there already': { kind: 'http-api', door: (stack) => McpEndpoint.onHttpApi(new apigwv2.HttpApi(stack, 'Api')), url: `${API}/mcp`, path: '/mcp' },
  'a REST API': { kind: 'rest-api', door: () => McpEndpoint.restApi(), url: `${API}/prod/mcp`, path: '/mcp' },
  'a REST API whose server is at the root': { kind: 'rest-api', door: () => McpEndpoint.restApi(), serverPath: '/', url: `${API}/prod/mcp`, path: '/mcp' },
  'the root of a REST API': { kind: 'rest-api', door: () => McpEndpoint.restApi({ path: '/', stageName: 'v1' }), serverPath: '/', url: `${API}/v1`, path: '/' },
  'a REST API at a domain': { kind: 'rest-api', door: () => McpEndpoint.restApi(), domain: {}, url: `${DOMAIN}/mcp`, path: '/mcp' },
  'a REST API below a domain': { kind: 'rest-api', door: () => McpEndpoint.restApi(), domain: { basePath: 'tools' }, url: `${DOMAIN}/tools/mcp`, path: '/tools/mcp' },
  'a REST API below a domain that is called as its stage': { kind: 'rest-api', door: () => McpEndpoint.restApi(), domain: { basePath: 'prod' }, url: `${DOMAIN}/prod/mcp`, path: '/prod/mcp' },
  'a REST API that is there already': {
    kind: 'rest-api',
    door: (stack) => {
      const api = new apigateway.RestApi(stack, 'Api');
      api.root.addMethod('GET', new apigateway.MockIntegration());
      return McpEndpoint.onRestApi(api);
    },
    url: `${API}/prod/mcp`,
    path: '/mcp',
  },
  'a function URL': { kind: 'function-url', door: () => McpEndpoint.functionUrl(), url: 'https://abc.lambda-url.eu-west-1.on.aws/mcp', path: '/mcp' },
};

const CASES = Object.entries(WAYS).flatMap(([way, facts]) => Object.entries(AUTHS)
  .filter(([auth]) => facts.kind !== 'function-url' || !auth.includes('tokens'))
  .map(([auth, make]) => [`${way} ${auth}`, facts, make, auth !== 'for everybody'] as const));

interface FunctionProperties {
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
}

test.each(CASES)('behind %s the server is invoked at its own path, and the guard is seen', (_, { door, kind, domain, named, serverPath, url, path }, auth, guarded) => {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  const stack = new Stack(app, 'Demo');
  const certificate = (scope: Stack) => acm.Certificate.fromCertificateArn(scope, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/a');
  const others = () => new apigwv2.DomainName(new Stack(app, 'Names'), 'Name', { domainName: 'mcp.example.com', certificate: certificate(stack) });
  const domainOf = () => (named === false ? McpDomain.fromDomainName(others(), domain) : McpDomain.fromCertificate('mcp.example.com', certificate(stack), domain));
  new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.nodejs(fixture('mcp-server'), { entry: 'server.js', serverPath }),
    endpoint: door(stack),
    auth: auth(),
    ...domain && { domain: domainOf() },
  });
  const template = Template.fromStack(stack).toJSON();
  const [server] = markedServers({ name: 'Demo', path: 'Demo', region: 'eu-west-1', account: '1', template, directory: '', assets: new Map(), annotations: [] });
  expect(server.door).toMatchObject({ kind, guarded });
  const found = eventPath(new URL(url), server.door);
  expect(found).toBe(path);
  const { Environment: { Variables } } = (template.Resources as Record<string, { Properties: FunctionProperties }>)[server.functionId].Properties;
  expect(removeBasePath(found, Variables.AWS_LWA_REMOVE_BASE_PATH)).toBe(serverPath ?? '/mcp');
});

test('a path of another API than the template\'s stays as it is', () => {
  expect(eventPath(new URL(`${DOMAIN}/tools/mcp`), { kind: 'http-api', mappings: [] })).toBe('/tools/mcp');
});
