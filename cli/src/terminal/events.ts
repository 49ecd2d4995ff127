/**
 * All that `dev` has to say, in the order in which it happens. `--json` prints one event a line;
 * a terminal gets the same as text. Names and fields are public contract: scripts read them.
 */
export type DevEvent =
  | SynthesisingEvent
  | AppOutputEvent
  | SynthesisedEvent
  | NoticeEvent
  | ReadyEvent
  | InstanceStartedEvent
  | InstanceReadyEvent
  | InstanceFailedEvent
  | InstanceEndedEvent
  | OutputEvent
  | RequestEvent
  | HostCheckedEvent
  | ReloadingEvent
  | ReloadedEvent
  | ReloadFailedEvent
  | StoppedEvent;

/** Takes note of an event. */
export type Report = (event: DevEvent) => void;

/** The CDK app is about to be run; not sent with `--cdk-out`. */
export interface SynthesisingEvent {
  readonly event: 'synthesising';
}

/** A line that the CDK app printed. */
export interface AppOutputEvent {
  readonly event: 'app-output';
  readonly line: string;
  /** True for what belongs to an error of the library with its stack trace: if the app fails, the message is in `dev`'s error. */
  readonly trace?: boolean;
}

/** The CDK app was run; not sent with `--cdk-out`. */
export interface SynthesisedEvent {
  readonly event: 'synthesised';
  readonly ms: number;
}

/** The template uses something that `dev` does not serve. */
export interface NoticeEvent {
  readonly event: 'notice';
  readonly id: string;
  readonly message: string;
}

/** The port is open and the server has answered its readiness check. */
export interface ReadyEvent {
  readonly event: 'ready';
  /** The MCP URL to give to a client. */
  readonly url: string;
  readonly server: string;
  readonly stack: string;
  /** The client configuration to paste. */
  readonly clientConfig: object;
  /** What takes the place of the template's issuer, with `--auth local`. */
  readonly auth?: LocalAuth;
  /** What requests are to be signed with, where routes ask for IAM, with `--auth local`. */
  readonly signing?: LocalSigning;
  /** Set where the URL is not served: the status that clients get there, and why (`501: …`). */
  readonly unserved?: string;
}

/** An issuer on this machine. */
export interface LocalAuth {
  /** Its origin. */
  readonly issuer: string;
  /** The issuers of the template that it stands for. */
  readonly insteadOf: readonly string[];
  /** For clients that are to be given one. */
  readonly clientId: string;
  /** An access token to paste, worth nothing elsewhere: it ends with `dev`. */
  readonly token: string;
  /** When the token expires, ISO 8601. */
  readonly expires: string;
  /** The template's clients for programs; missing where it has none. */
  readonly machineClients?: readonly LocalMachineClient[];
}

/** A client that gets its tokens by client credentials. */
export interface LocalMachineClient {
  readonly clientId: string;
  /** Made for this run. */
  readonly clientSecret: string;
  /** What it may ask for, and gets where it asks for none. */
  readonly scopes: readonly string[];
  /** Where it asks. */
  readonly tokenUrl: string;
}

/** An access key that opens nothing but the server on this machine, and ends with `dev`. */
export interface LocalSigning {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The user that the server is told of. */
  readonly userArn: string;
  /** What Signature Version 4 is made for. */
  readonly region: string;
  readonly service: string;
}

/** A server process was started. */
export interface InstanceStartedEvent {
  readonly event: 'instance-started';
  /** Counts from 1 in each run. */
  readonly instance: number;
  readonly pid: number;
  /** Where it listens, or where it asks for its events if it is another function than the server's. */
  readonly port: number;
  /** The logical id of the function, if it is another one than the server's. */
  readonly function?: string;
}

/** The process answered its readiness check, or has asked for its first event. */
export interface InstanceReadyEvent {
  readonly event: 'instance-ready';
  readonly instance: number;
  readonly pid: number;
  readonly ms: number;
  /** The logical id of the function, if it is another one than the server's. */
  readonly function?: string;
}

/** An instance that a request waited for did not become ready; the first one's failure ends `dev` with an error instead. */
export interface InstanceFailedEvent {
  readonly event: 'instance-failed';
  readonly instance: number;
  /** What happened and what to change, and what it printed where that is not shown by itself. */
  readonly reason: string;
}

/** The process has ended. */
export interface InstanceEndedEvent {
  readonly event: 'instance-ended';
  readonly instance: number;
  readonly pid: number;
  readonly code: number | null;
  readonly signal: string | null;
  /** True where `dev` ended it, false where it ended by itself or was killed by others. */
  readonly expected: boolean;
  /**
   * Why `dev` ended it: the function's time-out, its memory, a start that failed, no request for a
   * while, a newer version of the server, or the end of `dev`.
   */
  readonly reason?: 'timeout' | 'memory' | 'init' | 'idle' | 'reload' | 'stop';
}

/** A line of the instance's log: what the server printed, or (`lambda`) what Lambda says about it. */
export interface OutputEvent {
  readonly event: 'output';
  readonly instance: number;
  readonly stream: 'stdout' | 'stderr' | 'lambda';
  readonly line: string;
}

/** A request was answered. */
export interface RequestEvent {
  readonly event: 'request';
  /** When it arrived, ISO 8601. */
  readonly time: string;
  /** As in the response header `apigw-requestid`. */
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Until the end of the answer. */
  readonly ms: number;
  /** Until the first piece of the body, where the answer is streamed. */
  readonly firstByteMs?: number;
  /** JSON-RPC method of the body, where it has one. */
  readonly mcpMethod?: string;
  /** Tool, resource or prompt that the message names. */
  readonly mcpName?: string;
  /** `MCP-Protocol-Version` of the request, where it has one. */
  readonly revision?: string;
  /** The instance that answered; absent where the gateway answered by itself. */
  readonly instance?: number;
  /** True for the first request of an instance. */
  readonly cold?: boolean;
  /** Why the gateway answered instead of the server. */
  readonly failure?: string;
  /** Set where `--auth off` has opened routes that are guarded on AWS. */
  readonly auth?: 'off';
}

/** A process of its own was asked with a public host, as the server will have it on AWS. */
export interface HostCheckedEvent {
  readonly event: 'host-checked';
  readonly host: string;
  /** 403 and 421 are what servers answer to a host that they do not know. */
  readonly status: number;
}

/** Files have changed: the app is synthesised again, while the server goes on as it is. */
export interface ReloadingEvent {
  readonly event: 'reloading';
  /** Paths of the changed files, relative to the app's directory, at most ten. */
  readonly files: readonly string[];
}

/** New requests go to new instances; those before it finish where they are. */
export interface ReloadedEvent {
  readonly event: 'reloaded';
  readonly ms: number;
  /** False where the change made no difference, and the instances stay. */
  readonly changed: boolean;
}

/** The change cannot be served; what was served before goes on. */
export interface ReloadFailedEvent {
  readonly event: 'reload-failed';
  readonly reason: string;
}

/** Every process has ended and the port is free. */
export interface StoppedEvent {
  readonly event: 'stopped';
  readonly requests: number;
  /** How many processes were started to answer them. */
  readonly instances: number;
  /** How many requests by status: `{"200": 12, "404": 1}`. */
  readonly statuses: Readonly<Record<string, number>>;
  /** How many requests were the first of their instance. */
  readonly coldStarts: number;
  /** Time that half of the server's answers took at most, to 1 %; absent where it gave none. */
  readonly p50Ms?: number;
  /** The same of 95 in 100. */
  readonly p95Ms?: number;
}
