import { setTimeout as delay } from 'node:timers/promises';
import { environmentFor } from './environment';
import { Guardian } from './guardian';
import { Instance } from './instance';
import { listeningPorts, openPorts } from './listening';
import { returnPort, takePort } from './ports';
import { awaitReady, Check, isReady } from './readiness';
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

/** How often to look whether the server listens elsewhere; seen twice, it is believed. */
const LOOK_MS = 1_000;

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
    lastLines: server.lastLines,
    ending: ending.expected ? undefined : ending,
  });
}

interface Wait {
  readonly port: number;
  readonly path: string;
  readonly limitMs: number;
  readonly stop: AbortSignal;
  readonly watched: readonly number[];
}

/** Waits for the readiness check, the process's end, or the certainty that it listens elsewhere. */
async function awaitServer(server: ServerProcess, wait: Wait): Promise<{ lastCheck: Check; elsewhere: number[] }> {
  const { port, path, limitMs, stop, watched } = wait;
  const over = new AbortController();
  const { signal } = over;
  const end = () => over.abort();
  void server.ended.then(end);
  if (stop.aborted) end();
  stop.addEventListener('abort', end, { once: true });
  const looking = lookElsewhere(server.pid, watched, signal).finally(end);
  const lastCheck = await awaitReady({ port, path, limitMs, signal });
  const ports = isReady(lastCheck) || signal.aborted ? [] : await portsOf(server.pid, watched);
  end();
  stop.removeEventListener('abort', end);
  const found = await looking;
  return { lastCheck, elsewhere: (found.length > 0 ? found : ports).filter((other) => other !== port) };
}

/** Resolves with the usual ports that the server has opened, once it has seen them twice. */
async function lookElsewhere(group: number, watched: readonly number[], signal: AbortSignal): Promise<number[]> {
  let before: number[] = [];
  while (!signal.aborted) {
    await delay(LOOK_MS, undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    const now = (await portsOf(group, watched)).filter((port) => watched.includes(port));
    const again = now.filter((port) => before.includes(port));
    if (again.length > 0) return again;
    before = now;
  }
  return [];
}

/** The ports that the server has opened, as far as this system tells. */
async function portsOf(group: number, watched: readonly number[]): Promise<number[]> {
  return await listeningPorts(group) ?? await openPorts(watched);
}

async function closedPorts(ports: readonly number[]): Promise<number[]> {
  if (process.platform === 'linux') return [...ports];
  const open = await openPorts(ports);
  return ports.filter((port) => !open.includes(port));
}
