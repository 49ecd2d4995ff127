import { setTimeout as delay } from 'node:timers/promises';
import { DeployedServer } from './deployed-servers';
import { Remedies } from './known-problems';
import { send } from './mcp-request';
import { isInToml, Project } from './open-project';
import { DirectInvocation, Verification, verify } from './verify';
import { invoke } from '../aws/invoke';
import { LogGroups } from '../aws/log-groups';
import { UserError } from '../errors';
import { PostDeployTests, USUAL_TESTS } from '../template/assembly/post-deploy-tests';
import { clientConfig } from '../terminal/client-config';
import { DeployReport } from '../terminal/deploy-events';

/** Between attempts, and longer each time. */
const WAIT_MS = 1_000;
const LAST_LINES = 20;

/** Lines of a minute ago are of this deploy. */
const RECENT_MS = 60_000;

/** Calls every server of the stack as a client would, and tells what came of it. Returns whether all answer that have to. */
export async function verifyDeployed(project: Project, servers: readonly DeployedServer[], report: DeployReport): Promise<boolean> {
  const results = await Promise.all(servers.map(async (server) => verifyServer(project, server, report)));
  return results.every(Boolean);
}

async function verifyServer(project: Project, server: DeployedServer, report: DeployReport): Promise<boolean> {
  const { stack } = project;
  const tests = stack.postDeployTests?.get(`${stack.path}/${server.name}`) ?? USUAL_TESTS;
  if (!tests.enabled) {
    report({ event: 'notice', id: 'not-verified', message: `${server.name}: whether it answers was not asked, as [post_deploy_tests] says enabled = false.` });
    return true;
  }
  await delay(tests.graceMs);
  const started = performance.now();
  const verification = await verifyInTime(project, server, tests);
  const common = { server: server.name, url: server.url };
  if (!verification.answers) {
    const log = verification.log.length > 0 ? verification.log : await recentLines(project, server);
    const shown = log.slice(-LAST_LINES);
    const remedies = [verification.reason, ...shown].reduce((found, line) => found.add(line), new Remedies(isInToml(project, server)));
    report({ event: 'verification-failed', ...common, reason: verification.reason, log: shown, remedies: remedies.all });
    if (!tests.required) report({ event: 'notice', id: 'not-required', message: `${server.name}: the deploy counts as done all the same, as [post_deploy_tests] says on_failure = "warn".` });
    return !tests.required;
  }
  const { by, revision, uncalled, unproven } = verification;
  if (uncalled !== undefined) report({ event: 'notice', id: 'not-called', message: `${server.name}: ${uncalled}` });
  if (unproven !== undefined) report({ event: 'notice', id: 'not-invoked', message: `${server.name}: ${unproven}` });
  report({
    event: 'verified',
    ...common,
    by,
    ...revision !== undefined && { revision },
    clientConfig: clientConfig(`${stack.name}-${server.name}`, server.url),
    ms: Math.round(performance.now() - started),
  });
  return true;
}

async function verifyInTime({ account, region }: Project, server: DeployedServer, { timeoutMs }: PostDeployTests): Promise<Verification> {
  const { door, recordTarget, alias } = server;
  const url = new URL(server.url);
  const signal = AbortSignal.timeout(timeoutMs);
  const late: Verification = { answers: false, reason: `it has not answered within ${timeoutMs / 1_000} s`, log: [] };
  const verification = await verify({
    url,
    door,
    recordTarget,
    call: async (message) => send(url, message, { agent: account.agent, signal }),
    invoke: async (event) => permitted(invoke(account, region, { functionName: alias, event, signal })),
    wait: async (attempt) => delay(WAIT_MS * attempt, undefined, { signal }),
  }).catch((error: unknown) => {
    if (signal.aborted) return late;
    throw error;
  });
  // What is said of a call that was given up is not what was wrong.
  return signal.aborted && !verification.answers ? late : verification;
}

/** Who may deploy need not be allowed to invoke. */
async function permitted(invocation: Promise<DirectInvocation>): Promise<DirectInvocation | undefined> {
  return invocation.catch((error: unknown) => {
    if (error instanceof UserError && /may not do it/.test(error.message)) return undefined;
    throw error;
  });
}

async function recentLines({ account, region }: Project, { logGroups }: DeployedServer): Promise<string[]> {
  const groups = logGroups.filter(({ of }) => of === 'server');
  const since = Date.now() - RECENT_MS;
  const lines = await Promise.all(groups.map(async ({ name }) => new LogGroups(account, region).lines({ logGroup: name, since }).catch(() => [])));
  return lines.flat().map(({ message }) => message);
}
