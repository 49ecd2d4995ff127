import { Account, clientConfig } from './account';
import { awsError } from './failure';

/** The version of the account's bootstrap for the CDK, by the parameter that a stack names; undefined where it was never bootstrapped. */
export async function bootstrapVersion(account: Account, region: string, parameter: string): Promise<number | undefined> {
  const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
  try {
    const { Parameter } = await new SSMClient(clientConfig(account, region)).send(new GetParameterCommand({ Name: parameter }));
    return Number(Parameter?.Value);
  } catch (error) {
    if (error instanceof Error && error.name === 'ParameterNotFound') return undefined;
    throw awsError(error, { doing: `Reading ${parameter}, the version of the CDK's bootstrap`, ...account.origin });
  }
}
