import { awaitServer } from './await-server';
import { environmentFor } from './environment';
import { Guardian } from './guardian';
import { Instance } from './instance';
import { openPorts } from './listening';
import { returnPort, takePort } from './ports';
import { isReady } from './readiness';
import { ServerProcess } from './server-process';
import { assetCommand, ownCommand } from './start-command';
import { startError } from './start-failure';
import { FunctionFacts } from '../template/model';
import { Report } from '../terminal/events';

/** Lambda's limit for the init phase. */
const INIT_LIMIT_MS = 10_000;

/** `cargo run` builds first, and the first build of a project takes minutes. */
const OWN_COMMAND_LIMIT_MS = 600_000;

/** Where servers listen that do not read PORT. */
const USUAL_PORTS = [8080, 8000, 3000, 5000];

/** What every instance of a run has in common. */
export interface InstanceSource {
  readonly facts: FunctionFacts;
  /** The origin under which the gateway is reached. */
  readonly origin: string;
  /** Starts the server instead of the asset. */
  readonly command?: string;
  /** Where that command runs. */
  readonly cwd: string;
  /** The developer's environment. */
  readonly host: NodeJS.ProcessEnv;
  /** True where the user sees what the server prints, so that a failure need not repeat it. */
  readonly outputShown: boolean;
  readonly report: Report;
}

/** Starts a server and waits until it is ready. Rejects with a `StartError`, and then nothing of it is left. */
export async function startInstance(source: InstanceSource, number: number, guardian: Guardian, stop: AbortSignal): Promise<Instance> {
  const { facts, report } = source;
  const own = source.command !== undefined;
  const command = source.command === undefined ? await assetCommand(facts) : ownCommand(source.command, source.cwd);
  const port = await takePort();
  const started = performance.now();
  const watched = await closedPorts(USUAL_PORTS.concat(facts.adapter.port).filter((other) => other !== port));
  const env = environmentFor({ ...source, port, ownCommand: own });
  const server = await ServerProcess
    .start(command, env, guardian, (stream, line) => report({ event: 'output', instance: number, stream, line }))
    .catch((error: unknown) => {
      returnPort(port);
      throw error;
    });
  const { pid } = server;
  report({ event: 'instance-started', instance: number, pid, port });
  void server.ended.then(({ code, signal, expected }) => {
    returnPort(port);
    report({ event: 'instance-ended', instance: number, pid, code, signal, expected });
  });

  const limitMs = own ? OWN_COMMAND_LIMIT_MS : Math.min(INIT_LIMIT_MS, (facts.adapter.readinessTimeoutSeconds ?? Infinity) * 1000);
  const slow = own ? setTimeout(() => report({
    event: 'notice',
    id: 'slow-start',
    message: `"${command.title}" is not ready on port ${port} yet. Lambda gives a server ${INIT_LIMIT_MS / 1000} s; a command may build first, so it is waited for.`,
  }), INIT_LIMIT_MS) : undefined;
  const outcome = await awaitServer(server, { port, path: facts.adapter.readinessPath, limitMs, stop, watched });
  clearTimeout(slow);
  if (isReady(outcome.lastCheck)) {
    report({ event: 'instance-ready', instance: number, pid, ms: Math.round(performance.now() - started) });
    return new Instance(number, server, port);
  }
  await server.stop();
  const ending = await server.ended;
  throw startError({
    facts,
    ownCommand: own,
    title: command.title,
    port,
    limitMs,
    ...outcome,
    printed: server.printed.lines,
    outputShown: source.outputShown,
    ending: ending.expected ? undefined : ending,
  });
}

async function closedPorts(ports: readonly number[]): Promise<number[]> {
  if (process.platform === 'linux') return [...ports];
  const open = await openPorts(ports);
  return ports.filter((port) => !open.includes(port));
}
