import { Stack } from 'aws-cdk-lib';
import { CfnRestApi, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { between, iam, jwt, rest, Side } from './sides';
import { McpEndpoint, McpLambdaServer, McpWebAcl } from '../../../../src';

const apiOf = (server: McpLambdaServer) =>
  server.node.findAll().find((each): each is RestApi => each instanceof RestApi)!.node.defaultChild as CfnRestApi;

describe('a resource policy', () => {
  const statement = (Effect: string, ip: string) => ({ Effect, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*', Condition: { IpAddress: { 'aws:SourceIp': ip } } });
  const allow = statement('Allow', '10.0.0.0/8');
  const deny = statement('Deny', '10.1.0.0/16');
  const policy = (...Statement: object[]): Side => ({
    auth: jwt(),
    endpoint: rest,
    change: (server) => {
      apiOf(server).policy = Statement.length === 0 ? undefined : { Version: '2012-10-17', Statement };
    },
  });

  test.each<[string, Side, Side, RegExp | undefined]>([
    ['that goes', policy(allow), policy(), /has no resource policy any more$/],
    ['that loses a Deny', policy(allow, deny), policy(allow), /denies less/],
    ['that gets an Allow', policy(allow), policy(allow, statement('Allow', '0.0.0.0/0')), /allows more/],
    ['that comes', policy(), policy(allow), undefined],
    ['that gets a Deny', policy(allow), policy(deny, allow), undefined],
    ['of the same in another order', policy(allow, deny), policy(deny, Object.fromEntries(Object.entries(allow).reverse())), undefined],
  ])('%s', (_name, before, after, expected) => {
    expect(between(before, after)).toEqual(expected ? [expect.stringMatching(expected)] : []);
  });
});

describe('the place that a REST API can be called from', () => {
  const types = (...Types: string[]): Side => ({
    auth: jwt(), endpoint: rest, change: (server) => { apiOf(server).endpointConfiguration = Types.length === 0 ? undefined : { types: Types }; },
  });

  test.each<[string, Side]>([['a regional', types('REGIONAL')], ['an edge', types('EDGE')], ['one that says nothing, which is an edge', types()]])('opens where a private API becomes %s one', (_name, after) => {
    expect(between(types('PRIVATE'), after)).toEqual([expect.stringMatching(/ is private no more: it can be called from the internet/)]);
  });

  test('does not open where it stays private, becomes so, or was public before', () => {
    expect([...between(types('PRIVATE'), types('PRIVATE')), ...between(types('REGIONAL'), types('PRIVATE')), ...between(types('EDGE'), types('REGIONAL'))]).toEqual([]);
  });
});

describe('a web ACL', () => {
  const ARN = 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/a/b';
  const walled = (webAcl?: McpWebAcl, stageName?: string): Side => ({ auth: iam, endpoint: () => McpEndpoint.restApi({ webAcl, stageName }) });
  const associated = (resourceArn: string, id = 'Association'): Side => ({
    ...walled(),
    change: (_server, stack: Stack) => void new CfnWebACLAssociation(stack, id, { resourceArn, webAclArn: ARN }),
  });
  const ELSEWHERE = 'arn:aws:apigateway:us-east-1::/restapis/abc/stages/prod';

  test('that goes opens the stage that it stood before, which is named', () => {
    expect(between(walled(McpWebAcl.managed()), walled())).toEqual([expect.stringMatching(/^\S+Association goes, and with it the web ACL before \w*Stage\w*$/)]);
  });

  test('that goes opens the API where its stage has another name now, and not where one stands before that, too', () => {
    expect(between(walled(McpWebAcl.managed(), 'one'), walled(undefined, 'two'))).toEqual([expect.stringMatching(/ goes, and with it the web ACL before \w+$/)]);
    expect(between(walled(McpWebAcl.managed(), 'one'), walled(McpWebAcl.managed(), 'two'))).toEqual([]);
  });

  test('that goes from a stage that is made elsewhere opens it', () => {
    expect(between(associated(ELSEWHERE), walled())).toEqual([expect.stringMatching(/Association goes, and with it the web ACL before arn:aws:apigateway:us-east-1::\/restapis\/abc\/stages\/prod$/)]);
    expect(between(associated(ELSEWHERE), associated(ELSEWHERE, 'Renamed'))).toEqual([]);
  });

  test('that is another one may let in others', () => {
    expect(between(walled(McpWebAcl.managed()), walled(McpWebAcl.fromArn(ARN)))).toEqual([expect.stringMatching(/ puts another web ACL before \w*Stage\w*, which may let in others$/)]);
  });

  test('that comes, stays, or goes with its API opens nothing', () => {
    const acl = () => walled(McpWebAcl.managed());
    expect([...between(walled(), acl()), ...between(acl(), acl()), ...between(acl(), { auth: iam })]).toEqual([]);
  });
});
