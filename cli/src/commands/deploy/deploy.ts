import { Command } from 'commander';
import { projectOptions, refuseArguments } from './options';
import { Run, runCommand } from './run';
import { loadClients } from '../../aws/load-clients';
import { checkBeforeDeploy } from '../../deployment/checks';
import { readDeployedOrFail } from '../../deployment/deployed-servers';
import { findOpeningsOf } from '../../deployment/find-openings';
import { openProject, Project, ProjectOptions } from '../../deployment/open-project';
import { verifyDeployed } from '../../deployment/verify-deployed';
import { UserError } from '../../errors';
import { canAsk, confirm } from '../../terminal/ask';
import { DeployReport } from '../../terminal/deploy-events';
import { createDeployReporter } from '../../terminal/deploy-reporter';
import { deployStack, loadToolkit } from '../../toolkit/run-toolkit';
import type { Approve } from '../../toolkit/toolkit-messages';
import { currentDirectory } from '../current-directory';

/** The options of `mcp-lambda deploy`. */
export interface DeployOptions extends ProjectOptions {
  /** False to take the assembly as the last deploy has left it. */
  readonly build?: boolean;
  readonly hotswap?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** The server was deployed and does not answer. */
const NOT_ANSWERING = 3;

const EXAMPLES = `
Examples:
  $ mcp-lambda deploy                      the CDK app of the current directory
  $ mcp-lambda deploy --env prod           a stage of deploy.toml
  $ mcp-lambda deploy --yes                without a question, as in a pipeline
  $ mcp-lambda deploy --hotswap            replace the code alone, within seconds
  $ mcp-lambda deploy --json               one event a line for scripts

The app is synthesised, which builds the server. Changes that widen permissions, or who may reach the
server, need a yes. After the deploy every server is called as a client calls it.

Exit codes: 0 the server answers, 1 for mistakes in options, app or credentials, 2 for what AWS refuses
or cannot be reached for, 3 deployed but not answering, 130 after Ctrl-C.`;

/** Makes the command deploy by itself what its sub-commands are about. */
export function addDeploy(command: Command, onExit: (code: number) => void): void {
  projectOptions(command)
    .option('--no-build', 'deploy the assembly as the last deploy has left it, without running the app')
    .option('--hotswap', 'replace code without CloudFormation where nothing else has changed: for development, as the stack then differs from its template')
    .option('-y, --yes', 'deploy security-relevant changes without a question')
    .option('--json', 'one event a line, as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (options: DeployOptions, self: Command) => {
      refuseArguments(self, `deploy takes options, or one of its commands: ${self.commands.map((each) => each.name()).join(', ')}`);
      onExit(await deploy(options));
    });
}

/** Deploys the stack and shows by a call that its servers answer. Returns the exit code. */
export async function deploy(options: DeployOptions): Promise<number> {
  const report = createDeployReporter(options);
  let changing: Project | undefined;
  let deployed = false;
  return runCommand(
    async (run) => {
      const cwd = currentDirectory();
      const project = await openProject({
        options,
        cwd,
        report,
        signal: run.stop.signal,
        outputShown: options.json !== true,
        synthesis: options.build === false ? 'last' : 'build',
        meanwhile: () => {
          loadClients();
          loadToolkit();
        },
      });
      project.warnings.forEach((message) => report({ event: 'notice', id: 'construct', message }));
      const { keptLogGroups, unchecked, sealed } = await checkBeforeDeploy(project);
      reportTarget(project, report);
      sealed.forEach((message) => report({ event: 'notice', id: 'secret-key', message }));
      unchecked.forEach((message) => report({ event: 'notice', id: 'not-checked', message }));
      keptLogGroups.forEach((name) => report({ event: 'notice', id: 'log-group', message: `The log group ${name} of a former deploy is there, and becomes a part of the stack again.` }));
      await deployProject(project, { options, report, run, takeUp: keptLogGroups.length > 0, onBegin: () => { changing = project; } });
      deployed = true;
      const { servers } = await readDeployedOrFail(project);
      return await verifyDeployed(project, servers, report) ? 0 : NOT_ANSWERING;
    },
    () => interrupted(changing, deployed),
  );
}

interface ProjectDeploy {
  readonly options: DeployOptions;
  readonly report: DeployReport;
  readonly run: Run;
  readonly takeUp: boolean;
  /** Called as something in the account begins to change. */
  readonly onBegin: () => void;
}

async function deployProject(project: Project, { options, report, run, takeUp, onBegin }: ProjectDeploy): Promise<void> {
  const { account, identity: { account: accountId }, region, assembly, stacks, stack: { name: stack, path } } = project;
  const started = performance.now();
  const approval = approver(options, run.stop.signal);
  const hotswap = options.hotswap === true;
  if (hotswap) onBegin();
  const watched: DeployReport = (event) => {
    if (event.event === 'resource' || (event.event === 'changes' && !event.security)) onBegin();
    report(event);
  };
  const approve: Approve = async (question) => {
    const yes = await approval.approve(question);
    if (yes) onBegin();
    return yes;
  };
  try {
    const findOpenings = findOpeningsOf(project);
    const task = { account, accountId, region, assembly, path, stack, stacks, findOpenings, report: watched, approve, hotswap, takeUp };
    const { changed, hotswapped, outputs } = await deployStack(task);
    report({ event: 'deployed', stack, changed: changed || hotswapped, ...hotswapped && { hotswapped }, outputs, ms: Math.round(performance.now() - started) });
  } catch (error) {
    // The Toolkit must hear a no, so that it takes back what it has prepared.
    throw approval.unanswered() ?? error;
  }
}

/** Asks in a terminal; where there is none, only --yes is a yes. */
function approver({ yes, json }: DeployOptions, signal: AbortSignal): { readonly approve: Approve; readonly unanswered: () => unknown } {
  let unanswered: unknown;
  return {
    unanswered: () => unanswered,
    approve: async ({ text }) => {
      if (yes) return true;
      if (!json && canAsk()) {
        return confirm(text, { without: 'Nothing was changed.', signal }).catch((error: unknown) => {
          unanswered = error;
          return false;
        });
      }
      unanswered = new UserError('These changes need a yes, as they widen permissions or who may reach the server, and there is no terminal to ask in. Nothing was changed: look at them, and run this again with --yes.');
      return false;
    },
  };
}

function reportTarget({ stack, account, identity, region, servers }: Project, report: DeployReport): void {
  report({ event: 'target', stack: stack.name, account: identity.account, ...account.origin, region, servers: servers.map(({ name }) => name) });
}

/** CloudFormation does not know that nobody is waiting any more. */
function interrupted(changing: Project | undefined, deployed: boolean): string {
  if (changing === undefined) return 'Nothing was changed.';
  return deployed
    ? `${changing.stack.name} is deployed, and whether its servers answer was not seen to the end.`
    : `What CloudFormation has begun with ${changing.stack.name} goes on in ${changing.region}: run \`mcp-lambda deploy\` again when it is done.`;
}
