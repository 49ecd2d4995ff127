import { newLogStream, regionOf } from './environment';
import { Guardian } from './guardian';
import { Instance } from './instance';
import { lambdaContexts } from './lambda-context';
import { assetCommand, ownCommand } from './start-command';
import { startError } from './start-failure';
import { insistsOnPort, slowCommand, slowInit } from './start-notices';
import { Launch, tryStart } from './try-start';
import { FunctionFacts } from '../template/model';
import { Report } from '../terminal/events';

/** Lambda's limit for the init phase. */
const INIT_MS = 10_000;

/** `cargo run` builds first, and the first build of a project takes minutes. */
const OWN_COMMAND_MS = 600_000;

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
  /** True where the server may use the developer's AWS credentials; false where this is missing. */
  readonly awsCredentials?: boolean;
  /** How long an instance lives without a request; 5 minutes where this is missing. */
  readonly idleMs?: number;
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
  /** True where the server is known to insist on the template's port. */
  readonly alone?: boolean;
}

/**
 * Starts a server and waits until it is ready. Rejects with a `StartError`, and then nothing of it is
 * left. As Lambda does, it starts one that is over the limit of the init phase a second time, for
 * which it takes the time of the function: that is spent when the first request comes.
 */
export async function startInstance(source: InstanceSource, start: Start): Promise<Instance> {
  const { facts, host, report } = source;
  const began = performance.now();
  const own = source.command !== undefined;
  const command = source.command === undefined ? await assetCommand(facts) : ownCommand(source.command, source.cwd);
  const log = newLogStream(facts, new Date());
  const launch: Launch = { source, start, command, log };
  const { initMs, againMs } = limits(source);

  const slow = own ? setTimeout(() => report(slowCommand(command.title, INIT_MS)), INIT_MS) : undefined;
  const first = await tryStart(launch, { phase: 'init', limitMs: initMs }).finally(() => clearTimeout(slow));
  const again = first.late && againMs !== undefined;
  if (again && start.ahead) report(slowInit(command.title, initMs, againMs));
  const last = again ? await tryStart(launch, { phase: 'invoke', limitMs: againMs }) : first;

  const { server, port, insists } = last;
  if (!last.ready) {
    throw startError({
      ...last,
      facts,
      ownCommand: own,
      title: command.title,
      limitMs: again ? againMs : initMs,
      ...again ? { firstMs: initMs } : {},
      printed: server.printed.lines,
      outputShown: source.outputShown,
    });
  }
  report({ event: 'instance-ready', instance: start.number, pid: server.pid, ms: Math.round(performance.now() - began) });
  if (insists && !start.alone) report(insistsOnPort(command.title, port));
  return new Instance({
    number: start.number,
    server,
    port,
    insists,
    context: lambdaContexts(facts, regionOf(host), log),
    limitMs: facts.timeoutSeconds * 1000,
    memoryMb: facts.memoryMb,
    spentMs: again && !start.ahead ? last.ms : 0,
    log: (line) => report({ event: 'output', instance: start.number, stream: 'lambda', line }),
  });
}

/** How long the server may take, and how long a second time, where Lambda tries again. */
function limits({ facts, command, initMs = INIT_MS }: InstanceSource): { readonly initMs: number; readonly againMs?: number } {
  if (command !== undefined) return { initMs: OWN_COMMAND_MS };
  const adapterMs = (facts.adapter.readinessTimeoutSeconds ?? Infinity) * 1000;
  // The adapter that gives up ends with its own message; else it is Lambda that ends the environment.
  return adapterMs < initMs ? { initMs: adapterMs } : { initMs, againMs: Math.min(adapterMs, facts.timeoutSeconds * 1000) };
}
