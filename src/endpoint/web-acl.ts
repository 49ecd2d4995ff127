import { Names } from 'aws-cdk-lib';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { Fact, factOf } from '../private/tokens';

/** Options of `McpWebAcl.managed`. */
export interface McpWebAclOptions {
  /**
   * How many requests one address may send in five minutes: 10 to 2,000,000,000. Above it the address gets a
   * 403 until it sends fewer.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
   * @default 2000
   */
  readonly rateLimit?: number;
}

/**
 * A firewall before a REST API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
 */
export class McpWebAcl {
  /**
   * A web ACL that you have.
   *
   * @param webAclArn its ARN; a regional one, in the region of the stack
   * @throws at synthesis, on one for CloudFront or of another region
   */
  public static fromArn(webAclArn: string): McpWebAcl {
    return new McpWebAcl(webAclArn);
  }

  /**
   * A web ACL that is made for the server, with AWS's managed rules against known bad inputs, bad addresses
   * and common attacks, and a limit for each address. The common rule about bodies over 8 KB counts and does
   * not block: calls of tools are longer than that.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
   * @throws at synthesis, on a limit that WAF does not take
   */
  public static managed(options: McpWebAclOptions = {}): McpWebAcl {
    return new McpWebAcl(undefined, options.rateLimit ?? 2000);
  }

  private constructor(private readonly arn?: string, private readonly rateLimit = 0) {}

  /** @internal */
  public _describe(): WebAclFacts {
    return this.arn === undefined ? { rateLimit: factOf(this.rateLimit) } : { arn: factOf(this.arn) };
  }

  /** @internal */
  public _bind(scope: Construct, stageArn: string): void {
    const webAclArn = this.arn ?? webAcl(scope, this.rateLimit).attrArn;
    new wafv2.CfnWebACLAssociation(scope, 'WebAclAssociation', { resourceArn: stageArn, webAclArn });
  }
}

/** What is known of it before any resource exists. */
export interface WebAclFacts {
  /** Set where it is made for the server. */
  readonly rateLimit?: Fact<number>;

  /** Set where it is the user's. */
  readonly arn?: Fact<string>;
}

/** In this order; each has a name for AWS and one of its own in the metrics. */
const MANAGED_RULES: ReadonlyArray<{ readonly group: string; readonly counted?: string[] }> = [
  { group: 'AWSManagedRulesAmazonIpReputationList' },
  { group: 'AWSManagedRulesKnownBadInputsRuleSet' },
  { group: 'AWSManagedRulesCommonRuleSet', counted: ['SizeRestrictions_BODY'] },
];

function webAcl(scope: Construct, rateLimit: number): wafv2.CfnWebACL {
  const rules: wafv2.CfnWebACL.RuleProperty[] = MANAGED_RULES.map(({ group, counted }, priority) => ({
    name: group,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name: group,
        ruleActionOverrides: counted?.map((name) => ({ name, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: visibility(group),
  }));
  return new wafv2.CfnWebACL(scope, 'WebAcl', {
    name: Names.uniqueResourceName(scope, { maxLength: 128, separator: '-' }),
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visibility('WebAcl'),
    rules: [...rules, {
      name: 'RateLimit',
      priority: rules.length,
      action: { block: {} },
      statement: { rateBasedStatement: { limit: rateLimit, aggregateKeyType: 'IP', evaluationWindowSec: 300 } },
      visibilityConfig: visibility('RateLimit'),
    }],
  });
}

/** No samples: they would hold the callers' tokens. */
function visibility(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
