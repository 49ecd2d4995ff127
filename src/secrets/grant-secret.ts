import { Aws, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/** Who may read, and where the grant stands. */
export interface SecretGrant {
  readonly scope: Construct;
  readonly grantee: iam.IGrantable;

  /** Where the secret itself does not know its key. */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Lets the grantee read a secret, and decrypt it by way of Secrets Manager alone. CDK's own `grantRead`
 * changes the policy of the key instead: it gives nothing where the key is imported, makes the key's stack
 * depend on the role's, and takes no `iam.Policy`. A key that CDK gives to a secret lets the account's
 * identities do so already.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function grantSecret(secret: secretsmanager.ISecret, { scope, grantee, encryptionKey = secret.encryptionKey }: SecretGrant): void {
  grantee.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
    resources: [arnIn(Stack.of(scope), secret)],
  }));
  if (encryptionKey !== undefined) {
    grantee.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [encryptionKey.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${secret.env.region}.${Aws.URL_SUFFIX}` } },
    }));
  }
}

/** Secrets Manager ends ARNs with six characters of its own, which another account or region cannot know before a deployment. */
function arnIn(stack: Stack, { secretFullArn, secretArn, stack: home }: secretsmanager.ISecret): string {
  const near = home.account === stack.account && home.region === stack.region;
  return secretFullArn !== undefined && (near || !Token.isUnresolved(secretFullArn)) ? secretFullArn : `${secretArn}-??????`;
}
