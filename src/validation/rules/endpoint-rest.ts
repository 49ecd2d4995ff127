import { regionOfArn } from '../../private/arns';
import { show } from '../../private/errors';
import { Fact, isKnown } from '../../private/tokens';
import { error, Finding, Rule, warning, when } from '../rule';

/** @see https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
const RATE = { min: 10, max: 2_000_000_000 };
const WEB_ACL_ARN = /^arn:[a-z-]+:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[^/]+\/[^/]+$/;

/** What a REST API has and the other doors have not. */
export const ENDPOINT_REST_RULES: Rule[] = [
  warning('edgeEndsQuietStreams', ({ endpoint: { rest, shell } }) =>
    when(rest?.access.edge === true && shell.streaming, () => ({
      setting: 'endpoint.access',
      given: 'McpRestApiAccess.edge() for answers that are streamed: one without a byte for 30 seconds ends',
      expected: 'McpRestApiAccess.regional(), where it may be 5 minutes; or streaming: false; or this warning to be acknowledged, for tools that report often enough',
    }))),

  error('vpcEndpointsEmpty', ({ endpoint: { rest } }) =>
    when(rest?.access.vpcEndpoints === 0, () => ({
      setting: 'endpoint.access', given: 'no interface endpoint', expected: 'one at least for execute-api: a private API is reached through it alone',
    }))),

  warning('resourcePolicyBesideIam', ({ endpoint: { rest }, auth }) =>
    when(auth.guard === 'iam' && rest?.policyForAnybody === true, () => ({
      setting: 'endpoint.policy',
      given: `a statement that allows everybody to call the server, beside ${auth.call}: within an account one Allow is enough, and so whoever has AWS credentials may call`,
      expected: 'principals of the statement, and a Deny for what it should keep out; or this warning to be acknowledged, where any AWS credentials may do',
    }))),

  error('webAclRateOutOfRange', ({ endpoint: { rest } }) =>
    numberOutside('endpoint.webAcl.rateLimit', rest?.webAcl?.rateLimit, (rate) => rate >= RATE.min && rate <= RATE.max,
      `a whole number of requests in five minutes, ${RATE.min} to ${RATE.max}`)),

  error('webAclArnInvalid', ({ endpoint: { rest } }) => {
    const arn = rest?.webAcl?.arn;
    return when(arn !== undefined && isKnown(arn) && !WEB_ACL_ARN.test(arn), () => ({
      setting: 'endpoint.webAcl',
      given: show(arn),
      expected: 'the ARN of a regional web ACL, as global ones are for CloudFront: arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/name/id',
    }));
  }),

  error('webAclInOtherRegion', ({ endpoint: { rest }, region }) => {
    const arn = rest?.webAcl?.arn;
    return when(arn !== undefined && isKnown(arn) && isKnown(region) && WEB_ACL_ARN.test(arn) && regionOfArn(arn) !== region, () => ({
      setting: 'endpoint.webAcl',
      given: `${show(arn)} for a stack in ${String(region)}`,
      expected: 'a web ACL in the region of the stack',
    }));
  }),

  error('usagePlanInvalid', ({ endpoint: { rest } }) => {
    const { apiKeys, rateLimit, burstLimit, quotaLimit } = rest?.usagePlan ?? {};
    return [
      ...when(apiKeys === 0, () => ({
        setting: 'endpoint.usagePlan.apiKeys', given: 'none', expected: 'one at least, without which nobody could call; or no list, and a key is made',
      })),
      ...when(rateLimit !== undefined && isKnown(rateLimit) && !(rateLimit >= 0), () => ({
        setting: 'endpoint.usagePlan.throttle.rateLimit', given: show(rateLimit), expected: 'requests a second, 0 or more',
      })),
      ...numberOutside('endpoint.usagePlan.throttle.burstLimit', burstLimit, (burst) => burst >= 0, 'a whole number of requests, 0 or more'),
      ...numberOutside('endpoint.usagePlan.quota.limit', quotaLimit, (quota) => quota >= 0, 'a whole number of requests in the period'),
    ];
  }),
];

function numberOutside(setting: string, value: Fact<number> | undefined, fits: (value: number) => boolean, expected: string): Finding[] {
  return when(value !== undefined && isKnown(value) && !(Number.isInteger(value) && fits(value)), () => ({ setting, given: show(value), expected }));
}
