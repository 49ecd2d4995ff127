import { App, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { McpAuth, McpDomain, McpLambdaServer, McpServerCode } from '../../src';
import { bootstrapDirectory } from '../support';

/** A stack with a server called `mcp.example.com`, or as said, and the certificate of another stack. */
function templateWithCertificate(names: string[], { name = 'mcp.example.com', region }: { name?: string; region?: string } = {}): Template {
  const app = new App();
  const [domainName, ...subjectAlternativeNames] = names;
  const certificate = new acm.Certificate(new Stack(app, 'Certificates', { env: { region } }), 'Certificate', {
    domainName, subjectAlternativeNames, validation: acm.CertificateValidation.fromDns(),
  });
  const stack = new Stack(app, 'Stack', { env: { region } });
  new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none(), domain: McpDomain.fromCertificate(name, certificate),
  });
  return Template.fromStack(stack);
}

test.each([
  [['mcp.example.com']],
  [['*.example.com']],
  [['example.com', '*.Example.com']],
  [[Fn.importValue('Name')]],
  [['example.com', Fn.importValue('Name')]],
])('a certificate of the app for %j does', (names) => {
  templateWithCertificate(names, { region: 'eu-central-1' }).resourceCountIs('AWS::ApiGatewayV2::DomainName', 1);
});

test('a name that only the deployment knows goes with any certificate', () => {
  templateWithCertificate(['example.com'], { name: Fn.importValue('Name') }).resourceCountIs('AWS::ApiGatewayV2::DomainName', 1);
});

test('a certificate of the app for another name is refused', () => {
  expect(() => templateWithCertificate(['example.com'])).toThrow('[domainCertificateForOtherName]');
});
