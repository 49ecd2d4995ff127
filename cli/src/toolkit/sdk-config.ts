import type { SdkConfig } from '@aws-cdk/toolkit-lib';
import type { Account } from '../aws/account';

/** Has the Toolkit Library use the same credentials, region and proxy as the clients of `aws/`. */
export async function sdkConfig({ credentials, region, agent }: Account): Promise<SdkConfig> {
  const { BaseCredentials } = await import('@aws-cdk/toolkit-lib');
  return {
    baseCredentials: BaseCredentials.custom({ provider: credentials, region }),
    // It is given to Node's clients of both protocols, and its type is that of one.
    httpOptions: { agent: agent as unknown as NonNullable<SdkConfig['httpOptions']>['agent'] },
  };
}
