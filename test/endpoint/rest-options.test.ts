import { Match } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Tracing } from 'aws-cdk-lib/aws-lambda';
import { Stack } from 'aws-cdk-lib/core';
import { McpEndpoint, McpRestApiAccess, McpRestApiOptions, McpWebAcl } from '../../src';
import { templateWith } from '../support';

const at = (options: McpRestApiOptions) => templateWith({ endpoint: McpEndpoint.restApi(options) });

test('an API at the edge says so', () => {
  at({ access: McpRestApiAccess.edge() }).hasResourceProperties('AWS::ApiGateway::RestApi', { EndpointConfiguration: { Types: ['EDGE'] } });
});

describe('a firewall', () => {
  test('that is made has AWS\'s managed rules and a limit for each address, and stands before the stage', () => {
    const template = at({ webAcl: McpWebAcl.managed({ rateLimit: 500 }) });
    const [{ Properties: acl }] = Object.values(template.findResources('AWS::WAFv2::WebACL'));
    expect(acl).toMatchObject({ Scope: 'REGIONAL', DefaultAction: { Allow: {} } });
    expect(acl.Rules.map(({ Name }: { Name: string }) => Name)).toEqual([
      'AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesCommonRuleSet', 'RateLimit',
    ]);
    expect(acl.Rules.at(-1)).toMatchObject({ Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 500, AggregateKeyType: 'IP' } } });
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      WebACLArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('WebAcl'), 'Arn'] },
      ResourceArn: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(':/restapis/')])] },
    });
  });

  test('does not block the long bodies that calls of tools have', () => {
    at({ webAcl: McpWebAcl.managed() }).hasResourceProperties('AWS::WAFv2::WebACL', {
      Rules: Match.arrayWith([Match.objectLike({
        Statement: { ManagedRuleGroupStatement: Match.objectLike({ RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }] }) },
      })]),
    });
  });

  test('that exists is only put before the stage', () => {
    const template = at({ webAcl: McpWebAcl.fromArn('arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/a/b') });
    template.resourceCountIs('AWS::WAFv2::WebACL', 0);
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { WebACLArn: 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/a/b' });
  });
});

describe('a usage plan', () => {
  test('has the MCP path ask for a key, and makes one', () => {
    const template = at({ usagePlan: { quota: { limit: 1000, period: apigateway.Period.DAY } } });
    template.resourcePropertiesCountIs('AWS::ApiGateway::Method', { ApiKeyRequired: true }, 3);
    template.resourceCountIs('AWS::ApiGateway::ApiKey', 1);
    template.hasResourceProperties('AWS::ApiGateway::UsagePlan', { Quota: { Limit: 1000, Period: 'DAY' }, ApiStages: [Match.objectLike({ Stage: Match.anyValue() })] });
    template.hasResourceProperties('AWS::ApiGateway::Method', { HttpMethod: 'OPTIONS', ApiKeyRequired: false });
  });

  test('takes keys that exist', () => {
    const template = at({ usagePlan: { apiKeys: [apigateway.ApiKey.fromApiKeyId(new Stack(), 'Key', 'abc')] } });
    template.resourceCountIs('AWS::ApiGateway::ApiKey', 0);
    template.hasResourceProperties('AWS::ApiGateway::UsagePlanKey', { KeyId: 'abc' });
  });
});

test('without these options nothing of them is in the template', () => {
  const template = at({});
  for (const type of ['AWS::WAFv2::WebACL', 'AWS::WAFv2::WebACLAssociation', 'AWS::ApiGateway::UsagePlan', 'AWS::ApiGateway::ApiKey']) {
    template.resourceCountIs(type, 0);
  }
  template.hasResourceProperties('AWS::ApiGateway::RestApi', { Policy: Match.absent() });
});

test('X-Ray follows requests from the stage on where tracing is active', () => {
  const endpoint = McpEndpoint.restApi();
  templateWith({ endpoint, tracing: Tracing.ACTIVE }).hasResourceProperties('AWS::ApiGateway::Stage', { TracingEnabled: true });
  templateWith({ endpoint, tracing: Tracing.PASS_THROUGH }).hasResourceProperties('AWS::ApiGateway::Stage', { TracingEnabled: Match.absent() });
});
