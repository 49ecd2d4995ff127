import { stripVTControlCharacters } from 'node:util';
import type { ToolkitError as ToolkitErrorClass } from '@aws-cdk/toolkit-lib';
import type { ToolkitRun } from './toolkit-messages';
import { awsFailure, FailureContext } from '../aws/failure';
import { fileProblem, UserError } from '../errors';
import { locked } from './assembly-directory';

/** Where a run of the Toolkit Library has failed. */
export interface RunContext extends FailureContext {
  readonly stack: string;
  readonly account: string;
  readonly region: string;
}

/** What is prepared for a stack is gone, or good for nothing any more, as soon as somebody else has changed the stack. */
const SUPERSEDED = ['ChangeSetNotFoundException', 'InvalidChangeSetStatusException'];

/** How Docker is had. */
export const GET_DOCKER = 'https://docs.docker.com/get-started/get-docker/, or set CDK_DOCKER to a program that takes the same commands, such as podman or finch';

/** What the CDK says where it cannot build a container image. */
const NO_DOCKER = /Failed to find and execute '([^']+)' while attempting to build a container asset/;
const NO_DAEMON = /Cannot connect to the Docker daemon|Is the docker daemon running/i;

/** One message for what has failed, with what CloudFormation has said of it; a mistake of this program is thrown on as it is. */
export async function deployFailure(error: unknown, run: Pick<ToolkitRun, 'failed'>, context: RunContext): Promise<unknown> {
  if (error instanceof UserError) return error;
  const { ToolkitError } = await import('@aws-cdk/toolkit-lib');
  const chain = causes(error);
  const some = (test: (each: unknown) => boolean) => chain.some(test);
  const { stack, account, region } = context;

  if (some((each) => ToolkitError.isAbortError(each))) {
    return new UserError(`The changes of ${stack} were declined, and nothing was changed.`);
  }
  if (some((each) => ToolkitError.isLockError(each))) {
    return locked(lastMessage(chain.filter((each) => ToolkitError.isLockError(each))));
  }
  if (some((each) => ToolkitError.isBootstrapError(each))) {
    return new UserError(`The account is not bootstrapped for the CDK as ${stack} needs it: ${lastMessage(chain)} Run: npx cdk bootstrap aws://${account}/${region}`, 2);
  }
  if (chain.some((each) => SUPERSEDED.includes((each as Error).name))) {
    return new UserError(`Another deploy has changed ${stack} in the meantime, and nothing of this one was done. Run this again.`, 2);
  }
  if (run.failed.length > 0) {
    return new UserError([
      `${context.doing} failed, and CloudFormation has put back what was there before:`,
      ...run.failed.map(({ path, logicalId, type, reason }) => `  ${type} ${path ?? logicalId}: ${oneLine(reason ?? 'no reason was given')}`),
    ].join('\n'), 2);
  }
  const [, program] = messages(chain).map((message) => NO_DOCKER.exec(message)).find((found) => found !== null) ?? [];
  if (program !== undefined) return new UserError(`${context.doing} failed: ${program}, with which the container image of the server is built, is not here. Get it: ${GET_DOCKER}`);
  if (messages(chain).some((message) => NO_DAEMON.test(message))) {
    return new UserError(`${context.doing} failed: Docker, with which the container image of the server is built, does not run. Start it, and run this again.`);
  }
  const file = chain.map((each) => each as NodeJS.ErrnoException).find(({ code, syscall }) => syscall !== undefined && fileProblem(code ?? '') !== undefined);
  if (file) return new UserError(`${context.doing} failed, as ${file.path ?? 'a file'} cannot be written: ${fileProblem(file.code!)!}.`);
  const known = awsFailure(error, context);
  if (known) return inProgress(known.message) ?? known;
  return ToolkitError.isToolkitError(error) ? inProgress(error.message) ?? new UserError(`${context.doing} failed: ${cleaned(error)}`, 2) : error;
}

/** CloudFormation refuses a second change while the first is under way. */
function inProgress(message: string): UserError | undefined {
  const status = /\b([A-Z]+(?:_[A-Z]+)*_IN_PROGRESS)\b/.exec(message)?.[1];
  return status === undefined ? undefined : new UserError(busy(status), 2);
}

/** What is to be done about a stack that somebody else is changing. */
export function busy(status: string, stack = 'The stack'): string {
  return `${stack} is being changed by somebody else (${status}): wait until that is done, and run this again.`;
}

function causes(error: unknown, seen: unknown[] = []): unknown[] {
  if (typeof error !== 'object' || error === null || seen.includes(error)) return [];
  return [error, ...causes((error as { cause?: unknown }).cause, [...seen, error])];
}

function lastMessage(chain: readonly unknown[]): string {
  return oneLine((chain.at(-1) as Error).message);
}

/** Without the mark and the name that the CDK's own command line shows. */
function cleaned(error: ToolkitErrorClass): string {
  return stripVTControlCharacters(error.message).replace(/^\s*❌\s*\S+ failed: /, '').trim();
}

const oneLine = (text: string) => stripVTControlCharacters(text).replace(/\s+/g, ' ').trim();

const messages = (chain: readonly unknown[]) => chain.map((each) => String((each as Error).message));
