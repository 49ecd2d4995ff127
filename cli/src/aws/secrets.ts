import { Account, clientConfig } from './account';

/** A secret of Secrets Manager, or a parameter. */
export interface SecretName {
  readonly service: 'secretsmanager' | 'ssm';
  readonly name: string;
}

/** Which of these are not in the account. What these credentials may not look at passes: a deploy does not need the right to. */
export async function missingSecrets(account: Account, region: string, names: readonly SecretName[]): Promise<SecretName[]> {
  const config = clientConfig(account, region);
  const exist = { secretsmanager: (name: string) => secretExists(config, name), ssm: (name: string) => parameterExists(config, name) };
  const found = await Promise.all(names.map(async ({ service, name }) => exist[service](name)));
  return names.filter((_, index) => !found[index]);
}

type Config = ReturnType<typeof clientConfig>;

async function secretExists(config: Config, name: string): Promise<boolean> {
  const { DescribeSecretCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const secret = await answered(new SecretsManagerClient(config).send(new DescribeSecretCommand({ SecretId: name })), 'ResourceNotFoundException');
  // A secret that is being deleted answers, and has no value any more.
  return secret === 'unknown' || (secret !== undefined && secret.DeletedDate === undefined);
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
