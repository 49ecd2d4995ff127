import * as lambda from 'aws-cdk-lib/aws-lambda';
import { McpSecret } from './secret';

/** What the server keeps secret, and how it may get it. */
export interface McpSecretsOptions {
  /**
   * Secrets that the server reads by itself, by the names of environment variables. A variable holds which
   * secret it is, a name or an ARN, and never its value; the role may read these secrets and no other.
   *
   * @default {}
   */
  readonly secrets?: Record<string, McpSecret>;

  /**
   * The AWS Parameters and Secrets Lambda extension, a layer of AWS's: it answers the server on
   * `http://localhost:2773`, and keeps what it has read for five minutes.
   *
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html
   * @default - none: the server asks with an AWS SDK
   */
  readonly paramsAndSecrets?: lambda.ParamsAndSecretsLayerVersion;
}
