import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';

/** What is known of an encrypted secret: where it is, and with which key. */
export interface Encrypted {
  readonly env: { readonly region: string };
  readonly encryptionKey?: kms.IKey;
}

/**
 * Lets the grantee decrypt a secret, and nothing else that is encrypted with the key. CDK's `grantRead`
 * changes the key's policy alone, and gives nothing where the key is imported and its policy cannot change.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function decryptThroughSecretsManager({ env, encryptionKey }: Encrypted, grantee: iam.IGrantable): void {
  if (encryptionKey === undefined) {
    return;
  }
  grantee.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: [encryptionKey.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${env.region}.${Aws.URL_SUFFIX}` } },
  }));
}
