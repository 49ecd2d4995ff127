import { Account, clientConfig } from './account';
import { awsError } from './failure';

/** What a function has returned. */
export interface Invocation {
  /** `Unhandled`, where the function failed instead of answering. */
  readonly error?: string;
  /** What it returned, or the error. */
  readonly payload: string;
  /** The last 4 kB of its log, at once and without a look at CloudWatch. */
  readonly log: readonly string[];
}

/** What is invoked, with what, and until when an answer is waited for. */
export interface InvocationTask {
  /** The name or ARN of a function or of an alias. */
  readonly functionName: string;
  readonly event: object;
  readonly signal: AbortSignal;
}

/** Invokes a function. */
export async function invoke(account: Account, region: string, { functionName, event, signal }: InvocationTask): Promise<Invocation> {
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  try {
    const { FunctionError, LogResult, Payload } = await new LambdaClient(clientConfig(account, region)).send(
      new InvokeCommand({ FunctionName: functionName, LogType: 'Tail', Payload: JSON.stringify(event) }), { abortSignal: signal });
    return {
      error: FunctionError,
      payload: Buffer.from(Payload ?? []).toString(),
      log: Buffer.from(LogResult ?? '', 'base64').toString().split('\n').filter((line) => line.trim() !== ''),
    };
  } catch (error) {
    throw awsError(error, { doing: `Invoking ${functionName}`, ...account.origin });
  }
}
