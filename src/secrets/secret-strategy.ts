import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Fact } from '../private/tokens';

/** One place in which a secret is kept. Immutable: any number of servers may read it. */
export interface SecretStrategy {
  describe(): Omit<SecretFacts, 'field'>;

  /**
   * Lets the grantee read the secret, and no other.
   *
   * @param id of a construct in the scope that is the secret's own
   * @returns what the server asks for: a name or an ARN
   */
  bind(scope: Construct, id: string, grantee: iam.IGrantable): string;
}

/** What is known of a secret before any resource exists. */
export interface SecretFacts {
  /** The call that the user wrote, for messages. */
  readonly call: string;

  /** Which of AWS's services keeps it. */
  readonly service: SecretService;

  /** What the server asks for; unset where it is made with the server. */
  readonly given?: Fact<string>;

  /** The name alone, where the user wrote it. */
  readonly name?: Fact<string>;

  /** The field of a JSON secret that is meant. */
  readonly field?: Fact<string>;
}

/** As it stands in the names of VPC endpoints. */
export type SecretService = 'secretsmanager' | 'ssm';

/** The name of the variable that holds the field of a secret. */
export const fieldVariable = (name: string): string => `${name}_FIELD`;
