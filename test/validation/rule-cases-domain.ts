import { App, Fn, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { RuleCases } from './rule-case';
import { McpAuth, McpDomain, McpEndpoint, McpHostedZoneDomainOptions, McpLambdaServerProps, McpServerCode } from '../../src';
import { bootstrapDirectory, hostedZone, importedCertificate } from '../support';

/** At least one case on each side of every rule about the server's own name. */
export const DOMAIN_RULE_CASES: Record<string, () => RuleCases> = {
  domainNameInvalid: () => ({
    fails: [
      ...['', 'example', 'Mcp.example.com', '*.example.com', 'https://mcp.example.com', 'mcp.example.com.', 'mcp.example.com/mcp', 'mcp..example.com',
        '-mcp.example.com', 'mcp_1.example.com', '10.0.0.1', `${'x'.repeat(64)}.example.com`, `${'abc.'.repeat(62)}example.com`].map((name) => ({
        props: { domain: McpDomain.fromCertificate(name, importedCertificate()) },
        says: [`domain: got McpDomain.fromCertificate(…) with the name ${JSON.stringify(name)}`, '"mcp.example.com"'],
      })),
      { props: inZone(`${'x'.repeat(53)}.example.com`), says: ['McpDomain.fromHostedZone(…) with a name of 65 characters', 'up to 64', 'a wildcard'] },
    ],
    passes: [
      { props: inZone(`${'x'.repeat(52)}.example.com`) },
      { props: inZone(`${'x'.repeat(63)}.example.com`, { certificate: importedCertificate() }) },
      { props: inZone('xn--mnchen-3ya.example.com') },
      { props: inZone(Fn.ref('Name')) },
    ],
  }),
  domainOutsideZone: () => ({
    fails: [
      { props: inZone('mcp.example.org'), says: ['the name "mcp.example.org" in the zone "example.com"', 'ends with the name of the zone'] },
      { props: inZone('mcp-example.com'), says: ['"mcp-example.com"'] },
    ],
    passes: [
      { props: inZone('example.com') },
      { props: inZone('a.mcp.example.com') },
      { props: inZone('mcp.example.com', {}, 'Example.com.') },
      { props: inZone('mcp.example.org', {}, Fn.ref('Zone')) },
      { props: { domain: McpDomain.fromHostedZone(route53.HostedZone.fromHostedZoneId(new Stack(), 'Zone', 'Z1'), 'mcp.example.org') } },
    ],
  }),
  domainBasePathInvalid: () => ({
    fails: [
      ...['', '/', '/tools', 'tools/', 'team//tools', 'a b', 'tools~1', 'tools?x', 'ü', '.', '..', 'team/../tools', 'x'.repeat(301)].map((basePath) => ({
        props: inZone('mcp.example.com', { basePath }), says: [`domain.basePath: got ${JSON.stringify(basePath)}`, 'without a slash at either end'],
      })),
      { props: inZone('mcp.example.com', { basePath: Fn.ref('Path') }), says: ['domain.basePath: got a token', 'known at synthesis'] },
    ],
    passes: ['tools', 'team/tools', 'v1.2_a-b', '.well-known', 'x'.repeat(300)].map((basePath) => ({ props: inZone('mcp.example.com', { basePath }) })),
  }),
  domainCertificateInOtherRegion: () => ({
    fails: [
      {
        props: { domain: McpDomain.fromCertificate('mcp.example.com', importedCertificate('us-east-1')) },
        region: 'eu-central-1',
        says: ['McpDomain.fromCertificate(…) with a certificate in us-east-1 for a stack in eu-central-1', 'in the region of the stack'],
      },
      { props: inZone('mcp.example.com', { certificate: made(['mcp.example.com'], 'us-east-1') }), region: 'eu-central-1', says: ['in us-east-1'] },
    ],
    passes: [
      { props: { domain: McpDomain.fromCertificate('mcp.example.com', importedCertificate('eu-central-1')) }, region: 'eu-central-1' },
      { props: { domain: McpDomain.fromCertificate('mcp.example.com', importedCertificate('us-east-1')) } },
      { props: { domain: McpDomain.fromCertificate('mcp.example.com', importedCertificate(Fn.importValue('Region'))) }, region: 'eu-central-1' },
    ],
  }),
  domainCertificateForOtherName: () => ({
    fails: [
      {
        props: { domain: McpDomain.fromCertificate('mcp.example.com', made(['example.com', 'www.example.com'])) },
        says: ['the name "mcp.example.com" and a certificate for "example.com", "www.example.com"', '"*."'],
      },
      { props: { domain: McpDomain.fromCertificate('a.mcp.example.com', made(['*.example.com'])) }, says: ['"*.example.com"'] },
      { props: { domain: McpDomain.fromCertificate('example.com', made(['*.example.com'])) }, says: ['"*.example.com"'] },
    ],
    passes: [
      { props: { domain: McpDomain.fromCertificate('mcp.example.com', importedCertificate()) } },
      { props: inZone('mcp.example.com') },
    ],
  }),
  domainBasePathHidesDiscovery: () => ({
    fails: [
      { props: { ...inZone('mcp.example.com', { basePath: 'tools' }), auth: jwt() }, says: ['domain.basePath: got "tools" with McpAuth.jwt({ … })', 'root of the name', 'a name for each server'] },
      { props: { ...inZone('mcp.example.com', { basePath: 'tools' }), auth: McpAuth.inServer({ publicPaths: ['/token'] }) }, says: ['McpAuth.inServer'] },
    ],
    passes: [
      { props: { ...inZone('mcp.example.com'), auth: jwt() } },
      { props: { ...inZone('mcp.example.com', { basePath: 'tools' }), auth: McpAuth.none() } },
      { props: { ...inZone('mcp.example.com', { basePath: 'tools' }), auth: McpAuth.iam() } },
    ],
  }),
  domainPathUnclear: () => ({
    fails: [
      { props: behind({ stageName: 'prod' }, { basePath: 'tools' }), says: ['before the stage "prod" and the path "/mcp"', 'gets "/prod/mcp", as by all reports', 'or "/tools/mcp"', '"$default"'] },
      { props: behind({ stageName: 'prod' }, {}, '/'), says: ['"/prod/mcp"', 'or "/mcp"'] },
      { props: behind({ path: '/tools/mcp' }, { basePath: 'tools' }, '/tools/mcp'), says: ['gets "/tools/mcp"', 'or "/tools/tools/mcp"'] },
    ],
    passes: [
      { props: behind({}) },
      { props: behind({}, {}, '/') },
      { props: behind({ stageName: 'prod' }) },
      { props: behind({ stageName: 'prod', path: '/' }, {}, '/') },
      { props: behind({}, { basePath: 'tools' }) },
      { props: behind({}, { basePath: 'tools' }, Fn.ref('ServerPath')) },
    ],
  }),
};

function inZone(name: string, options: McpHostedZoneDomainOptions = {}, zoneName?: string): Partial<McpLambdaServerProps> {
  return { domain: McpDomain.fromHostedZone(hostedZone(zoneName), name, options) };
}

function behind(
  endpoint: Parameters<typeof McpEndpoint.httpApi>[0], options: McpHostedZoneDomainOptions = {}, serverPath = '/mcp',
): Partial<McpLambdaServerProps> {
  return {
    ...inZone('mcp.example.com', options),
    endpoint: McpEndpoint.httpApi(endpoint),
    code: McpServerCode.asset(bootstrapDirectory(), { serverPath }),
  };
}

/** One whose names and region are known; servers that take it are in `test/domain/certificates.test.ts`. */
function made([domainName, ...subjectAlternativeNames]: string[], region?: string): acm.ICertificate {
  const stack = new Stack(new App(), 'Certificates', { env: { region } });
  return new acm.Certificate(stack, 'Certificate', { domainName, subjectAlternativeNames, validation: acm.CertificateValidation.fromDns() });
}

function jwt(): McpAuth {
  return McpAuth.jwt({ issuer: 'https://issuer.example', scopes: ['use'] });
}
