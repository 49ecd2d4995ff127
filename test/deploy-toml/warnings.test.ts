import * as path from 'node:path';
import { App, Aspects, Annotations as CdkAnnotations, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { complaintAbout, projectWith, SMALLEST, stackOf, templateOf } from './toml-server';
import { McpAuth, McpDeployTomlOverrides, McpLambdaServer, McpRequireAuth, McpServerCode } from '../../src';
import { cargoProgram, withPrograms } from '../code/programs';
import { bootstrapDirectory, environmentOf } from '../support';

const WHERE = '<project>/.pmcp/deploy.toml';

const CUSTOM = '[server]\nname = "tools"\n[auth]\nprovider = "custom"\n[auth.jwt]\nissuer = "https://login.example.com"\nscopes = ["use"]\n';
const BASE_PATH = '[domain]\nname = "mcp.example.com"\ncertificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/a"\nbase_path = "tools"\n';

function saidOf(stack: Stack, level: 'Warning' | 'Info' | 'Error' = 'Warning'): string[] {
  return Annotations.fromStack(stack)[`find${level}`]('*', Match.anyValue()).map(({ entry }) => String(entry.data));
}

function warningsOf(toml: string, files?: Record<string, string>): string[] {
  const file = projectWith(toml, files);
  return saidOf(stackOf(file).stack).map((said) => said.replaceAll(path.dirname(path.dirname(file)), '<project>'));
}

/** A server of the file in a stack of the app's. */
function overridden(toml: string, overrides: McpDeployTomlOverrides): Stack {
  const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
  McpLambdaServer.fromDeployToml(stack, 'Server', projectWith(toml), overrides);
  return stack;
}

describe('what the library warns about is said in the words of the file, with the line', () => {
  test.each([
    ['everybody who may call', SMALLEST,
      `[auth] enabled (${WHERE}:4): got [auth] enabled = false: everybody who knows the URL may call the server, expected another auth, such as [auth.jwt], or acknowledged = ["publicAccess"] in [warnings] [ack: cdk-mcp-lambda:publicAccess]`],
    ['tokens without scopes', CUSTOM.replace('["use"]', '[]'),
      `[auth.jwt] scopes (${WHERE}:7): got no scopes: every valid token of the issuer is let in, ID tokens among them, expected the scopes of which a token needs one, or acknowledged = ["jwtWithoutScopes"] in [warnings] [ack: cdk-mcp-lambda:jwtWithoutScopes]`],
    ['discovery behind a base path', CUSTOM + BASE_PATH,
      `[domain] base_path (${WHERE}:11): got "tools" with [auth.jwt]: clients look for its discovery documents at the root of the name, which leads elsewhere, expected no base_path, with a name for each server; or acknowledged = ["domainBasePathHidesDiscovery"] in [warnings], for clients that are told where to get their tokens [ack: cdk-mcp-lambda:domainBasePathHidesDiscovery]`],
    ['discovery behind a stage', `${CUSTOM}[api_gateway]\ntype = "rest"\n`,
      `[api_gateway] type (${WHERE}:9): got [api_gateway] type = "rest" with [auth.jwt] and without a domain: clients that do not read where a 401 leads them look at the root of the host, which no stage answers, expected a domain, or [api_gateway] type = "http"; or acknowledged = ["stageHidesDiscovery"] in [warnings], for clients that read the header or are told where to get their tokens [ack: cdk-mcp-lambda:stageHidesDiscovery]`],
    ['a server that is switched off', `${SMALLEST}[lambda]\nreserved_concurrency = 0`,
      `[lambda] reserved_concurrency (${WHERE}:6): got 0, with which Lambda refuses every request, expected at least 1 where somebody is to be answered [ack: cdk-mcp-lambda:reservedConcurrencyZero]`],
  ])('%s', (_name, toml, expected) => {
    expect(warningsOf(toml)).toContain(expected);
  });

  test('an image without the adapter', () => {
    expect(warningsOf(SMALLEST, { Dockerfile: 'FROM scratch\n' })).toContainEqual(expect.stringMatching(
      /^\[build\] kind \(not in <project>\/.pmcp\/deploy.toml\): got \[build\] kind = "image", whose Dockerfile does not name .* or acknowledged = \["dockerfileWithoutAdapter"\] in \[warnings\] where/));
  });

  test('in those of an environment where that says it', () => {
    const open = projectWith('[server]\nname = "tools"\n[auth]\nenabled = true\n[env.open.auth]\nenabled = false');
    expect(saidOf(stackOf(open, { 'mcp-lambda:env': 'open' }).stack)).toContainEqual(expect.stringContaining(`[env.open.auth] enabled (${open}:6): got`));
  });
});

describe('a server on / behind a domain', () => {
  const PMCP = `${SMALLEST.replace('[auth]', 'path = "/"\n[auth]')}[warnings]\nacknowledged = ["publicAccess"]\n[domain]\nname = "mcp.example.com"\n`
    + 'certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/a"\n';
  const stages = (toml: string) => Object.values(templateOf(projectWith(toml)).Resources as Record<string, any>)
    .filter(({ Type }) => /^AWS::ApiGateway(V2)?::Stage$/.test(Type)).map(({ Properties }) => Properties.StageName);
  const prefix = (toml: string) => environmentOf(Template.fromStack(stackOf(projectWith(toml)).stack)).AWS_LWA_REMOVE_BASE_PATH;

  test('has the stage $default, with which its path is no question', () => {
    expect(warningsOf(PMCP)).toEqual([]);
    expect([stages(PMCP), prefix(PMCP)]).toEqual([['$default'], '/mcp']);
  });

  test('has the stage that is written, and is warned of it', () => {
    const staged = `${PMCP}[api_gateway]\nstage_name = "prod"`;
    expect(warningsOf(staged)).toEqual([expect.stringMatching(/^\[domain\] name \(.*:9\): .*before the stage "prod" .*the stage "\$default" without a base_path, or acknowledged = \["domainPathUnclear"\]/)]);
    expect([stages(staged), prefix(staged)]).toEqual([['prod'], '/prod/mcp']);
  });

  test('has a stage with a name before a REST API, where it must have one', () => {
    const rest = `${PMCP}[api_gateway]\ntype = "rest"`;
    expect(warningsOf(rest)).toEqual([]);
    expect(stages(rest)).toEqual(['prod']);
  });
});

test('advice is said in the words of the file, too', () => {
  const files = { 'Cargo.toml': '[package]\nname = "server"\nversion = "1.0.0"\nedition = "2021"\n', 'src/main.rs': 'fn main() {}\n' };
  const programs = cargoProgram({ binaries: ['server'], bootstrap: '#!/bin/sh\n' });
  const advice = withPrograms(programs, () => saidOf(stackOf(projectWith(SMALLEST, files), { 'aws:cdk:bundling-stacks': ['**'] }).stack, 'Info'));
  expect(advice).toContainEqual(expect.stringMatching(/^\[build\] kind \(not in .*deploy\.toml\): got \[profile\.release\] in Cargo\.toml without .*\[cargoProfileLarge\]$/));
});

test('a warning about what the app says instead of the file has the app\'s words', () => {
  expect(saidOf(overridden('[server]\nname = "tools"', { auth: McpAuth.none() }))).toEqual([expect.stringMatching(/^auth: got McpAuth\.none\(\):/)]);
});

test('a rule of the app\'s for all of its servers is said in the words of the file', () => {
  const file = projectWith(SMALLEST);
  const { stack } = stackOf(file);
  Aspects.of(stack).add(new McpRequireAuth());
  expect(saidOf(stack, 'Error')).toEqual([expect.stringMatching(/^\[auth\] enabled \(.*deploy\.toml:4\): got one that lets everybody through to the server, expected \[auth\] provider = "cognito"/)]);
});

describe('a warning that is known', () => {
  test('is acknowledged in the file', () => {
    expect(warningsOf(`${SMALLEST}[warnings]\nacknowledged = ["publicAccess"]`)).toEqual([]);
  });

  test('is acknowledged for one environment alone', () => {
    const file = projectWith(`${SMALLEST}[env.demo.warnings]\nacknowledged = ["publicAccess"]`);
    expect(saidOf(stackOf(file, { 'mcp-lambda:env': 'demo' }).stack)).toEqual([]);
    expect(saidOf(stackOf(file).stack)).toHaveLength(1);
  });

  test('is acknowledged by the app, as that of any construct', () => {
    const { stack, server } = stackOf(projectWith(SMALLEST));
    CdkAnnotations.of(server).acknowledgeWarning('cdk-mcp-lambda:publicAccess');
    expect(saidOf(stack)).toEqual([]);
  });

  test('has an id that is known', () => {
    expect(complaintAbout(projectWith(`${SMALLEST}[warnings]\nacknowledged = ["publicAcces"]`))).toBe(
      `${WHERE}:6: [warnings] acknowledged: got ["publicAcces"], expected ids of warnings: did you mean "publicAccess"?`);
    expect(complaintAbout(projectWith(`${SMALLEST}[warnings]\nacknowledged = ["all"]`))).toBe(
      `${WHERE}:6: [warnings] acknowledged: got ["all"], expected a list, each the id of a warning, which stands in it: "publicAccess"`);
  });
});

test('a server beside that of a file keeps its own words', () => {
  const { stack } = stackOf(projectWith(SMALLEST));
  new McpLambdaServer(stack, 'Other', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none() });
  expect(saidOf(stack)).toEqual([expect.stringMatching(/^\[auth\] enabled/), expect.stringMatching(/^auth: got McpAuth\.none\(\)/)]);
});
