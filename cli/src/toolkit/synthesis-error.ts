import { join } from 'node:path';
import { fileProblem, UserError } from '../errors';
import { locked, unwritable } from './assembly-directory';
import { libraryMessage } from './library-error';
import type { AppCommand, AppLine, SynthesisFailure } from './synthesis-messages';

const LAST_LINES = 20;

/** What the app printed, and whether the user has seen it. */
export interface AppOutput {
  readonly printed: readonly AppLine[];
  readonly outputShown: boolean;
  /** Where the assembly was to be. */
  readonly outdir: string;
}

/** Says which command failed and how, with the library's message or the end of what the app printed. */
export function synthesisError(app: AppCommand, failure: SynthesisFailure, output: AppOutput): UserError {
  const message = libraryMessage(output.printed.filter(ofStderr).map(({ line }) => line));
  if (failure.reason === 'lock') return locked(failure.message);
  if (failure.reason === 'file') return unwritable(output.outdir, failure);
  if (message?.ofDeployToml) return new UserError(message.lines.join('\n'));
  const where = `  ${app.command}\n  in ${app.directory}`;
  const said = message?.lines ?? told(failure, output);
  return new UserError([headline(failure), where, ...said, ...hints(app, failure, output.printed)].join('\n'));
}

function headline({ reason, message }: SynthesisFailure): string {
  switch (reason) {
    case 'app':
      return `The CDK app ${ending(message)}:`;
    case 'empty':
      return 'The CDK app ended without an error and synthesised nothing:';
    case 'context':
      return `The CDK app needs facts of an AWS account that are not in cdk.context.json (${missingKeys(message)}):`;
    default:
      return `The CDK app could not be synthesised: ${message}`;
  }
}

/** The Toolkit tells the exit code in its message alone. */
function ending(message: string): string {
  const code = /exited with error (\d+)/.exec(message)?.[1];
  const signal = /killed with signal (\w+)/.exec(message)?.[1];
  return code ? `failed with exit code ${code}` : signal ? `was ended by ${signal}` : `failed (${message})`;
}

function missingKeys(message: string): string {
  return /Missing context keys: '(.*)'/.exec(message)?.[1] ?? message;
}

const ofStderr = ({ stream }: AppLine) => stream === 'stderr';

/** The end of the app's stderr, or of its stdout where it has written nothing there. */
function told({ reason }: SynthesisFailure, { printed, outputShown }: AppOutput): string[] {
  const stderr = printed.filter(ofStderr);
  if (reason === 'context') return [];
  if (printed.length === 0) return ['  It printed nothing.'];
  return outputShown ? [] : (stderr.length > 0 ? stderr : printed).slice(-LAST_LINES).map(({ line }) => `  | ${line}`);
}

function hints({ command, directory }: AppCommand, { reason, message }: SynthesisFailure, printed: readonly AppLine[]): string[] {
  if (reason === 'context') {
    return [`AWS is not asked here. Run \`mcp-lambda deploy\`, or \`cdk synth\`, once with AWS credentials: it looks them up and keeps them in ${join(directory, 'cdk.context.json')}.`];
  }
  if (reason === 'empty') {
    return ['Does the command run the file that creates the `App`? An app that sets `outdir` itself writes elsewhere: use --cdk-out.'];
  }
  if (/exited with error 127/.test(message)) {
    const found = /\s/.test(command) ? 'The command was not found' : `${command} is no directory in ${directory}, and no command of that name was found`;
    return [`${found}: --app takes a directory with a cdk.json, or a command that can be run here.`];
  }
  if (printed.some(({ line }) => /account\/region are not specified/.test(line))) {
    return ['The app looks something up in an account that it does not name: set CDK_DEFAULT_ACCOUNT and CDK_DEFAULT_REGION.'];
  }
  const full = printed.map(({ line }) => /\b(ENOSPC|EDQUOT|EROFS)\b/.exec(line)?.[1]).find((code) => code !== undefined);
  return full === undefined ? [] : [`It could not write a file: ${fileProblem(full)!}.`];
}
