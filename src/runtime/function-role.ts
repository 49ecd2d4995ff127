import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** Whom the function is, and who gets what it may do. */
export interface FunctionRole {
  readonly role: iam.IRole;
  readonly grantee: iam.IGrantable;

  /** What the grants stand in, where the role is given. */
  readonly policy?: iam.Policy;
}

/** What a function of the user's is given, where its role takes policies. */
export function policyFor(scope: Construct, fn: lambda.IFunction): iam.Policy {
  const policy = new iam.Policy(scope, 'RolePolicy');
  fn.role?.attachInlinePolicy(policy);
  return policy;
}

/** The given role, or one that may write to the server's own log group, where AWS's managed policy allows every one. */
export function functionRole(scope: Construct, logGroup: logs.ILogGroup, given?: iam.IRole): FunctionRole {
  if (given) {
    return givenRole(scope, given, logGroup);
  }
  const role = new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  return { role, grantee: role };
}

/**
 * The policy stands here and not with the role: the role's stack would otherwise need this one, and this one
 * needs that. A role that takes no policies refuses it, and then there is none.
 */
function givenRole(scope: Construct, role: iam.IRole, logGroup: logs.ILogGroup): FunctionRole {
  const policy = new iam.Policy(scope, 'RolePolicy');
  logGroup.grantWrite(policy);
  role.attachInlinePolicy(policy);
  return { role, grantee: policy, policy };
}
