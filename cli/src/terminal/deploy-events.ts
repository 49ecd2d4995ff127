import { AppOutputEvent, NoticeEvent, SynthesisedEvent, SynthesisingEvent } from './events';

/**
 * All that `deploy` and its sub-commands have to say, in the order in which it happens. `--json` prints one
 * event a line; a terminal gets the same as text. Names and fields are public contract: scripts read them.
 */
export type DeployEvent =
  | SynthesisingEvent
  | AppOutputEvent
  | SynthesisedEvent
  | NoticeEvent
  | TargetEvent
  | ChangesEvent
  | AssetEvent
  | ResourceEvent
  | DeployedEvent
  | VerifiedEvent
  | VerificationFailedEvent
  | DestructionEvent
  | RemovedEvent
  | KeptEvent
  | DestroyedEvent;

/** Takes note of an event. */
export type DeployReport = (event: DeployEvent) => void;

/** What goes where; everything that can be checked before a deploy is in order. */
export interface TargetEvent {
  readonly event: 'target';
  readonly stack: string;
  readonly account: string;
  /** The profile of the credentials, where one is named, and where it is written down, if that is in the project. */
  readonly profile?: string;
  readonly profileFrom?: string;
  readonly region: string;
  readonly servers: readonly string[];
}

/** What a deploy is about to change; not sent where that is nothing. */
export interface ChangesEvent {
  readonly event: 'changes';
  readonly stack: string;
  readonly changes: readonly ResourceChange[];
  /** Whether permissions grow, or who may reach what: these need a yes. */
  readonly security: boolean;
  /** What lets in more callers than before; missing where nothing does. */
  readonly opened?: readonly Opened[];
  /** The security-relevant changes as the CDK shows them, as text of several lines. */
  readonly securityChanges?: string;
}

/** A resource that lets in more callers than before. */
export interface Opened {
  readonly type: string;
  readonly logicalId: string;
  /** The construct path, where the template has it. */
  readonly path?: string;
  /** What about it opens, as the end of a sentence that begins with its name. */
  readonly what: string;
}

/** A resource that is about to change. */
export interface ResourceChange {
  readonly action: 'create' | 'update' | 'replace' | 'delete' | 'keep' | 'import';
  readonly type: string;
  readonly logicalId: string;
  /** The construct path, where the template has it. */
  readonly path?: string;
}

/** Something is uploaded that the account does not have yet. */
export interface AssetEvent {
  readonly event: 'asset';
  readonly state: 'building' | 'publishing' | 'published';
  readonly asset: string;
}

/** CloudFormation has begun or finished with a resource. */
export interface ResourceEvent {
  readonly event: 'resource';
  readonly logicalId: string;
  readonly type: string;
  /** Such as `CREATE_COMPLETE`. */
  readonly status: string;
  /** Why it failed, or what CloudFormation says of it. */
  readonly reason?: string;
  readonly path?: string;
  readonly completed: number;
  /** Missing where CloudFormation does not know it. */
  readonly total?: number;
}

/** The stack is as the app says. */
export interface DeployedEvent {
  readonly event: 'deployed';
  readonly stack: string;
  /** False where nothing was different. */
  readonly changed: boolean;
  /** True where the code was replaced without CloudFormation, with `--hotswap`. */
  readonly hotswapped?: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  readonly ms: number;
}

/** A server has answered as a client needs it, or nothing says that it has not. */
export interface VerifiedEvent {
  readonly event: 'verified';
  readonly server: string;
  readonly url: string;
  /**
   * `call`: an MCP call was answered. `challenge`: callers are asked who they are, and the server behind has answered to a direct invocation.
   * `invocation`: this machine cannot call it, as it is not let in, and the server has answered to a direct invocation.
   * `nothing`: its endpoint does not let this call through, these credentials may not invoke it, and whether it answers is not known.
   */
  readonly by: 'call' | 'challenge' | 'invocation' | 'nothing';
  /** The protocol revision that was spoken, where a call was answered. */
  readonly revision?: string;
  /** The client configuration to paste. */
  readonly clientConfig: object;
  readonly ms: number;
}

/** A server is deployed and does not answer. */
export interface VerificationFailedEvent {
  readonly event: 'verification-failed';
  readonly server: string;
  readonly url: string;
  readonly reason: string;
  /** The last lines of the server's log. */
  readonly log: readonly string[];
  /** What to do about what they say, as far as that is known. */
  readonly remedies: readonly string[];
}

/** What `destroy` is about to do. */
export interface DestructionEvent {
  readonly event: 'destruction';
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  readonly removed: readonly StackPart[];
  readonly kept: readonly StackPart[];
}

/** A resource by its name in the account. */
export interface StackPart {
  readonly type: string;
  readonly name: string;
  /** What people call it, where `name` is an id that says nothing. */
  readonly title?: string;
  /** The construct path, where the deployed template has it. */
  readonly path?: string;
}

/** Something that the stack has left was removed. */
export interface RemovedEvent extends StackPart {
  readonly event: 'removed';
}

/** Something stays in the account. */
export interface KeptEvent extends StackPart {
  readonly event: 'kept';
  /** The option that removes it, where there is one. */
  readonly option?: string;
}

/** The stack is gone; `existed` is false where there was none. */
export interface DestroyedEvent {
  readonly event: 'destroyed';
  readonly stack: string;
  readonly existed: boolean;
}
