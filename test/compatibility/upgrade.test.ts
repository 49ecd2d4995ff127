import * as fs from 'node:fs';
import { StableApp, stableApps, templatesOf } from './state';
import { misses } from './templates';
import { exampleDirectory } from '../examples/synthesised';
import { lost } from '../support-replacements';

jest.setTimeout(120_000);

/** What holds users, data, logs, keys, a name that clients were given, or a part of a URL. */
const KEPT = [
  'AWS::ApiGateway::DomainName', 'AWS::ApiGateway::RestApi', 'AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Api', 'AWS::ApiGatewayV2::ApiMapping',
  'AWS::ApiGatewayV2::DomainName', 'AWS::ApiGatewayV2::Stage', 'AWS::CertificateManager::Certificate',
  'AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient', 'AWS::Cognito::UserPoolDomain', 'AWS::Cognito::UserPoolResourceServer',
  'AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::Lambda::Alias', 'AWS::Lambda::Function', 'AWS::Lambda::Url', 'AWS::Logs::LogGroup',
  'AWS::Route53::RecordSet', 'AWS::SecretsManager::Secret',
];

const directory = exampleDirectory();
const apps: [string, StableApp][] = Object.entries(stableApps());

test.each(apps)('%s, as it was declared stable, is deployed over itself without a loss, and scripts and servers read what they did', (name, { app, templates }) => {
  const now: Record<string, any> = templatesOf(name, app, directory);
  expect(Object.keys(now)).toEqual(Object.keys(templates));
  for (const [file, template] of Object.entries(templates)) {
    expect([file, lost(template, now[file], KEPT), misses(template as any, now[file])]).toEqual([file, [], []]);
  }
});

test('what is kept stands in the apps, so that a loss would be seen', () => {
  const types = new Set(apps.flatMap(([, { templates }]) => Object.values<any>(templates).flatMap(({ Resources }) => (
    Object.values<any>(Resources).map(({ Type }) => Type)))));
  const absent = ['AWS::ApiGateway::DomainName', 'AWS::DynamoDB::Table', 'AWS::KMS::Key']; // users make those
  expect(KEPT.filter((type) => !types.has(type) && !absent.includes(type))).toEqual([]);
});

test.each([
  ['AWS::Cognito::UserPool', (resource: any) => { resource.Properties.UsernameAttributes = ['phone_number']; }],
  ['AWS::Logs::LogGroup', (resource: any) => { resource.Properties.LogGroupName = 'another'; }],
  ['AWS::ApiGatewayV2::DomainName', (resource: any) => { resource.Properties.DomainName = 'another.example.com'; }],
  ['AWS::ApiGatewayV2::Stage', (resource: any) => { resource.Properties.StageName = 'another'; }],
  ['AWS::ApiGateway::Stage', (resource: any) => { resource.Properties.StageName = 'another'; }],
])('another %s, or one with another logical id, is a loss', (type, change) => {
  const template: any = Object.values(stableApps()['consumers/typescript'].templates)
    .find((one: any) => Object.values<any>(one.Resources).some(({ Type }) => Type === type));
  const id = Object.keys(template.Resources).find((one) => template.Resources[one].Type === type)!;
  const { [id]: resource, ...others } = structuredClone(template.Resources);
  expect(lost(template, { ...template, Resources: { ...others, Renamed: resource } }, KEPT)).toContainEqual(expect.stringContaining(`${id}: `));
  change(resource);
  expect(lost(template, { ...template, Resources: { ...others, [id]: resource } }, KEPT)).toContainEqual(expect.stringContaining(`${id}: `));
});

test.each<[string, (template: any) => void]>([
  ['ServerMcpEndpoint24D80609: the output is gone', ({ Outputs }) => { delete Outputs.ServerMcpEndpoint24D80609; }],
  ['ServerMcpEndpoint24D80609: another value or export', ({ Outputs }) => { Outputs.ServerMcpEndpoint24D80609.Value['Fn::Join'][1].push('/v2'); }],
  ['ServerFunctionB9E3FD9F: MCP_PUBLIC_URL is gone', ({ Resources }) => {
    delete Resources.ServerFunctionB9E3FD9F.Properties.Environment.Variables.MCP_PUBLIC_URL;
  }],
])('%s: that would be seen', (said, change) => {
  const template: any = stableApps().quickstart.templates['Quickstart.template.json'];
  const now = structuredClone(template);
  change(now);
  expect(misses(template, now)).toEqual([said]);
});

test('what was declared stable is small', () => {
  const sizes = fs.readdirSync(`${__dirname}/stable`).map((file) => fs.statSync(`${__dirname}/stable/${file}`).size);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(200_000);
});
