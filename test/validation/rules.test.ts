import { Annotations as CdkAnnotations, App, Duration, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as sns from 'aws-cdk-lib/aws-sns';
import { RULE_CASES } from './rule-cases';
import { reportOn, saidBy, saidOf } from './said';
import { McpAuth, McpCors, McpEndpoint, McpLambdaServer, McpServerCode, WebAdapter } from '../../src';
import { WARNINGS } from '../../src/private/warnings';
import { RULES } from '../../src/validation/rules';
import { authorizerFunction, bootstrapDirectory } from '../support';

test('every rule has an id of its own', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});

test('every rule has cases on both sides, and there are no cases without a rule', () => {
  expect(Object.keys(RULE_CASES).sort()).toEqual(RULES.map(({ id }) => id).sort());
});

test('the list of warnings has every rule that warns, and no other', () => {
  expect([...WARNINGS]).toEqual(RULES.filter(({ level }) => level === 'warning').map(({ id }) => id).sort());
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const { fails, passes } = RULE_CASES[id]?.() ?? { fails: [], passes: [] };

  test('has at least one failing and one passing case', () => {
    expect(fails.length).toBeGreaterThan(0);
    expect(passes.length).toBeGreaterThan(0);
  });

  test('fails where it should, and says what was given, what is possible and where', () => {
    for (const one of fails) {
      const said = saidBy(rule, one);
      one.says.forEach((words) => expect(said).toContain(words));
      expect(said).not.toMatch(/undefined|NaN|\$\{Token|\[object/);
    }
  });

  test('passes where it should', () => {
    for (const one of passes) {
      const report = reportOn(one);
      expect(saidOf(rule, report)).toBeUndefined();
      expect(report.error).toBe('');
    }
  });
});

test('an error ends with the path of the construct', () => {
  expect(reportOn({ props: { memorySize: 1 } }).error).toMatch(/\(at Stack\/Server\)$/);
});

test('all that is wrong is said at once, a line each', () => {
  const { error } = reportOn({ props: { memorySize: 1, timeout: Duration.seconds(0) } });
  expect(error.split('\n')).toHaveLength(2);
  expect(error).toContain('memorySize: got 1');
  expect(error).toContain('timeout: got 0 seconds');
});

test('no resource is made before the rules have passed', () => {
  const stack = new Stack(new App(), 'Stack');
  const props = { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none(), memorySize: 1 };
  expect(() => new McpLambdaServer(stack, 'Server', props)).toThrow('memorySize');
  expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
});

test('unresolved tokens pass every rule', () => {
  const text = () => Lazy.string({ produce: () => 'x' });
  const { error, warnings } = reportOn({
    props: {
      code: McpServerCode.asset(bootstrapDirectory(), {
        port: Token.asNumber(Fn.ref('Port')),
        serverPath: text(),
        readinessPath: text(),
        readinessTimeout: Duration.seconds(Token.asNumber(Fn.ref('Readiness'))),
      }),
      auth: McpAuth.jwt({ issuer: text(), audience: Token.asList(Fn.ref('Audience')), scopes: [text()] }),
      adapter: WebAdapter.layerVersionArn(Fn.ref('Adapter')),
      aliasName: Fn.ref('Alias'),
      endpoint: McpEndpoint.httpApi({
        path: `/${Fn.ref('Path')}`,
        throttle: { rateLimit: Token.asNumber(Fn.ref('Rate')), burstLimit: Token.asNumber(Fn.ref('Burst')) },
        cors: McpCors.allow({ allowOrigins: Fn.split(',', Fn.ref('Origins')), maxAge: Duration.seconds(Token.asNumber(Fn.ref('Age'))) }),
      }),
      memorySize: Token.asNumber(Fn.ref('Memory')),
      timeout: Duration.seconds(Token.asNumber(Fn.ref('Timeout'))),
      environment: { TABLE: Fn.ref('Table') },
      observability: {
        alarms: {
          topics: [sns.Topic.fromTopicArn(new Stack(), 'Topic', Fn.ref('Topic'))],
          errorsPercent: Token.asNumber(Fn.ref('Errors')),
          minimumRequests: Token.asNumber(Fn.ref('Requests')),
          durationPercent: Token.asNumber(Fn.ref('Duration')),
          concurrencyPercent: Token.asNumber(Fn.ref('Concurrency')),
          accountConcurrency: Token.asNumber(Fn.ref('Account')),
          throttles: Token.asNumber(Fn.ref('Throttles')),
          invocationsDeviations: Token.asNumber(Fn.ref('Band')),
        },
        dashboard: true,
        toolField: Fn.ref('Tool'),
      },
    },
  });
  expect(error).toBe('');
  expect(warnings).toEqual([]);
});

test('unresolved tokens pass the rules of every auth', () => {
  const text = () => Lazy.string({ produce: () => 'x' });
  const list = () => Fn.split(',', Fn.ref('List'));
  const stack = new Stack();
  const userPool = cognito.UserPool.fromUserPoolId(stack, 'Pool', Fn.importValue('Pool'));
  const client = cognito.UserPoolClient.fromUserPoolClientId(stack, 'Client', Fn.importValue('Client'));
  const auths = [
    McpAuth.cognito({
      scopes: [new cognito.ResourceServerScope({ scopeName: text(), scopeDescription: text() })],
      domainPrefix: text(),
      callbackUrls: list(),
      clientRegistration: true,
    }),
    McpAuth.userPool(userPool, { userPoolClients: [client], domainUrl: text(), scopes: list(), registrationCallbackUrls: list() }),
    McpAuth.lambdaAuthorizer(authorizerFunction(), {
      identitySource: list(), resultsCacheTtl: Duration.seconds(Token.asNumber(Fn.ref('Ttl'))), discovery: { authorizationServers: list(), scopes: list() },
    }),
  ];
  for (const auth of auths) {
    expect(reportOn({ props: { auth } })).toEqual({ error: '', warnings: [], advice: [] });
  }
});

test('a stage name that is a token is refused, since the URL is made from it', () => {
  const { error } = reportOn({ props: { endpoint: McpEndpoint.httpApi({ stageName: Fn.ref('Stage') }) } });
  expect(error).toContain('endpoint.stageName: got a token');
});

test('a path that is a token from its first character on is refused, since a route needs a literal slash', () => {
  const { error } = reportOn({ props: { endpoint: McpEndpoint.httpApi({ path: Fn.ref('Path') }) } });
  expect(error).toContain('endpoint.path: got a token, expected a literal slash');
});

test('a path with a token is refused by a REST API, which makes a resource of each segment', () => {
  const { error } = reportOn({ props: { endpoint: McpEndpoint.restApi({ path: `/${Fn.ref('Path')}` }) } });
  expect(error).toMatch(/^endpoint\.path: got a token at McpEndpoint\.restApi\({ … }\), expected a path that is known at synthesis[^\n]*$/);
});

test('of a path that is a token nothing is cut and nothing else is said', () => {
  const { error } = reportOn({ props: { endpoint: McpEndpoint.httpApi({ legacySsePath: Fn.ref('Path') }) } });
  expect(error).toMatch(/^endpoint\.legacySsePath: got a token, expected a literal slash before the token[^\n]*$/);
});

test('of both paths of the old transport it is said what is wrong with them', () => {
  for (const [path, other] of [['sse', 'messages'], [Fn.ref('Path'), Fn.ref('Messages')]]) {
    const { error } = reportOn({ props: { endpoint: McpEndpoint.httpApi({ legacySsePath: path, legacyMessagesPath: other }) } });
    expect(error.split('\n')).toEqual([expect.stringMatching(/^endpoint\.legacySsePath: got/), expect.stringMatching(/^endpoint\.legacyMessagesPath: got/)]);
  }
});

test('a warning is acknowledged by its id', () => {
  const stack = new Stack(new App(), 'Stack');
  CdkAnnotations.of(stack).acknowledgeWarning('cdk-mcp-lambda:publicAccess');
  new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none() });
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
});
