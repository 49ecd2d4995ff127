import { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { grantSecret } from './grant-secret';
import { SecretFacts, SecretStrategy } from './secret-strategy';

/** The SDKs ask for 32 bytes at least; punctuation would only be in the way. */
const LENGTH = 64;

/**
 * A random secret that is made with the server. It stays when the stack goes, as everything does that nobody can make again: what was
 * sealed with it may have been kept. A stack that could not be made leaves none.
 */
export class GeneratedSecret implements SecretStrategy {
  constructor(private readonly encryptionKey?: kms.IKey) {}

  describe(): Omit<SecretFacts, 'field'> {
    return { call: 'McpSecret.generated()', service: 'secretsmanager' };
  }

  bind(scope: Construct, id: string, grantee: iam.IGrantable): string {
    const secret = new secretsmanager.Secret(scope, id, {
      description: 'A key that the instances of an MCP server share',
      encryptionKey: this.encryptionKey,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      generateSecretString: { passwordLength: LENGTH, excludePunctuation: true },
    });
    grantSecret(secret, { scope, grantee });
    return secret.secretArn;
  }
}
