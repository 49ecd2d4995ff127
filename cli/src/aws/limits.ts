import { Account, clientConfig } from './account';
import { awsError } from './failure';

/** How many requests the functions of an account may answer at once, in one region. */
export interface ConcurrencyLimits {
  /** Of all functions together. */
  readonly all: number;
  /** What of it no function has reserved. */
  readonly unreserved: number;
}

/** Asks Lambda; rejects with a `UserError` where it does not say. */
export async function concurrencyLimits(account: Account, region: string): Promise<ConcurrencyLimits> {
  const { GetAccountSettingsCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  try {
    const { AccountLimit } = await new LambdaClient(clientConfig(account, region)).send(new GetAccountSettingsCommand({}));
    const { ConcurrentExecutions: all = Infinity, UnreservedConcurrentExecutions: unreserved = all } = AccountLimit ?? {};
    return { all, unreserved };
  } catch (error) {
    throw awsError(error, { doing: 'Asking Lambda for the limits of the account', ...account.origin });
  }
}
