import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { GeneratedSecret } from './generated-secret';
import { NamedSecret } from './named-secret';
import { fieldVariable, SecretFacts, SecretStrategy } from './secret-strategy';
import { StoredParameter } from './stored-parameter';
import { StoredSecret } from './stored-secret';
import { factOf } from '../private/tokens';

/** Options of `McpSecret.fromSecret`. */
export interface McpSecretOptions {
  /**
   * The field that is meant, where the secret is a JSON object. The server finds it in a second variable,
   * `NAME_FIELD` beside `NAME`, and picks the field by itself: Secrets Manager hands out whole secrets.
   *
   * @default - the whole secret; there is no second variable
   */
  readonly field?: string;
}

/** Options of `McpSecret.fromSecretName`. */
export interface McpSecretNameOptions extends McpSecretOptions {
  /**
   * The customer-managed KMS key with which the secret is encrypted: the server may then decrypt with it,
   * by way of Secrets Manager alone.
   *
   * @default - none: AWS's own key `aws/secretsmanager`, for which no permission is needed
   */
  readonly encryptionKey?: kms.IKey;
}

/** Options of `McpSecret.generated`. */
export interface McpGeneratedSecretOptions {
  /**
   * The customer-managed KMS key with which the secret is encrypted.
   *
   * @default - none: AWS's own key `aws/secretsmanager`
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * A secret for the server, which reads it by itself: the environment says which one, and never what it
 * is. The function's role may read this secret and no other.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html
 */
export class McpSecret {
  /**
   * A secret in AWS Secrets Manager. The variable holds its ARN; a KMS key that the secret is known to
   * have is one that the server may decrypt with.
   *
   * @param secret a secret that is made in the app, or one that exists
   */
  public static fromSecret(secret: secretsmanager.ISecret, options: McpSecretOptions = {}): McpSecret {
    return new McpSecret(new StoredSecret(secret), options.field);
  }

  /**
   * A secret in AWS Secrets Manager that exists in the stack's account and region. The variable holds its
   * name.
   *
   * @param secretName the name without the six random characters that end the ARN: `my-server/database`
   * @throws at synthesis, on a name that no secret can have
   */
  public static fromSecretName(secretName: string, options: McpSecretNameOptions = {}): McpSecret {
    return new McpSecret(new NamedSecret(secretName, options.encryptionKey), options.field);
  }

  /**
   * A parameter in AWS Systems Manager Parameter Store, a `SecureString` as a rule. The variable holds its
   * name; a KMS key that the parameter is known to have is one that the server may decrypt with.
   *
   * @param parameter such as `ssm.StringParameter.fromSecureStringParameterAttributes(…)`
   */
  public static fromParameter(parameter: ssm.IParameter): McpSecret {
    return new McpSecret(new StoredParameter(parameter));
  }

  /**
   * A secret of 64 random letters and digits that is made with the server, and that nobody has to know: a
   * key that all instances share, such as the one with which servers seal the `requestState` of MCP
   * 2026-07-28. The variable holds its ARN. It stays when the stack goes, and a stack that is made again has
   * another one.
   *
   * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr
   */
  public static generated(options: McpGeneratedSecretOptions = {}): McpSecret {
    return new McpSecret(new GeneratedSecret(options.encryptionKey));
  }

  private constructor(private readonly strategy: SecretStrategy, private readonly field?: string) {}

  /** @internal */
  public _describe(): SecretFacts {
    return { ...this.strategy.describe(), field: this.field === undefined ? undefined : factOf(this.field) };
  }

  /**
   * @returns the variables of the server, by the name of the first
   * @internal
   */
  public _bind(scope: Construct, name: string, grantee: iam.IGrantable): Record<string, string> {
    const asked = this.strategy.bind(scope, name, grantee);
    return { [name]: asked, ...this.field === undefined ? {} : { [fieldVariable(name)]: this.field } };
  }
}
