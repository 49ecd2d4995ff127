import { Account, clientConfig } from './account';

/** A secret of Secrets Manager, or a parameter. */
export interface SecretName {
  readonly service: 'secretsmanager' | 'ssm';
  readonly name: string;
}

/** What is known of a secret. */
export interface SecretState {
  readonly exists: boolean;
  /** The ARN of the KMS key with which a secret is encrypted, or that of an alias; missing with AWS's own key. */
  readonly key?: string;
}

/** What is in the account of these, one for one. What these credentials may not look at passes: a deploy does not need the right to. */
export async function secretStates(account: Account, region: string, names: readonly SecretName[]): Promise<SecretState[]> {
  const config = clientConfig(account, region);
  const states = {
    secretsmanager: (name: string) => secretState(config, name),
    ssm: async (name: string) => ({ exists: await parameterExists(config, name) }),
  };
  return Promise.all(names.map(async ({ service, name }) => states[service](name)));
}

type Config = ReturnType<typeof clientConfig>;

/** AWS's own key for secrets, under the name that the account has for it. */
const OWN_KEY = 'alias/aws/secretsmanager';

async function secretState(config: Config, name: string): Promise<SecretState> {
  const { DescribeSecretCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const secret = await answered(new SecretsManagerClient(config).send(new DescribeSecretCommand({ SecretId: name })), 'ResourceNotFoundException');
  if (secret === 'unknown') return { exists: true };
  // A secret that is being deleted answers, and has no value any more.
  if (secret === undefined || secret.DeletedDate !== undefined) return { exists: false };
  const { ARN = '', KmsKeyId: id } = secret;
  return { exists: true, ...id && !id.endsWith(OWN_KEY) && { key: keyArn(id, ARN) } };
}

/** A key is named by its id, too, and is then one beside the secret. */
function keyArn(id: string, secretArn: string): string {
  const [, partition, , region, account] = secretArn.split(':');
  return id.startsWith('arn:') || account === undefined ? id : `arn:${partition}:kms:${region}:${account}:${id.startsWith('alias/') ? id : `key/${id}`}`;
}

async function parameterExists(config: Config, name: string): Promise<boolean> {
  const { GetParametersCommand, SSMClient } = await import('@aws-sdk/client-ssm');
  // Without its value where it is secret: nothing of it is wanted here.
  const reply = await answered(new SSMClient(config).send(new GetParametersCommand({ Names: [name], WithDecryption: false })), 'ParameterNotFound');
  return reply === 'unknown' || (reply !== undefined && (reply.InvalidParameters ?? []).length === 0);
}

/** The reply, nothing where AWS says so, `unknown` where it says something else. */
async function answered<T>(reply: Promise<T>, notFound: string): Promise<T | 'unknown' | undefined> {
  return reply.catch((error: unknown) => (error instanceof Error && error.name === notFound ? undefined : 'unknown' as const));
}
