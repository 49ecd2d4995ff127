import { templateIn } from './deployed-servers';
import { Project } from './open-project';
import { ConcurrencyLimits, concurrencyLimits } from '../aws/limits';
import { DeployedStack, Stacks } from '../aws/stacks';
import { UserError } from '../errors';
import { TakenConcurrency, takenConcurrency } from '../template/function/concurrency';

/** What Lambda keeps for functions that reserve nothing, or all where an account has less. */
const KEPT_UNRESERVED = 100;

/** Lambda's quota for concurrent executions. */
const QUOTA = 'L-B99A9384';

/** Where each number stands. */
const KEYS = {
  reserved: { toml: 'reserved_concurrency', prop: 'reservedConcurrentExecutions', verb: 'reserves' },
  provisioned: { toml: 'provisioned_concurrency', prop: 'provisionedConcurrency', verb: 'keeps ready' },
} as const;

/** Whether the account has what the stack's functions take for themselves. */
export interface ConcurrencyCheck {
  readonly problems: readonly string[];
  /** Why it is not known. */
  readonly unknown?: string;
}

/**
 * Asks only where the stack takes more than it has: what is as it was deployed last, CloudFormation does not touch. Credentials
 * that may not ask do not stop a deploy.
 */
export async function checkConcurrency(project: Project, deployed: DeployedStack | undefined): Promise<ConcurrencyCheck> {
  const asked = takenConcurrency(project.stack);
  if (sum(asked) === 0) return { problems: [] };
  try {
    const held = sum(await heldBy(project, deployed));
    if (sum(asked) <= held) return { problems: [] };
    const limits = await concurrencyLimits(project.account, project.region);
    return { problems: problems(project, { asked, held, limits }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { stack: { name }, region } = project;
    return { problems: [], unknown: `Whether ${region} has the ${sum(asked)} concurrent executions that ${name} takes for itself is not known. ${error.message}` };
  }
}

/** Of a creation that has failed nothing is left. */
async function heldBy({ account, region }: Project, deployed: DeployedStack | undefined): Promise<TakenConcurrency[]> {
  if (deployed === undefined || /^(?:REVIEW_IN_PROGRESS|DELETE_COMPLETE|ROLLBACK_COMPLETE)$/.test(deployed.status)) return [];
  return takenConcurrency(templateIn(await new Stacks(account, region).template(deployed.name), deployed, region));
}

interface Needs {
  readonly asked: readonly TakenConcurrency[];
  readonly held: number;
  readonly limits: ConcurrencyLimits;
}

function problems({ identity, region, stack }: Project, { asked, held, limits: { all, unreserved } }: Needs): string[] {
  const needed = sum(asked);
  const kept = Math.min(KEPT_UNRESERVED, all);
  const left = Math.max(0, unreserved + held - kept);
  if (needed <= left) return [];
  const others = Math.max(0, all - unreserved - held);
  const keys = [...new Set(asked.map(({ by }) => KEYS[by]))];
  const takers = asked.map(({ name, by, executions }) => `${name} ${KEYS[by].verb} ${executions}`);
  return [
    `${stack.name} takes ${needed} concurrent executions for itself (${takers.join(', ')}), and the account ${identity.account} has ${left} left for it in ${region}: `
    + `of ${all}, other functions have reserved ${others}, and Lambda keeps ${kept} unreserved. `
    + `${left === 0 ? 'Leave out' : 'Lower'} ${keys.map(({ toml, prop }) => `${toml} in [lambda] of deploy.toml (${prop} in a CDK app)`).join(' and ')}, `
    + 'or have the quota raised: aws service-quotas request-service-quota-increase '
    + `--region ${region} --service-code lambda --quota-code ${QUOTA} --desired-value ${needed + others + KEPT_UNRESERVED}`,
  ];
}

function sum(taken: readonly TakenConcurrency[]): number {
  return taken.reduce((total, { executions }) => total + executions, 0);
}
