import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { grantSecret } from './grant-secret';
import { SecretFacts, SecretStrategy } from './secret-strategy';
import { factOf } from '../private/tokens';

/** A secret that the app knows as a construct. */
export class StoredSecret implements SecretStrategy {
  constructor(private readonly secret: secretsmanager.ISecret) {}

  describe(): Omit<SecretFacts, 'field'> {
    return { call: 'McpSecret.fromSecret(…)', service: 'secretsmanager', given: factOf(this.asked) };
  }

  bind(scope: Construct, _id: string, grantee: iam.IGrantable): string {
    grantSecret(this.secret, { scope, grantee });
    return this.asked;
  }

  /** An ARN works from other accounts too; it is a partial one where only the name is known. */
  private get asked(): string {
    return this.secret.secretFullArn ?? this.secret.secretArn;
  }
}
