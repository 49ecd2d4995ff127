import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { grantSecret } from './grant-secret';
import { SecretFacts, SecretStrategy } from './secret-strategy';
import { factOf } from '../private/tokens';

/** A secret that exists in the same account and region, by its name. */
export class NamedSecret implements SecretStrategy {
  constructor(private readonly name: string, private readonly encryptionKey?: kms.IKey) {}

  describe(): Omit<SecretFacts, 'field'> {
    return { call: 'McpSecret.fromSecretName(…)', service: 'secretsmanager', given: factOf(this.name), name: factOf(this.name) };
  }

  bind(scope: Construct, id: string, grantee: iam.IGrantable): string {
    grantSecret(secretsmanager.Secret.fromSecretNameV2(scope, id, this.name), { scope, grantee, encryptionKey: this.encryptionKey });
    return this.name;
  }
}
