import * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { SecretFacts, SecretStrategy } from './secret-strategy';
import { factOf } from '../private/tokens';

/** A parameter that the app knows as a construct. */
export class StoredParameter implements SecretStrategy {
  constructor(private readonly parameter: ssm.IParameter) {}

  describe(): Omit<SecretFacts, 'field'> {
    return { call: 'McpSecret.fromParameter(…)', service: 'ssm', given: factOf(this.parameter.parameterName) };
  }

  bind(_scope: Construct, _id: string, grantee: iam.IGrantable): string {
    this.parameter.grantRead(grantee);
    return this.parameter.parameterName;
  }
}
