import { Size } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';

/** What a server's function may bring along that is yours. Each left out is made, or not needed. */
export interface McpFunctionOptions {
  /**
   * The role that the function runs with. Lambda must be allowed to assume it. It is given what the
   * server needs in a policy of its own, which may write to the log group and no more. A role that takes
   * no policies (imported with `mutable: false`) must allow that by itself: `logs:CreateLogStream` and
   * `logs:PutLogEvents` on the log group. Where a boundary must limit the roles that are made,
   * `iam.PermissionsBoundary.of(server).apply(…)` does it for all of them.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
   * @default - a role is made that may write to the log group, and nothing else
   */
  readonly role?: iam.IRole;

  /**
   * The function's name: up to 64 letters, digits, hyphens and underscores. The log group that is made is
   * then called `/aws/lambda/` and that name. With another name CloudFormation replaces the function, and a
   * log group that an earlier stack left behind must be deleted or given as `logGroup`.
   *
   * @default - CloudFormation makes up names
   */
  readonly functionName?: string;

  /**
   * What the function is for, up to 256 characters.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * A log group of yours, with its key and its retention. All that is made for the server logs there: also
   * the function that tells clients where to get a token.
   *
   * @default - a log group is made, which keeps logs as `logRetention` says
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The key that encrypts the function's environment variables at rest.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
   * @default - a key that AWS owns
   */
  readonly environmentEncryption?: kms.IKey;

  /**
   * The size of `/tmp`, whole MB from 512 to 10240. What is in it stays as long as the instance.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-ephemeral-storage.html
   * @default - 512 MB
   */
  readonly ephemeralStorageSize?: Size;

  /**
   * Who must have signed the function's code and layers. The CDK uploads code as it is: sign it on its way,
   * or let the configuration warn about unsigned artifacts instead of refusing them.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html
   * @default - nobody
   */
  readonly codeSigningConfig?: lambda.ICodeSigningConfig;

  /**
   * Further layers, up to 4: a function has 5, and the adapter is one; up to 3 with `paramsAndSecrets`, which is
   * another. The adapter's is the last of them, so that its files are the ones that stay where two layers have
   * the same.
   *
   * @default []
   */
  readonly layers?: lambda.ILayerVersion[];
}
