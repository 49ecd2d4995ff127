import { Template } from 'aws-cdk-lib/assertions';
import { HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { McpAuth, McpCors, McpEndpoint, McpRestApiAccess, McpRestApiOptions } from '../../src';
import { ASKING_AUTHS } from '../auth/auths';
import { authorizerFunction, environmentOf, PropsOf, serverIn, templateWith } from '../support';

const CALLERS = McpAuth.iam();

const vpcEndpoint = (vpcEndpointId: string) =>
  ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(new Stack(), vpcEndpointId, { vpcEndpointId, port: 443 });

function withAuth(auth: (stack: Stack) => McpAuth, options: McpRestApiOptions = {}): PropsOf {
  const access = McpRestApiAccess.vpcEndpoints([vpcEndpoint('vpce-1'), vpcEndpoint('vpce-2')]);
  return (stack) => ({ auth: auth(stack), endpoint: McpEndpoint.restApi({ access, ...options }) });
}

const privateApi = (auth: McpAuth, options?: McpRestApiOptions) => templateWith(withAuth(() => auth, options));

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: object;
  readonly Resource: string | string[];
}

function statements(template: Template, effect: Statement['Effect']): Statement[] {
  const [{ Properties: { Policy } }] = Object.values(template.findResources('AWS::ApiGateway::RestApi'));
  return (Policy.Statement as Statement[]).filter(({ Effect }) => Effect === effect);
}

const allowed = (template: Template) => statements(template, 'Allow').flatMap(({ Resource }) => Resource).sort();

/** The methods of a template that ask nobody, as they stand in a policy. */
function askingNobody(template: Template): string[] {
  const resources = template.findResources('AWS::ApiGateway::Resource');
  const pathOf = (id: string): string => {
    const { ParentId, PathPart } = resources[id].Properties;
    return `${ParentId.Ref === undefined ? '' : pathOf(ParentId.Ref)}/${PathPart}`;
  };
  return Object.values(template.findResources('AWS::ApiGateway::Method'))
    .filter(({ Properties: { AuthorizationType } }) => AuthorizationType === 'NONE')
    .map(({ Properties: { HttpMethod, ResourceId } }) => `execute-api:/prod/${HttpMethod}${pathOf(ResourceId.Ref)}`)
    .sort();
}

test('belongs to its endpoints, and its policy denies whoever comes another way, whatever the auth', () => {
  for (const template of [privateApi(McpAuth.none()), privateApi(CALLERS)]) {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { EndpointConfiguration: { Types: ['PRIVATE'], VpcEndpointIds: ['vpce-1', 'vpce-2'] } });
    expect(statements(template, 'Deny')).toEqual([{
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'execute-api:Invoke',
      Resource: 'execute-api:/*',
      Condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-1', 'vpce-2'] } },
    }]);
  }
});

test.each([McpAuth.none(), McpAuth.inServer({ publicPaths: ['/authorize'] })])('allows everything where the endpoint asks nobody', (auth) => {
  expect(allowed(privateApi(auth))).toEqual(['execute-api:/*']);
});

// Within an account an Allow is enough by itself: beside IAM it would let in whoever has any AWS credentials.
test('leaves callers who sign to IAM: the preflight alone is allowed, and nothing where there is none', () => {
  expect(allowed(privateApi(CALLERS))).toEqual(['execute-api:/prod/OPTIONS/mcp']);
  expect(allowed(privateApi(CALLERS, { cors: McpCors.disabled() }))).toEqual([]);
});

test.each([
  ...ASKING_AUTHS.filter(({ authorization }) => authorization !== 'CUSTOM'),
  { name: 'lambdaAuthorizer', make: () => McpAuth.lambdaAuthorizer(authorizerFunction(), { responseType: HttpLambdaResponseType.IAM }) },
])('allows with $name exactly the methods that ask nobody', ({ make }) => {
  const template = templateWith(withAuth(make));
  expect(allowed(template)).toEqual(askingNobody(template));
  expect(allowed(template)).toContain('execute-api:/prod/OPTIONS/mcp');
});

test('takes statements of yours beside its own, such as for callers of another account', () => {
  const server = serverIn(withAuth(() => CALLERS));
  server.restApi!.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ArnPrincipal('arn:aws:iam::123456789012:role/Agent')], actions: ['execute-api:Invoke'], resources: ['execute-api:/prod/*/mcp'],
  }));
  expect(allowed(Template.fromStack(Stack.of(server)))).toEqual(['execute-api:/prod/*/mcp', 'execute-api:/prod/OPTIONS/mcp']);
});

test('has the URL of the first endpoint, which needs no private DNS', () => {
  expect(JSON.stringify(environmentOf(privateApi(McpAuth.none())).MCP_PUBLIC_URL)).toContain('-vpce-1.execute-api.');
});

test('takes a policy of yours in place of ours', () => {
  const policy = new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({ actions: ['execute-api:Invoke'], principals: [new iam.AccountPrincipal('123456789012')], resources: ['execute-api:/*'] })],
  });
  const template = privateApi(McpAuth.none(), { policy });
  expect(statements(template, 'Allow')).toEqual([expect.objectContaining({ Principal: { AWS: expect.anything() } })]);
  expect(statements(template, 'Deny')).toEqual([]);
});
