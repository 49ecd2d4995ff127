import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Listener, ListenerFacts } from './listener';
import { Fact } from '../private/tokens';

/** One way to bring a server's code to Lambda. Immutable: it may serve any number of servers. */
export interface CodeStrategy {
  describe(): CodeFacts;

  /** A new `lambda.Code` each time: one cannot be shared between stacks. */
  bind(): BoundCode;
}

/** What the function is made of. */
export interface BoundCode {
  readonly code: lambda.Code;
  readonly runtime: lambda.Runtime;
  readonly handler: string;
  readonly listener: Listener;

  /** Environment that starts the code, beside the adapter's own. */
  readonly environment: Record<string, string>;
}

/** What is known of the code before any resource exists. */
export interface CodeFacts {
  /** The call that the user wrote, for messages: `McpServerCode.asset("dist")`. */
  readonly call: string;
  readonly directory: string;
  readonly directoryState: 'present' | 'missing' | 'not a directory';

  /** Set for code that brings its own executable. */
  readonly bootstrap?: ExecutableFacts;

  /** Set for code that a managed runtime starts. */
  readonly entry?: EntryFacts;
  readonly listener: ListenerFacts;

  /** Names of environment variables that the code sets by itself. */
  readonly environment: Record<string, string>;
}

/** What the first bytes and the mode of an executable tell. */
export interface ExecutableFacts {
  readonly format: 'missing' | 'elf' | 'script' | 'other';

  /** Unknown on Windows, which has no such bit. */
  readonly executable: Fact<boolean>;

  /** The machine of an ELF file in Lambda's words, or its number where Lambda has no such machine. */
  readonly machine?: string;

  /** Whether the first line of a script ends in CR LF, which the kernel takes as part of the interpreter's name. */
  readonly carriageReturns?: boolean;
}

/** The file that is started. */
export interface EntryFacts {
  readonly path: string;
  readonly state: 'present' | 'missing' | 'not a file' | 'outside';
}
