import { join } from 'node:path';
import { startInGroup } from './child-group';
import { describeSilence } from './diagnosis';
import { RuntimeApi } from './runtime-api';
import { freePort } from '../../tools/free-port';

/**
 * Lambda's execution environment, as far as ministack leaves it out: it runs this file as the
 * `bootstrap` of a function. It starts the adapter, which on AWS the layer does, and the server,
 * gives the pair a port of its own, since all instances share one machine here, answers the adapter's
 * calls of the Extensions API, applies the limit of the init phase, and says why a start has failed.
 */

/** The init phase has 10 seconds; ministack ends it then, so the cause must be told a moment before. */
const INIT_LIMIT_S = 9.5;

/** How often it looks whether ministack, its parent, is still there. */
const LOOK_MS = 200;

const say = (line: string) => console.log(`[environment] ${line}`);

/** What Lambda starts: the handler where the adapter's wrapper takes a managed runtime's place, or else `bootstrap`. */
function startCommand(): string {
  const { LAMBDA_TASK_ROOT = '.', AWS_LAMBDA_EXEC_WRAPPER, _HANDLER = '' } = process.env;
  return join(LAMBDA_TASK_ROOT, AWS_LAMBDA_EXEC_WRAPPER ? _HANDLER : 'bootstrap.server');
}

/** The adapter's own limit, where it is shorter: adapters since 1.1.0 apply it, and the crate that is tried here is older. */
function initLimit(): number {
  return Math.min(INIT_LIMIT_S, Number(process.env.AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS || INIT_LIMIT_S));
}

async function main(adapterBinary: string): Promise<void> {
  const port = await freePort();
  const api = await RuntimeApi.open(process.env.AWS_LAMBDA_RUNTIME_API ?? '');
  const env = { ...process.env, PORT: String(port), AWS_LWA_PORT: String(port), AWS_LAMBDA_RUNTIME_API: api.host };
  const server = startInGroup(startCommand(), env);
  const adapter = startInGroup(adapterBinary, env);

  const end = async (code: number, graceMs?: number) => {
    await Promise.all([server.end(graceMs), adapter.end(graceMs)]);
    process.exit(code);
  };
  process.on('SIGTERM', () => void end(0));
  process.on('SIGINT', () => void end(0));
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || void end(0), LOOK_MS).unref();

  const limit = initLimit();
  const cause = await Promise.race([
    api.adapterIsReady.then(() => undefined),
    server.ended.then(({ how, lastOutput }) => `the server ${how} before it listened on port ${port}; its last output: ${lastOutput}`),
    adapter.ended.then(({ how, lastOutput }) => `the adapter ${how} before it was ready; its last output: ${lastOutput}`),
    new Promise<string>((resolve) => setTimeout(() => resolve(`within ${limit} s, ${describeSilence(server.pid, port)}`), limit * 1000 - process.uptime() * 1000)),
  ]);
  if (cause) {
    say(`init failed: ${cause}`);
    // Lambda runs a failed init again with the first invocation, and that fails then: so do we.
    await api.failNextInvocation({ errorType: 'Runtime.ExitError', errorMessage: `init failed: ${cause}` });
    return end(1);
  }
  const crash = await Promise.race([
    server.ended.then(({ how }) => `the server ${how}`),
    adapter.ended.then(({ how }) => `the adapter ${how}`),
  ]);
  say(crash);
  // At once, as on AWS: ministack would give the next invocation to whoever is about to end.
  return end(1, 0);
}

main(process.argv[2]).catch((error: Error) => {
  say(error.message);
  process.exit(1);
});
