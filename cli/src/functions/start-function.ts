import { setTimeout as delay } from 'node:timers/promises';
import { openRuntimeApi, RuntimeApi } from './runtime-api';
import { runtimeCommand } from './runtime-command';
import { describeEnding } from '../instances/ending';
import { lambdaEnvironment, newLogStream, regionOf } from '../instances/environment';
import { Instance } from '../instances/instance';
import { INIT_MS, LambdaSource, Start } from '../instances/instance-source';
import { invokedArn } from '../instances/lambda-context';
import { launchProcess } from '../instances/launch-process';
import { ServerProcess } from '../instances/server-process';
import { StartCommand } from '../instances/start-command';
import { StartError } from '../instances/start-error';

/** Starts a process that runs the function's handler, and waits until it asks for an event. */
export async function startFunction(source: LambdaSource, start: Start): Promise<Instance> {
  const { facts, host, report, initMs = INIT_MS } = source;
  const { number } = start;
  const began = performance.now();
  const command = await runtimeCommand(facts);
  const limitMs = facts.timeoutSeconds * 1000;
  const runtime = await openRuntimeApi({ invokedArn: invokedArn(facts, regionOf(host)), limitMs });
  const server = await startProcess(source, start, command, runtime);
  const problem = await problemOf(server, runtime, initMs, start.stop);
  if (problem !== undefined) {
    await server.stop(start.stop.aborted ? 'stop' : 'init');
    throw new StartError(`"${command.title}" ${problem}.`);
  }
  report({ event: 'instance-ready', instance: number, pid: server.pid, ms: Math.round(performance.now() - began), function: facts.logicalId });
  return new Instance({
    number,
    server,
    connection: runtime.connection,
    insists: false,
    limitMs,
    memoryMb: facts.memoryMb,
    spentMs: 0,
    log: (line) => report({ event: 'output', instance: number, stream: 'lambda', line }),
  });
}

async function startProcess(
  source: LambdaSource, { number, guardian }: Start, command: StartCommand, { port, connection }: RuntimeApi,
): Promise<ServerProcess> {
  const { facts, report } = source;
  const env = {
    ...lambdaEnvironment({ ...source, ownCommand: false, log: newLogStream(facts, new Date()) }),
    AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
  };
  return launchProcess({ command, env, guardian, number, port, function: facts.logicalId, report, release: () => connection.close() });
}

/** Why the process is not ready, in words that follow its name; undefined where it is. */
async function problemOf(server: ServerProcess, { ready }: RuntimeApi, limitMs: number, stop: AbortSignal): Promise<string | undefined> {
  const over = new AbortController();
  const stopped = new Promise<string>((resolve) => stop.addEventListener('abort', () => resolve('was ended with dev'), { once: true, signal: over.signal }));
  try {
    return await Promise.race([
      ready.then(() => undefined, (error: Error) => `did not start: ${error.message}`),
      server.ended.then((ending) => `${describeEnding(ending)} before it asked for an event`),
      delay(limitMs, `did not ask for an event within the ${limitMs / 1000} s of Lambda's init phase`, { signal: over.signal }),
      ...stop.aborted ? ['was ended with dev'] : [stopped],
    ]);
  } finally {
    over.abort();
  }
}
