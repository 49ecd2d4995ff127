import { checkConcurrency } from './concurrency';
import { Project } from './open-project';
import { checkSecrets } from './secrets';
import { bootstrapVersion } from '../aws/bootstrap';
import { LogGroups } from '../aws/log-groups';
import { DeployedStack, Stacks } from '../aws/stacks';
import { UserError } from '../errors';
import { keptLogGroups } from '../template/marked-servers';
import { busy } from '../toolkit/deploy-failure';

/** Infrastructure is not as a deploy needs it. */
const INFRASTRUCTURE = 2;

/** What a deploy finds in the account. */
export interface Found {
  /** Log groups that are there under the names that the template gives, and that no stack has. */
  readonly keptLogGroups: readonly string[];
  /** What could not be checked, in words for the user. */
  readonly unchecked: readonly string[];
  /** Secrets that functions can find and not decrypt, in words for the user. */
  readonly sealed: readonly string[];
}

/** Looks at all that would let a deploy fail, before anything is changed; all that is wrong is told at once. */
export async function checkBeforeDeploy(project: Project): Promise<Found> {
  const stack = new Stacks(project.account, project.region).find(project.stack.name);
  const limits = stack.then(async (deployed) => checkConcurrency(project, deployed));
  const [deployed, { problems: ofLimits, unknown }, { missing, sealed }, ofBootstrap, ofState] = await Promise.all([
    stack, limits, checkSecrets(project), bootstrapProblem(project), stack.then(stateProblem),
  ]);
  const problems = [...ofBootstrap, ...missing, ...ofState, ...ofLimits];
  if (problems.length > 0) throw new UserError(problems.join('\n'), INFRASTRUCTURE);
  return { keptLogGroups: await keptBeside(project, deployed), unchecked: unknown === undefined ? [] : [unknown], sealed };
}

async function bootstrapProblem({ account, identity, region, stack: { bootstrap, name } }: Project): Promise<string[]> {
  if (bootstrap === undefined) return [];
  const version = await bootstrapVersion(account, region, bootstrap.parameter);
  const command = `npx cdk bootstrap aws://${identity.account}/${region}`;
  if (version === undefined) {
    return [`The account ${identity.account} is not bootstrapped for the CDK in ${region}, which is done once. Run: ${command}`];
  }
  return version >= bootstrap.version ? [] : [`The CDK's bootstrap in ${region} has version ${version}, and ${name} needs ${bootstrap.version}. Run: ${command}`];
}

/** States that a deploy cannot begin from; a creation that failed, and a review, are taken away by the deploy itself. */
function stateProblem(deployed: DeployedStack | undefined): string[] {
  const { name, status, reason } = deployed ?? { name: '', status: '' };
  if (/_IN_PROGRESS$/.test(status) && status !== 'REVIEW_IN_PROGRESS') return [busy(status, `The stack ${name}`)];
  switch (status) {
    case 'UPDATE_ROLLBACK_FAILED':
      return [`The stack ${name} could not be put back after a failed update (${reason ?? status}). Mend the cause, then run: aws cloudformation continue-update-rollback --stack-name ${name}`];
    case 'DELETE_FAILED':
      return [`The stack ${name} could not be removed (${reason ?? status}). Run \`mcp-lambda deploy destroy\` again, once the cause is mended.`];
    default: return [];
  }
}

/** A stack that is destroyed keeps its log groups: a stack that is made again takes them up. */
async function keptBeside({ account, region, stack }: Project, deployed: DeployedStack | undefined): Promise<string[]> {
  const named = keptLogGroups(stack);
  if (named.length === 0) return [];
  const ids = deployed === undefined ? [] : (await new Stacks(account, region).resources(stack.name)).map(({ logicalId }) => logicalId);
  return new LogGroups(account, region).existing(named.filter(({ logicalId }) => !ids.includes(logicalId)).map(({ name }) => name));
}
