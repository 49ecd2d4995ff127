import { Account, clientConfig } from './account';
import { awsError } from './failure';
import type { StackResource } from './stacks';

type Remove = (config: ReturnType<typeof clientConfig>, physicalId: string) => Promise<void>;

/** How each kind of resource that holds data of others is deleted, once its stack is gone. */
const REMOVALS: Readonly<Record<string, Remove>> = {
  'AWS::Cognito::UserPool': removeUserPool,
  'AWS::SecretsManager::Secret': removeSecret,
};

/** Whether `removeUserData` knows the type. */
export function holdsUserData({ type }: Pick<StackResource, 'type'>): boolean {
  return Object.hasOwn(REMOVALS, type);
}

/** What people call it, where its id says nothing of whose it is; undefined where that is not known. */
export async function titleOf(account: Account, region: string, { type, physicalId }: StackResource): Promise<string | undefined> {
  if (type !== 'AWS::Cognito::UserPool') return undefined;
  const { CognitoIdentityProviderClient, DescribeUserPoolCommand } = await import('@aws-sdk/client-cognito-identity-provider');
  // Who may destroy the stack need not be allowed to look at it, and it may be gone.
  const found = await new CognitoIdentityProviderClient(clientConfig(account, region))
    .send(new DescribeUserPoolCommand({ UserPoolId: physicalId })).catch(() => undefined);
  return found?.UserPool?.Name;
}

/** Deletes a user pool with its users, or schedules the deletion of a secret. What is gone already is no error. */
export async function removeUserData(account: Account, region: string, { type, physicalId }: StackResource): Promise<void> {
  try {
    await REMOVALS[type](clientConfig(account, region), physicalId);
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return;
    throw awsError(error, { doing: `Deleting ${type} ${physicalId}`, ...account.origin });
  }
}

/** The library protects its pools from deletion, so that nobody deletes one by accident. */
async function removeUserPool(config: ReturnType<typeof clientConfig>, UserPoolId: string): Promise<void> {
  const { CognitoIdentityProviderClient, DeleteUserPoolCommand, DescribeUserPoolCommand, UpdateUserPoolCommand } = await import('@aws-sdk/client-cognito-identity-provider');
  const client = new CognitoIdentityProviderClient(config);
  const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
  if (UserPool?.DeletionProtection === 'ACTIVE') {
    // This resets what it does not name. The pool is gone with the next call.
    await client.send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: 'INACTIVE' }));
  }
  await client.send(new DeleteUserPoolCommand({ UserPoolId }));
}

/** Secrets Manager keeps it for 30 days more, in which it can be restored. */
async function removeSecret(config: ReturnType<typeof clientConfig>, SecretId: string): Promise<void> {
  const { DeleteSecretCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  await new SecretsManagerClient(config).send(new DeleteSecretCommand({ SecretId }));
}
