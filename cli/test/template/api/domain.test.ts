import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { CfnStage, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnApiMapping, CfnDomainName, DomainName, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { McpAuth, McpDomain, McpEndpoint, McpHttpApiOptions, McpLambdaServer, McpServerCode } from '../../../../src';
import { HttpApiDoor, LOCAL_ORIGIN, ServedServer } from '../../../src/template/model';
import { readServers } from '../../../src/template/read-servers';
import { code, PlainServer, served, servedByRest, synth } from '../support';

const NAME = 'mcp.example.com';

const certificate = (stack: Stack) => Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:111122223333:certificate/one');

const jwt = () => McpAuth.jwt({ issuer: 'https://login.example.com', scopes: ['mcp/use'] });

/** A server of the library with a domain. */
function librarys(stack: Stack, domain: McpDomain, endpoint: McpHttpApiOptions = {}): McpLambdaServer {
  const serverCode = McpServerCode.asset(code(), { serverPath: '/mcp' });
  return new McpLambdaServer(stack, 'Server', { code: serverCode, endpoint: McpEndpoint.httpApi({ path: '/mcp', ...endpoint }), auth: jwt(), domain });
}

const withName = (options: Parameters<typeof McpDomain.fromCertificate>[2] = {}, endpoint?: McpHttpApiOptions) =>
  served((stack) => librarys(stack, McpDomain.fromCertificate(NAME, certificate(stack), options), endpoint));

/** The URL that the server, the authorizer and the document about the resource know. */
function urlsOf({ function: { environment }, door }: ServedServer & { readonly door: HttpApiDoor }) {
  const guard = door.routes.map((route) => route.guard).find((each) => each?.kind === 'jwt');
  const document = JSON.parse(door.functions[0].environment.RESOURCE_METADATA) as { resource: string };
  return [environment.MCP_PUBLIC_URL, guard?.kind === 'jwt' && guard.audience, document.resource];
}

describe('the local origin stands for the name of a server of the library', () => {
  test.each<[string, Parameters<typeof withName>, HttpApiDoor['domain'], string]>([
    ['at the root', [], { name: NAME, mappings: [{ key: '', stage: '$default' }], ownUrl: true }, '/mcp'],
    ['before a named stage', [{}, { stageName: 'prod' }], { name: NAME, mappings: [{ key: '', stage: 'prod' }], ownUrl: true }, '/mcp'],
    ['with a base path', [{ basePath: 'team/tools' }, { stageName: 'prod' }], { name: NAME, mappings: [{ key: 'team/tools', stage: 'prod' }], ownUrl: true }, '/team/tools/mcp'],
    ['alone', [{ disableDefaultEndpoint: true }], { name: NAME, mappings: [{ key: '', stage: '$default' }], ownUrl: false }, '/mcp'],
  ])('%s', (_name, given, domain, path) => {
    const server = withName(...given);
    const url = `${LOCAL_ORIGIN}${path}`;
    expect(server.door.domain).toEqual(domain);
    expect(server.door.mcpPath).toBe(path);
    expect(urlsOf(server)).toEqual([url, [url, `${url}/`], url]);
    expect(server.notices).toEqual([]);
  });

  test('that is a parameter, with a default or without', () => {
    for (const given of [undefined, NAME]) {
      const server = served((stack) => {
        const name = new CfnParameter(stack, 'Name', { default: given }).valueAsString;
        librarys(stack, McpDomain.fromCertificate(name, certificate(stack)));
      });
      expect(server.door.domain).toEqual({ ...given === undefined ? {} : { name: NAME }, mappings: [{ key: '', stage: '$default' }], ownUrl: true });
      const url = `${LOCAL_ORIGIN}/mcp`;
      expect(urlsOf(server)).toEqual([url, [url, `${url}/`], url]);
    }
  });

  test('that another stack of the app makes', () => {
    const { servers } = readServers(synth((app: App) => {
      const shared = new Stack(app, 'Shared');
      const domainName = new DomainName(shared, 'Name', { domainName: NAME, certificate: certificate(shared) });
      librarys(new Stack(app, 'Quickstart'), McpDomain.fromDomainName(domainName, { basePath: 'tools' }));
    }));
    expect(urlsOf(servers[0] as Parameters<typeof urlsOf>[0])[0]).toBe(`${LOCAL_ORIGIN}/tools/mcp`);
    expect(servers[0].door).toMatchObject({ domain: { mappings: [{ key: 'tools', stage: '$default' }], ownUrl: true } });
  });

  test('that is made elsewhere and known by its name', () => {
    const server = served((stack) => librarys(stack, McpDomain.fromDomainName(
      DomainName.fromDomainNameAttributes(stack, 'Name', { name: NAME, regionalDomainName: 'd-1', regionalHostedZoneId: 'Z1' }), { basePath: 'tools' })));
    expect([server.door.domain?.name, server.function.environment.MCP_PUBLIC_URL]).toEqual([NAME, `${LOCAL_ORIGIN}/tools/mcp`]);
  });
});

/** A server without the library, its environment, and what leads to it. */
const plain = (environment: Record<string, string>, lead: (server: PlainServer, stack: Stack) => void) =>
  served((stack) => lead(new PlainServer(stack, 'Server', { environment }), stack));

const map = (stack: Stack, id: string, { apiId }: HttpApi, apiMappingKey?: string, more: object = {}) =>
  new CfnApiMapping(stack, id, { apiId, domainName: NAME, stage: '$default', apiMappingKey, ...more });

describe('in an environment', () => {
  test.each([
    [`https://${NAME}`, LOCAL_ORIGIN],
    [`https://${NAME}/a/mcp?x=1`, `${LOCAL_ORIGIN}/a/mcp?x=1`],
    [`["https://${NAME}/a","https://${NAME}/register"]`, `["${LOCAL_ORIGIN}/a","${LOCAL_ORIGIN}/register"]`],
    ['https://mcp.example.com.au/a', 'https://mcp.example.com.au/a'],
    ['https://mcp.example.com:8443/a', 'https://mcp.example.com:8443/a'],
    ['https://mcpxexample.com/a', 'https://mcpxexample.com/a'],
    [NAME, NAME],
    // Another server of the same name, which is not served here; the longer key decides.
    [`https://${NAME}/b/mcp`, `https://${NAME}/b/mcp`],
    [`https://${NAME}/a/other/mcp`, `https://${NAME}/a/other/mcp`],
    [`https://${NAME}/bc/mcp`, `${LOCAL_ORIGIN}/bc/mcp`],
  ])('%s is %s', (value, expected) => {
    const { function: { environment } } = plain({ VALUE: value }, ({ api }, stack) => {
      const other = new HttpApi(stack, 'Other');
      map(stack, 'A', api, 'a');
      map(stack, 'B', other, 'b');
      map(stack, 'Longer', other, 'a/other');
    });
    expect(environment.VALUE).toBe(expected);
  });

  test('a name that only a deployment knows is named where it stands outside of a URL', () => {
    const { function: { environment }, notices } = served((stack) => {
      const name = new CfnParameter(stack, 'Name').valueAsString;
      const { api } = new PlainServer(stack, 'Server', { environment: { URL: `https://${name}/mcp`, HOST: name } });
      new CfnApiMapping(stack, 'Mapping', { apiId: api.apiId, domainName: name, stage: '$default' });
    });
    expect(environment.URL).toBe(`${LOCAL_ORIGIN}/mcp`);
    expect(notices.map(({ id, message }) => `${id}: ${message}`)).toEqual([
      expect.stringMatching(/^resource-environment: HOST is .* names the AWS::ApiGatewayV2::ApiMapping Mapping, which only a deployment makes\.$/),
    ]);
  });
});

describe('of several mappings', () => {
  test('the shortest key is in the MCP URL, and the longest one comes first where a request is led', () => {
    const { door, notices } = plain({}, ({ api }, stack) => {
      api.addStage('Beta', { stageName: 'beta', autoDeploy: true });
      map(stack, 'Root', api);
      map(stack, 'BetaMapping', api, 'next/beta', { stage: 'beta' });
      map(stack, 'Again', api, undefined, { domainName: 'other.example.com' });
    });
    expect(door.mcpPath).toBe('/mcp');
    expect(door.domain).toEqual({ name: NAME, mappings: [{ key: 'next/beta', stage: 'beta' }, { key: '', stage: '$default' }], ownUrl: true });
    expect(notices).toEqual([]);
  });

  test('one path of two names leads to one stage, and that is said', () => {
    const { door, notices } = plain({}, ({ api }, stack) => {
      api.addStage('Beta', { stageName: 'beta', autoDeploy: true });
      map(stack, 'One', api);
      map(stack, 'Two', api, undefined, { domainName: 'beta.example.com', stage: 'beta' });
    });
    expect(door.domain?.mappings).toEqual([{ key: '', stage: '$default' }]);
    expect(notices.map(({ message }) => message)).toEqual(['AWS::ApiGatewayV2::ApiMapping Two: the paths that it maps lead to the stage $default locally, as One says for another name.']);
  });

  test('those of other APIs are nothing to this one', () => {
    const { door, notices } = plain({}, (_server, stack) => map(stack, 'Other', new HttpApi(stack, 'OtherApi')));
    expect([door.domain, notices]).toEqual([undefined, []]);
  });
});

describe('a mapping that cannot be served is named, and the API\'s own URL is served as without it', () => {
  test.each<[string, string, object]>([
    ['whose name comes from SSM', 'its DomainName is not known locally (it is the dynamic reference', { domainName: '{{resolve:ssm:/name}}' }],
    ['whose key is a parameter', 'its ApiMappingKey is not known locally (the parameter "Open" has no default)', { apiMappingKey: { Ref: 'Open' } }],
    ['whose stage is a parameter', 'its Stage is not known locally (the parameter "Open" has no default)', { stage: { Ref: 'Open' } }],
    ['before a stage of nobody', 'it leads to the stage "beta", which the API has not in this template', { stage: 'beta' }],
  ])('%s', (_name, reason, more) => {
    const { door, notices } = plain({}, ({ api }, stack) => {
      new CfnParameter(stack, 'Open');
      const { domainName = NAME, stage = '$default', apiMappingKey } = more as Record<string, string>;
      const mapping = new CfnApiMapping(stack, 'Mapping', { apiId: api.apiId, domainName, stage: '$default' });
      mapping.addPropertyOverride('Stage', stage);
      mapping.addPropertyOverride('ApiMappingKey', apiMappingKey);
    });
    expect([door.domain, door.mcpPath]).toEqual([undefined, '/mcp']);
    expect(notices.map(({ id, message }) => `${id}: ${message}`)).toEqual([expect.stringContaining('custom-domain: AWS::ApiGatewayV2::ApiMapping Mapping: ')]);
    expect(notices[0].message).toContain(reason);
  });

  test('of a name that asks for certificates of clients', () => {
    const { door, notices } = plain({}, ({ api }, stack) => {
      const { ref } = new CfnDomainName(stack, 'Name', { domainName: NAME, mutualTlsAuthentication: { truststoreUri: 's3://trust/store.pem' } });
      map(stack, 'Mapping', api, undefined, { domainName: ref });
    });
    expect(door.domain).toBeUndefined();
    expect(notices.map(({ message }) => message)).toEqual([expect.stringContaining('the domain Name asks for certificates of clients, which dev does not')]);
  });
});

test('a mapping before a REST API is served too', () => {
  const server = servedByRest((stack) => {
    const handler = new LambdaFunction(stack, 'Function', {
      runtime: Runtime.PROVIDED_AL2023, handler: 'bootstrap', code: Code.fromAsset(code()), environment: { AWS_LWA_PORT: '8080' },
    });
    const api = new RestApi(stack, 'Rest', { cloudWatchRole: false });
    api.root.addResource('mcp').addMethod('POST', new LambdaIntegration(handler, { allowTestInvoke: false }));
    new CfnApiMapping(stack, 'Mapping', {
      apiId: api.restApiId, domainName: NAME, stage: (api.deploymentStage.node.defaultChild as CfnStage).ref, apiMappingKey: 'tools',
    });
  });
  expect(server.door.domain).toEqual({ name: NAME, mappings: [{ key: 'tools', stage: 'prod' }], ownUrl: true });
  expect(server.door.mcpPath).toBe('/tools/mcp');
  expect(server.notices).toEqual([]);
});
