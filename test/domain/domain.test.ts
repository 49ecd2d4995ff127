import { App, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { McpAuth, McpDomain, McpDomainOptions, McpEndpoint, McpHostedZoneDomainOptions, McpLambdaServer, McpServerCode } from '../../src';
import { bootstrapDirectory, environmentOf, hostedZone, importedCertificate, serverIn, templateWith } from '../support';

const inZone = (options?: McpHostedZoneDomainOptions) => McpDomain.fromHostedZone(hostedZone(), 'mcp.example.com', options);
const withCertificate = (options?: McpDomainOptions) => McpDomain.fromCertificate('mcp.example.com', importedCertificate(), options);

const domainName = { Ref: Match.stringLikeRegexp('^ServerDomainName') };

describe('in a hosted zone', () => {
  test('a regional name for IPv4 and IPv6 is made, with TLS 1.2 and a certificate that is validated in the zone', () => {
    const template = templateWith({ domain: inZone() });
    template.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: 'mcp.example.com',
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: 'mcp.example.com', HostedZoneId: 'Z1' }],
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'mcp.example.com',
      DomainNameConfigurations: [{
        CertificateArn: { Ref: Match.stringLikeRegexp('^ServerDomainCertificate') },
        EndpointType: 'REGIONAL',
        IpAddressType: 'dualstack',
        SecurityPolicy: 'TLS_1_2',
      }],
    });
  });

  test.each(['A', 'AAAA'])('the zone gets a record %s, which leads to the name\'s regional endpoint', (type) => {
    templateWith({ domain: inZone() }).hasResourceProperties('AWS::Route53::RecordSet', {
      HostedZoneId: 'Z1',
      Name: 'mcp.example.com.',
      Type: type,
      AliasTarget: {
        DNSName: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ServerDomainName'), 'RegionalDomainName'] },
        HostedZoneId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ServerDomainName'), 'RegionalHostedZoneId'] },
      },
    });
  });

  test('a certificate that is given is taken, and none is made', () => {
    const template = templateWith({ domain: inZone({ certificate: importedCertificate() }) });
    template.resourceCountIs('AWS::CertificateManager::Certificate', 0);
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', { DomainNameConfigurations: [Match.objectLike({ CertificateArn: importedCertificate().certificateArn })] });
  });

  test('a zone that is known by its id alone will do', () => {
    const byId = route53.HostedZone.fromHostedZoneId(new Stack(), 'Zone', 'Z1');
    templateWith({ domain: McpDomain.fromHostedZone(byId, 'mcp.example.com') }).resourceCountIs('AWS::Route53::RecordSet', 2);
  });

  test('a name that only the deployment knows will do', () => {
    const name = { 'Fn::ImportValue': 'Name' };
    const template = templateWith({ domain: McpDomain.fromHostedZone(hostedZone(), Fn.importValue('Name')) });
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', { DomainName: name });
    template.hasResourceProperties('AWS::Route53::RecordSet', { Name: { 'Fn::Join': ['', [name, '.']] } });
    expect(environmentOf(template)).toMatchObject({ MCP_PUBLIC_URL: { 'Fn::Join': ['', ['https://', name, '/mcp']] } });
  });
});

describe('with a certificate', () => {
  test('no record is made, and the deploy prints where one must lead', () => {
    const template = templateWith({ domain: withCertificate() });
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
    const [target] = Object.entries(template.findOutputs('*')).filter(([id]) => id.startsWith('ServerDomainTarget'));
    expect(target[1].Value).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ServerDomainName/), 'RegionalDomainName'] });
  });
});

describe('on a domain name that exists', () => {
  test('nothing is made but the mapping, also for several servers', () => {
    const stack = new Stack(new App(), 'Stack');
    const shared = new apigwv2.DomainName(stack, 'Shared', {
      domainName: 'mcp.example.com', certificate: importedCertificate(),
    });
    for (const basePath of ['tools', 'docs']) {
      const domain = McpDomain.fromDomainName(shared, { basePath });
      const server = new McpLambdaServer(stack, basePath, { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none(), domain });
      expect(server.domainName).toBe(shared);
    }
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::ApiGatewayV2::DomainName', 1);
    expect(Object.values(template.findResources('AWS::ApiGatewayV2::ApiMapping')).map(({ Properties }) => Properties.ApiMappingKey)).toEqual(['tools', 'docs']);
  });
});

describe('the mapping', () => {
  test('leads from the root of the name to the stage of the API', () => {
    const template = templateWith({ domain: inZone(), endpoint: McpEndpoint.httpApi({ stageName: 'prod' }) });
    const [stageId] = Object.keys(template.findResources('AWS::ApiGatewayV2::Stage', { Properties: { StageName: 'prod' } }));
    template.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', {
      DomainName: domainName,
      ApiId: { Ref: Match.stringLikeRegexp('^ServerHttpApi') },
      Stage: { Ref: stageId },
      ApiMappingKey: Match.absent(),
    });
  });

  test('leads from a base path', () => {
    templateWith({ domain: inZone({ basePath: 'team/tools' }) }).hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', { ApiMappingKey: 'team/tools' });
  });
});

describe('the API\'s own URL', () => {
  const disabled = (domain?: McpDomain) => Object.values(templateWith({ domain }).findResources('AWS::ApiGatewayV2::Api'))[0].Properties.DisableExecuteApiEndpoint;

  test('stays, and can be switched off', () => {
    expect(disabled(inZone())).toBe(false);
    expect(disabled(inZone({ disableDefaultEndpoint: true }))).toBe(true);
    expect(disabled()).toBeUndefined();
  });
});

const URLS = [
  { stageName: '$default', basePath: undefined, path: '/mcp', api: 'https://mcp.example.com', mcp: 'https://mcp.example.com/mcp' },
  { stageName: 'prod', basePath: undefined, path: '/mcp', api: 'https://mcp.example.com', mcp: 'https://mcp.example.com/mcp' },
  { stageName: '$default', basePath: 'tools', path: '/mcp', api: 'https://mcp.example.com/tools', mcp: 'https://mcp.example.com/tools/mcp' },
  { stageName: 'prod', basePath: 'tools', path: '/mcp', api: 'https://mcp.example.com/tools', mcp: 'https://mcp.example.com/tools/mcp' },
  { stageName: 'prod', basePath: 'team/tools', path: '/a/mcp', api: 'https://mcp.example.com/team/tools', mcp: 'https://mcp.example.com/team/tools/a/mcp' },
  { stageName: '$default', basePath: undefined, path: '/', api: 'https://mcp.example.com', mcp: 'https://mcp.example.com/' },
  { stageName: 'prod', basePath: 'tools', path: '/', api: 'https://mcp.example.com/tools', mcp: 'https://mcp.example.com/tools' },
];

describe.each(URLS)('with the stage $stageName, the base path $basePath and the path $path', ({ stageName, basePath, path, api, mcp }) => {
  const code = McpServerCode.asset(bootstrapDirectory(), { serverPath: '/' });
  const server = () => serverIn({ code, domain: inZone({ basePath }), endpoint: McpEndpoint.httpApi({ stageName, path }) });

  test(`the MCP URL is ${mcp}`, () => {
    expect(server().url).toBe(mcp);
  });

  test('server and outputs are told the same', () => {
    const template = Template.fromStack(Stack.of(server()));
    expect(environmentOf(template)).toMatchObject({ MCP_PUBLIC_URL: mcp });
    template.hasOutput('ServerApiEndpointE05FD53F', { Value: api });
    template.hasOutput('ServerMcpEndpoint24D80609', { Value: mcp });
  });
});

test('a token may be made for the URL with the name', () => {
  const auth = McpAuth.jwt({ issuer: 'https://issuer.example', audience: ['client'], scopes: ['use'] });
  templateWith({ auth, domain: inZone() }).hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    JwtConfiguration: { Audience: ['client', 'https://mcp.example.com/mcp', 'https://mcp.example.com/mcp/'] },
  });
});

test.each([
  { serverPath: '/mcp', path: '/mcp', stageName: '$default', basePath: undefined, removed: undefined },
  { serverPath: '/mcp', path: '/mcp', stageName: 'prod', basePath: undefined, removed: '/prod' },
  { serverPath: '/mcp', path: '/mcp', stageName: '$default', basePath: 'tools', removed: '/tools' },
  { serverPath: '/mcp', path: '/mcp', stageName: 'prod', basePath: 'tools', removed: '/prod' },
  { serverPath: '/mcp', path: '/team/mcp', stageName: 'prod', basePath: undefined, removed: '/prod/team' },
  { serverPath: '/', path: '/mcp', stageName: 'prod', basePath: undefined, removed: '/prod/mcp' },
  { serverPath: '/', path: '/', stageName: '$default', basePath: 'tools', removed: '/tools' },
  { serverPath: '/tools/mcp', path: '/tools/mcp', stageName: '$default', basePath: 'tools', removed: undefined },
])('on $basePath before $stageName and $path a server on $serverPath has $removed removed', ({ serverPath, path, stageName, basePath, removed }) => {
  const code = McpServerCode.asset(bootstrapDirectory(), { serverPath });
  const template = templateWith({ code, domain: inZone({ basePath }), endpoint: McpEndpoint.httpApi({ stageName, path }) });
  expect(environmentOf(template).AWS_LWA_REMOVE_BASE_PATH).toBe(removed);
});

test('one domain may be described for the servers of several stacks', () => {
  const app = new App();
  const domain = inZone();
  const stacks = ['Staging', 'Production'].map((id) => new Stack(app, id));
  for (const stack of stacks) {
    new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none(), domain });
  }
  for (const stack of stacks) {
    Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::DomainName', 1);
  }
});

test('a base path that is a token is one sentence, and no warning besides', () => {
  const auth = McpAuth.jwt({ issuer: 'https://issuer.example', scopes: ['use'] });
  const stack = new Stack(new App(), 'Stack');
  const props = { code: McpServerCode.asset(bootstrapDirectory()), auth, domain: inZone({ basePath: Fn.ref('Path') }) };
  expect(() => new McpLambdaServer(stack, 'Server', props)).toThrow(/^domain\.basePath: got a token, .*\[domainBasePathInvalid\] \(at Stack\/Server\)$/);
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
});
