import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { UserError } from '../errors';
import { OnMarkedLine, TraceMarker } from './library-error';
import { synthesisError } from './synthesis-error';
import type { AppCommand, AppLine, SynthesisReply, SynthesisRequest, SynthesisTarget } from './synthesis-messages';

/** How an app is run. */
export interface SynthesisOptions {
  /** The directory for the cloud assembly. */
  readonly outdir: string;
  /** Whether that is of this run alone: it goes where this process is killed while the app runs. A project's own stays. */
  readonly temporary?: boolean;
  /** Gets every line that the app prints. */
  readonly onLine?: OnMarkedLine;
  /** True where the user sees these lines, so that a failure need not repeat them. */
  readonly outputShown?: boolean;
  /** Ends the app and everything that it started. */
  readonly signal?: AbortSignal;
  /** Called as the app starts. */
  readonly onStart?: () => void;
  /** Gets a message, once, if the app takes long: it may never end. */
  readonly onSlow?: (message: string) => void;
  /** Instead of 15 s. */
  readonly slowMs?: number;
  /** For whom it is synthesised; without it nothing is asked of AWS. The app is run once it is known, and not where that fails. */
  readonly target?: SynthesisTarget | Promise<SynthesisTarget>;
}

/** Most apps synthesise in a few seconds. */
const SLOW_MS = 15_000;

/** Compiled, and reached by the same path from `src/` and from `lib/`. */
const CHILD_FILE = join(__dirname, '../../lib/toolkit/synth-child.js');

/** Runs a CDK app in processes of its own and returns the directory of its cloud assembly. */
export function synthesise(app: AppCommand, options: SynthesisOptions): Promise<string> {
  const { outdir, temporary = false, outputShown = false, signal, slowMs = SLOW_MS, target } = options;
  const { onLine = () => {}, onStart = () => {}, onSlow = () => {} } = options;
  // Whoever asks for it hears of a failure here, also where nothing is waited for any more.
  const known = Promise.resolve(target);
  known.catch(() => undefined);
  if (signal?.aborted) {
    return Promise.reject(interrupted());
  }
  // The Toolkit looks for the app's file from the current directory, so the child starts there.
  const child = fork(CHILD_FILE, [], {
    cwd: app.directory,
    env: target ? process.env : environment(),
    execArgv: [],
    // A process group of its own: the shell, the app and whatever it starts end together.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return new Promise<string>((resolve, reject) => {
    const printed: AppLine[] = [];
    const marker = new TraceMarker(onLine);
    let result: Exclude<SynthesisReply, AppLine> | undefined;
    let crash = '';
    const stop = () => endGroup(child);
    signal?.addEventListener('abort', stop, { once: true });
    let slow: NodeJS.Timeout | undefined;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => { crash += text; });
    child.on('message', (message: SynthesisReply) => {
      if (message.type === 'line') {
        printed.push(message);
        if (message.stream === 'stderr') {
          marker.add(message.line);
        } else {
          onLine(message.line, false);
        }
      } else {
        result = message;
      }
    });
    child.once('error', (error) => {
      clearTimeout(slow);
      reject(error);
    });
    child.once('close', () => {
      clearTimeout(slow);
      signal?.removeEventListener('abort', stop);
      marker.release();
      if (signal?.aborted) {
        reject(interrupted());
      } else if (result?.type === 'done') {
        resolve(result.directory);
      } else {
        reject(synthesisError(app, result ?? { type: 'failed', reason: 'toolkit', message: crash.trim() }, { printed, outputShown, outdir }));
      }
    });
    // The child loads its modules while whose credentials these are is asked.
    known.then((knownTarget) => {
      if (!child.connected) return;
      child.send({ ...app, outdir, temporary, target: knownTarget } satisfies SynthesisRequest);
      slow = setTimeout(() => onSlow(slowMessage(app, slowMs)), slowMs);
      onStart();
    }).catch((error: unknown) => {
      reject(error);
      stop();
    });
  });
}

function slowMessage({ command, directory }: AppCommand, ms: number): string {
  return `The CDK app has been running for ${ms / 1000} s: "${command}" in ${directory}. A build may take that long; `
    + 'an app that asks something, serves something or watches files never ends. Ctrl-C ends it.';
}

/** Nothing here may ask AWS: instance metadata is off, and the region is the one that the shell has. */
function environment(): NodeJS.ProcessEnv {
  const region = process.env.CDK_DEFAULT_REGION ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  return {
    ...process.env,
    ...(region && { CDK_DEFAULT_REGION: region }),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  if (process.platform === 'win32') {
    child.kill();
  } else {
    process.kill(-child.pid, 'SIGKILL');
  }
}

function interrupted(): UserError {
  return new UserError('Interrupted while the CDK app was running.', 130);
}
