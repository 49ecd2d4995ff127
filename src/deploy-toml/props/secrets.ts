import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { McpSecret } from '../../secrets/secret';
import { DeployToml } from '../deploy-toml';

/** The secrets of the file, by the names of their variables. */
export function secrets(scope: Construct, { values }: DeployToml): Record<string, McpSecret> {
  return Object.fromEntries(Object.entries(values.secrets ?? {}).map(([variable, { name, field, kms_key_arn }]) => {
    const encryptionKey = kms_key_arn === undefined ? undefined : kms.Key.fromKeyArn(scope, `${variable}EncryptionKey`, kms_key_arn);
    return [variable, McpSecret.fromSecretName(name, { field, encryptionKey })];
  }));
}
