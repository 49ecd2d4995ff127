import { Arrival, awaitServer } from './await-server';
import { Ending } from './ending';
import { environmentFor } from './environment';
import { InstanceSource, Start } from './instance-source';
import { LogStream } from './lambda-context';
import { InitReport, initReport } from './lambda-log';
import { launchProcess } from './launch-process';
import { openPorts } from './listening';
import { returnPort, takePort } from './ports';
import { isReady } from './readiness';
import { ServerProcess } from './server-process';
import { StartCommand } from './start-command';
import { StartError } from './start-error';

/** Where servers listen that do not read PORT. */
const USUAL_PORTS = [8080, 8000, 3000, 5000];

/** What is started; a second try differs in nothing of it. */
export interface Launch {
  readonly source: InstanceSource;
  readonly start: Start;
  readonly command: StartCommand;
  readonly log: LogStream;
}

/** How long it may take. */
export interface Limit extends Pick<InitReport, 'phase'> {
  readonly limitMs: number;
  /** Who ends it then: Lambda the whole environment, or the adapter itself. */
  readonly by: 'lambda' | 'adapter';
}

/** What came of it. Nothing is left of a server that is not ready. */
export interface Try extends Arrival {
  readonly server: ServerProcess;
  readonly ready: boolean;
  /** Where the server listens, or should. */
  readonly port: number;
  /** True where it listens on the template's port, whatever PORT says. */
  readonly insists: boolean;
  /** True where it was over Lambda's limit and nothing else is known against it. */
  readonly late: boolean;
  /** How it ended, where it ended by itself. */
  readonly ending?: Ending;
  readonly ms: number;
  /** The template's port, where somebody else has it and the server has said so. */
  readonly takenPort?: number;
}

/** Starts the server once and waits until it is ready or the limit is over. */
export async function tryStart(launch: Launch, { phase, limitMs, by }: Limit): Promise<Try> {
  const { source: { facts, command, report }, start: { number, stop, alone = false } } = launch;
  if (stop.aborted) throw new StartError('nothing is started any more');
  const ownPort = facts.adapter.port;
  const port = alone ? ownPort : await takePort();
  const watched = alone ? [] : await closedPorts(USUAL_PORTS.concat(ownPort).filter((other) => other !== port));
  const began = performance.now();
  const server = await startServer(launch, port);
  const wait = { port, path: facts.adapter.readinessPath, limitMs, stop, watched };
  const told = await awaitServer(server, wait);
  // On AWS it would have been found there.
  const elsewhere = told.elsewhere.includes(ownPort) ? await awaitServer(server, { ...wait, port: ownPort, watched: [] }) : undefined;
  const insists = alone || elsewhere !== undefined;
  const arrival = elsewhere ?? told;
  const ms = performance.now() - began;
  const result = { ...arrival, server, insists, port: insists ? ownPort : port, ms };
  if (isReady(arrival.lastCheck)) return { ...result, ready: true, late: false };

  const late = !stop.aborted && arrival.elsewhere.length === 0 && !arrival.onlyIpv6;
  await server.stop(stop.aborted ? 'stop' : 'init');
  const ending = await server.ended;
  if (command === undefined && (late || !ending.expected)) {
    const adapterEnds = by === 'adapter' ? { error: 'Extension.Crash' as const } : {};
    const line = initReport({ durationMs: ms, phase, ...ending.expected ? adapterEnds : { error: 'Runtime.ExitError' } });
    report({ event: 'output', instance: number, stream: 'lambda', line });
  }
  return {
    ...result,
    ready: false,
    late: late && ending.expected && by === 'lambda',
    ...ending.expected ? {} : { ending },
    ...await takenPort(server, ownPort),
  };
}

async function startServer({ source, start: { number, guardian }, command, log }: Launch, port: number): Promise<ServerProcess> {
  const env = environmentFor({ ...source, port, log, ownCommand: source.command !== undefined });
  return launchProcess({ command, env, guardian, number, port, report: source.report, release: () => returnPort(port) });
}

async function closedPorts(ports: readonly number[]): Promise<number[]> {
  if (process.platform === 'linux') return [...ports];
  const open = await openPorts(ports);
  return ports.filter((port) => !open.includes(port));
}

/** What programs say whose port is taken: Node, Python, Go, Java and Rust, and Windows. */
const TAKEN = /EADDRINUSE|address (?:is )?already in use|only one usage of each socket address/i;

async function takenPort(server: ServerProcess, port: number): Promise<Pick<Try, 'takenPort'>> {
  const says = server.printed.lines.some((line) => TAKEN.test(line));
  return says && (await openPorts([port])).length > 0 ? { takenPort: port } : {};
}
