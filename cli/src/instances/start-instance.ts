import { newLogStream, regionOf } from './environment';
import { connectionTo } from './exchange';
import { Instance } from './instance';
import { INIT_MS, InstanceSource, Start } from './instance-source';
import { lambdaContexts } from './lambda-context';
import { otherPython } from './other-python';
import { assetCommand, ownCommand } from './start-command';
import { startError } from './start-failure';
import { insistsOnPort, slowCommand, slowInit } from './start-notices';
import { Launch, Limit, tryStart } from './try-start';

/** `cargo run` builds first, and the first build of a project takes minutes. */
const OWN_COMMAND_MS = 600_000;

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
  const { init, again } = limits(source);

  const slow = own ? setTimeout(() => report(slowCommand(command.title, INIT_MS)), INIT_MS) : undefined;
  const first = await tryStart(launch, init).finally(() => clearTimeout(slow));
  const second = first.late ? again : undefined;
  if (second && start.ahead) report(slowInit(command.title, init.limitMs, second.limitMs));
  const last = second ? await tryStart(launch, second) : first;

  const { server, port, insists } = last;
  if (!last.ready) {
    const python = own ? undefined : await otherPython(facts.runtime);
    throw startError({
      ...last,
      facts,
      ownCommand: own,
      title: command.title,
      limitMs: (second ?? init).limitMs,
      ...second ? { firstMs: init.limitMs } : {},
      ...python && { python },
      printed: server.printed.lines,
      outputShown: source.outputShown,
    });
  }
  report({ event: 'instance-ready', instance: start.number, pid: server.pid, ms: Math.round(performance.now() - began) });
  if (insists && !start.warned) report(insistsOnPort(command.title, port));
  return new Instance({
    number: start.number,
    server,
    connection: connectionTo(port, lambdaContexts(facts, regionOf(host), log)),
    insists,
    limitMs: facts.timeoutSeconds * 1000,
    memoryMb: facts.memoryMb,
    spentMs: second && !start.ahead ? last.ms : 0,
    log: (line) => report({ event: 'output', instance: start.number, stream: 'lambda', line }),
  });
}

/** How long the server may take, and how long a second time, where Lambda tries again. */
function limits({ facts, command, initMs = INIT_MS }: InstanceSource): { readonly init: Limit; readonly again?: Limit } {
  if (command !== undefined) return { init: { phase: 'init', limitMs: OWN_COMMAND_MS, by: 'lambda' } };
  const adapterMs = (facts.adapter.readinessTimeoutSeconds ?? Infinity) * 1000;
  const limit = (phase: Limit['phase'], lambdaMs: number): Limit => (
    adapterMs < lambdaMs ? { phase, limitMs: adapterMs, by: 'adapter' } : { phase, limitMs: lambdaMs, by: 'lambda' });
  return { init: limit('init', initMs), again: limit('invoke', facts.timeoutSeconds * 1000) };
}
