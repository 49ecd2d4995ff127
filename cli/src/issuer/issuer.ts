import { fork } from 'node:child_process';
import { join } from 'node:path';
import { IssuerReply, IssuerRequest, IssuerSettings, PastedToken } from './settings';
import { UserError } from '../errors';
import { Guardian } from '../instances/guardian';
import { signalGroup } from '../instances/process-group';

/** An OpenID provider on this machine. */
export interface LocalIssuer {
  /** `http://127.0.0.1:40123`: never that of the gateway. */
  readonly origin: string;
  /** Stands for these issuers from now on, and no longer for others. Tokens from before stay good. */
  serve(settings: IssuerSettings): Promise<PastedToken>;
  close(): Promise<void>;
}

/** Compiled, and reached by the same path from `src/` and from `lib/`. */
const CHILD_FILE = join(__dirname, '../../lib/issuer/issuer-child.js');

/** The end of what it prints is all that a failure needs. */
const LONGEST_OUTPUT = 4_000;

/**
 * Starts the provider, in a process of its own: it weighs as much as the rest of `dev`. Its keys are
 * made anew each time and stand in no file. `onProblem` gets what a request has made of it.
 */
export async function startIssuer(guardian: Guardian, onProblem: (message: string) => void): Promise<LocalIssuer> {
  const child = fork(CHILD_FILE, [], {
    execArgv: [],
    // A group of its own: Ctrl-C is for `dev`, which ends it when the servers have ended.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let output = '';
  let closing = false;
  let answer: ((reply: IssuerReply | undefined) => void) | undefined;
  const next = async () => new Promise<IssuerReply | undefined>((resolve) => { answer = resolve; });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const failed = () => new UserError(`The local issuer has ended. --auth remote asks the template's own.\n${output.trim()}`.trim());
  child.stderr!.setEncoding('utf8').on('data', (text: string) => { output = (output + text).slice(-LONGEST_OUTPUT); });
  child.once('error', (error) => { output = error.message; });
  child.on('message', (reply: IssuerReply) => reply.type === 'problem' ? onProblem(reply.message) : answer?.(reply));
  void ended.then(() => {
    if (child.pid !== undefined) guardian.drop(child.pid);
    if (!closing && answer === undefined) onProblem(failed().message);
    answer?.(undefined);
  });

  const first = next();
  if (child.pid !== undefined) await guardian.add(child.pid);
  const listening = await first;
  answer = undefined;
  if (listening?.type !== 'listening') throw failed();
  return {
    origin: listening.origin,
    serve: async (settings) => {
      const replied = next();
      child.send({ type: 'serve', settings } satisfies IssuerRequest, () => undefined);
      const serving = await replied;
      answer = undefined;
      if (serving?.type !== 'serving') throw failed();
      return serving.token;
    },
    close: async () => {
      closing = true;
      // It holds nothing that must be written.
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
      await ended;
    },
  };
}
