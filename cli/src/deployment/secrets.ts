import { Project } from './open-project';
import { SecretName, secretStates } from '../aws/secrets';
import { neededSecrets } from '../template/marked-servers';
import { SecretReader, secretReaders } from '../template/secret-readers';
import { fitsPattern } from '../template/values/wildcards';

/** What is wrong with the secrets that a stack needs. */
export interface SecretsCheck {
  readonly missing: readonly string[];
  /** Those that have a key with which the function may not decrypt, as far as the template says it: the policy of the key may say more. */
  readonly sealed: readonly string[];
}

/** Whether secrets are there, and can be read by those who are to read them. */
export async function checkSecrets({ account, identity, region, stack }: Project): Promise<SecretsCheck> {
  const needed = neededSecrets(stack);
  // A template for any account has ARNs with the one that it goes to.
  const there = { ...stack, region, account: identity.account };
  const states = await secretStates(account, region, needed);
  return {
    missing: needed.filter((_, index) => !states[index].exists).map((secret) => missing(secret, region)),
    sealed: needed.flatMap(({ name }, index) => {
      const { key } = states[index];
      return key === undefined ? [] : secretReaders(there, name).filter(({ keys }) => !covers(keys, key)).map((reader) => sealed(name, key, reader));
    }),
  };
}

/** Which key an alias stands for is not asked: any will do. */
function covers(keys: readonly string[], key: string): boolean {
  return key.includes(':alias/') ? keys.length > 0 : keys.some((one) => fitsPattern(one, key));
}

function missing({ service, name }: SecretName, region: string): string {
  return service === 'ssm'
    ? `The parameter ${name} is not in ${region}. Make it: aws ssm put-parameter --region ${region} --type SecureString --name ${name} --value …`
    : `The secret ${name} is not in ${region}. Make it: aws secretsmanager create-secret --region ${region} --name ${name} --secret-string …`;
}

function sealed(name: string, key: string, { variable = 'NAME', field }: SecretReader): string {
  const known = key.includes(':alias/') ? undefined : key;
  const parts = { name, ...field !== undefined && { field }, kms_key_arn: known ?? 'arn:…' };
  const line = `${variable} = { ${Object.entries(parts).map(([part, value]) => `${part} = ${JSON.stringify(value)}`).join(', ')} }`;
  return `The secret ${name} is encrypted with ${key}, and nothing in the stack lets the server decrypt with it, unless the key's own policy does. `
    + `Write in [secrets] of deploy.toml (encryptionKey in a CDK app): ${line}`
    + (known === undefined ? `, with the ARN that \`aws kms describe-key --key-id ${key}\` says` : '');
}
