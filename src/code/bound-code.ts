import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Listener, ListenerFacts } from './listener';
import { Fact } from '../private/tokens';

/** One way to bring a server's code to Lambda. Immutable: it may serve any number of servers. */
export interface CodeStrategy {
  readonly listener: Listener;

  describe(): CodeFacts;

  /** A new `lambda.Code` each time: one cannot be shared between stacks. */
  bind(scope: Construct): BoundCode;
}

/** What the function is made of. */
export interface BoundCode {
  readonly code: lambda.Code;
  readonly runtime: lambda.Runtime;
  readonly handler: string;

  /** Variables that start the code, beside the adapter's own. */
  readonly environment: Record<string, string>;
}

/** What is known of the code before any resource exists. */
export interface CodeFacts {
  /** The call that the user wrote, for messages: `McpServerCode.asset("dist")`. */
  readonly call: string;
  readonly directory: string;
  readonly directoryState: 'present' | 'missing' | 'not a directory';

  /** Symbolic links that lead out of the directory, and so to nothing on Lambda. */
  readonly linksOutside: string[];

  /** Whether this machine's files have an executable bit to upload; those of Windows have none. */
  readonly executableBits: boolean;

  /** What starts it on Lambda. */
  readonly runtime: RuntimeFacts;

  /** Set for code that brings its own executable. */
  readonly bootstrap?: ExecutableFacts;

  /** Set for code that a managed runtime starts. */
  readonly entry?: EntryFacts;
  readonly listener: ListenerFacts;

  /** Variables that the code sets by itself. */
  readonly environment: Record<string, string>;
}

/** What starts the code. */
export interface RuntimeFacts {
  readonly name: string;

  /** Whether instances of it can start from a snapshot. */
  readonly snapStart: boolean;
}

/** What the first bytes and the mode of an executable tell. */
export interface ExecutableFacts {
  readonly format: 'missing' | 'elf' | 'script' | 'mach-o' | 'windows' | 'other';

  /** Whether everybody may execute it: Lambda does not run it as its owner. Unknown on Windows. */
  readonly executable: Fact<boolean>;

  /** The machine of an ELF file in Lambda's words, or its number where Lambda has no such machine. */
  readonly machine?: string;

  /** Whether the first line of a script ends in CR LF, which the kernel takes as part of the interpreter's name. */
  readonly carriageReturns?: boolean;
}

/** The file that is started, and what starts it. */
export interface EntryFacts {
  readonly state: 'present' | 'missing' | 'not a file' | 'outside' | 'a token';
  readonly runtime: string;

  /** Whether the runtime has the interpreter. */
  readonly runtimeFits: boolean;
}
