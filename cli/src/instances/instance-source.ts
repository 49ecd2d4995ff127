import { Guardian } from './guardian';
import { Instance } from './instance';
import { FunctionFacts, LambdaFacts } from '../template/model';
import { Report } from '../terminal/events';

/** Lambda's limit for the init phase. */
export const INIT_MS = 10_000;

/** What every instance of a server has in common. */
export interface InstanceSource extends LambdaSource {
  readonly facts: FunctionFacts;
}

/** What every instance of a function has in common. */
export interface LambdaSource {
  readonly facts: LambdaFacts;
  /** The origin under which the gateway is reached. */
  readonly origin: string;
  /** Starts the server instead of the asset. */
  readonly command?: string;
  /** Where that command runs. */
  readonly cwd: string;
  /** The developer's environment. */
  readonly host: NodeJS.ProcessEnv;
  /** True where the server may use the developer's AWS credentials; false where this is missing. */
  readonly awsCredentials?: boolean;
  /** Variables that lead to what stands for AWS's services on this machine. */
  readonly services?: Readonly<Record<string, string>>;
  /** How long an instance lives without a request; 5 minutes where this is missing. */
  readonly idleMs?: number;
  /** How many instances of a function may be at work at once, whatever it reserves; `MAX_INSTANCES` where this is missing. */
  readonly maxInstances?: number;
  /** Instead of the 10 s that Lambda gives to a start. */
  readonly initMs?: number;
  /** True where the user sees what the server prints, so that a failure need not repeat it. */
  readonly outputShown: boolean;
  readonly report: Report;
}

/** One start among those of a run. */
export interface Start {
  /** The instance's. */
  readonly number: number;
  readonly guardian: Guardian;
  /** Ends the start early. */
  readonly stop: AbortSignal;
  /** True where no request waits for it. */
  readonly ahead?: boolean;
  /** True where the server is known to insist on the template's port: it is told that one. */
  readonly alone?: boolean;
  /** True where the user knows already that a server of this run insists. */
  readonly warned?: boolean;
}

/** Starts an instance and waits until it is ready. Rejects with a `StartError`, and then nothing of it is left. */
export type StartInstance = (start: Start) => Promise<Instance>;
