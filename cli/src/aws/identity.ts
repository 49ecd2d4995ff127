import { Account, clientConfig } from './account';
import { awsError } from './failure';

/** Whose credentials these are. */
export interface Identity {
  readonly account: string;
  readonly arn: string;
}

/** Asks AWS, which also shows that the credentials are good. */
export async function whoAmI(account: Account): Promise<Identity> {
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  try {
    const { Account: id = '', Arn = '' } = await new STSClient(clientConfig(account)).send(new GetCallerIdentityCommand({}));
    return { account: id, arn: Arn };
  } catch (error) {
    throw awsError(error, { doing: 'Asking AWS whose credentials these are', ...account.origin });
  }
}
