import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Listener, ListenerFacts } from './listener';
import { Fact } from '../private/tokens';

/** One way to bring a server's code to Lambda. Immutable: it may serve any number of servers. */
export interface CodeStrategy {
  readonly listener: Listener;

  /** Set for a function that the user makes. */
  readonly existing?: lambda.Function;

  /** The memory in MB with which a cold start of such code is no slower than it need be. */
  readonly memorySize: number;

  describe(scope: Construct): CodeFacts;

  /** A new `lambda.Code` each time: one cannot be shared between stacks. */
  bind(scope: Construct, architecture: lambda.Architecture): BoundCode;
}

/** What the function is made of, or the function itself. */
export type BoundCode = NewFunctionCode | ExistingFunction;

/** What a function is made of. */
export interface NewFunctionCode {
  readonly code: lambda.Code;
  readonly runtime: lambda.Runtime;
  readonly handler: string;

  /** Variables that start the code, beside the adapter's own. */
  readonly environment: Record<string, string>;

  /** Variables that the server is told where the user does not set them. */
  readonly defaultEnvironment?: Readonly<Record<string, string>>;

  /** Whether the adapter is in it, which takes no layers then. */
  readonly adapterInside?: boolean;

  /** What is known of code that is built here once it is; nothing where no build was asked for. */
  built?(): BuiltFacts | undefined;
}

/** A function of the user's. */
export interface ExistingFunction {
  readonly existing: lambda.Function;
  built?(): undefined;
}

/** What a build leaves to be looked at. */
export type BuiltFacts = Pick<CodeFacts, 'bootstrap' | 'contents'>;

/** What is known of the code before any resource exists. */
export interface CodeFacts {
  /** The call that the user wrote, for messages: `McpServerCode.asset("dist")`. */
  readonly call: string;
  readonly directory: string;
  readonly directoryState: 'present' | 'missing' | 'not a directory' | 'none';

  /** Symbolic links that lead out of the directory, and so to nothing on Lambda. */
  readonly linksOutside: string[];

  /** Files of the directory that would be uploaded, and are not, as such files hold secrets. */
  readonly envFiles: string[];

  /** Whether this machine's files have an executable bit to upload; those of Windows have none. */
  readonly executableBits: boolean;

  /** What is uploaded; unset where it is yet to be built. */
  readonly contents?: ContentsFacts;

  /** The newest glibc of Lambda's runtime; unset for code that brings a system of its own. */
  readonly glibc?: string;

  /** What starts it on Lambda. */
  readonly runtime: RuntimeFacts;

  /** Set for code that brings its own executable, as far as it is there already. */
  readonly bootstrap?: ExecutableFacts;

  /** Set for code that is built here, where the stack asks for it. */
  readonly builder?: BuilderFacts;

  /** Whether packages are to be installed and nothing says which. */
  readonly packagesUndeclared?: boolean;

  /** Set for code that cargo builds. */
  readonly crate?: CrateFacts;

  /** Set for code that a managed runtime starts. */
  readonly entry?: EntryFacts;

  /** Set for container images. */
  readonly image?: ImageFacts;

  /** Set for a function that the user makes. */
  readonly existing?: ExistingFacts;

  /** Whether the adapter comes with the code. */
  readonly adapterInside?: boolean;

  /** Settings of the server that such code cannot have, and what there is in their place. */
  readonly refuses?: Readonly<Record<string, string>>;
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

  /** The program that loads an ELF file; none for static ones. */
  readonly interpreter?: string;

  /** The newest version of glibc that an ELF file needs. */
  readonly glibc?: string;

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

/** What is known of a container image. */
export interface ImageFacts {
  /** Set for an image that is built from it. */
  readonly dockerfile?: ImageSourceFacts;

  /** Set for an image that is in a repository, of which the region is that of the repository. */
  readonly tagOrDigest?: Fact<string>;
  readonly region?: Fact<string>;
}

/** What an image is built from. */
export interface ImageSourceFacts {
  readonly file: Fact<string>;
  readonly state: EntryFacts['state'];

  /** What the file tells; unset where it is not there. */
  readonly stages?: readonly string[];
  readonly namesAdapter?: boolean;
  readonly target?: Fact<string>;
  readonly buildArgs: Readonly<Record<string, Fact<string>>>;
  readonly buildSecrets: Readonly<Record<string, Fact<string>>>;
}

/** What is known of a function that the user makes. */
export interface ExistingFacts {
  /** Its construct's path, and that of its stack. */
  readonly path: string;
  readonly stack: string;

  /** The path of the server that it has already. */
  readonly server?: string;

  /** Whether it is only known by its name, and nothing can be added to it. */
  readonly imported: boolean;
  readonly kind: 'image' | 'managed runtime' | 'own bootstrap';
  readonly layers: number;
  readonly timeoutSeconds: Fact<number>;
  readonly reservedConcurrency?: Fact<number>;
  readonly snapStart: boolean;
  readonly environment: Readonly<Record<string, Fact<string>>>;
}

/** What is uploaded, unzipped. */
export interface ContentsFacts {
  readonly bytes: number;

  /** The largest files, the largest first. */
  readonly largest: { readonly file: string; readonly bytes: number }[];

  /** Libraries that the server may load, as far as they are for Linux. */
  readonly libraries: { readonly file: string; readonly machine: string; readonly glibc?: string }[];
}

/** What builds the code on this machine. */
export interface BuilderFacts {
  /** The program's name, for messages: `cargo lambda`. */
  readonly tool: string;

  /** How to get it. */
  readonly install: string;
  readonly toolWorks: boolean;

  /** Whether a container can do it otherwise; `none` where there is no image for it. */
  readonly container: 'works' | 'missing' | 'none';

  /** What the result lacks, and what to do about it. */
  readonly advice: { readonly given: string; readonly expected: string }[];
}

/** What cargo knows of a crate. */
export interface CrateFacts {
  readonly manifest: 'present' | 'missing';

  /** What cargo said of a manifest that it does not understand. */
  readonly complaint?: string;

  /** The binary that was asked for, else the only one or the package's `default-run`. */
  readonly bin?: string;

  /** Every binary of the workspace; unknown without cargo. */
  readonly binaries: Fact<string[]>;

  /** Every feature of the package with the binary; unknown without cargo. */
  readonly featuresKnown: Fact<string[]>;
  readonly features: string[];
  readonly profile: ProfileFacts;
}

/** One of cargo's profiles. */
export interface ProfileFacts {
  readonly name: string;

  /** The names of what the manifest sets in it; unknown where it is written in a way that is not read here. */
  readonly settings: Fact<string[]>;
}
