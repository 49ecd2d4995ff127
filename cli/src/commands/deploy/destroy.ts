import { rm } from 'node:fs/promises';
import { Command } from 'commander';
import { givenOptions, projectOptions, refuseArguments } from './options';
import { Run, runCommand } from './run';
import { LogGroups } from '../../aws/log-groups';
import { removeUserData } from '../../aws/user-data';
import { OurStack, readDeployed } from '../../deployment/deployed-servers';
import { Leftovers, readLeftovers, TitledResource } from '../../deployment/leftovers';
import { openProject, Project, ProjectOptions } from '../../deployment/open-project';
import { seeHelp, UserError } from '../../errors';
import { BuildOutput, buildOutput } from '../../project/build-output';
import { ask, canAsk, confirm } from '../../terminal/ask';
import { DeployReport, StackPart } from '../../terminal/deploy-events';
import { createDeployReporter } from '../../terminal/deploy-reporter';
import { destroyStack } from '../../toolkit/run-toolkit';
import { currentDirectory } from '../current-directory';
import { filled } from '../values';

/** The options of `mcp-lambda deploy destroy`. */
export interface DestroyOptions extends ProjectOptions {
  readonly clean?: boolean;
  readonly deleteUserData?: boolean;
  /** The name of the server, or of the stack where that has none, as a confirmation. */
  readonly confirm?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ mcp-lambda deploy destroy                    the stack; log groups, user pools and secrets stay
  $ mcp-lambda deploy destroy --clean            its log groups and the build output, too
  $ mcp-lambda deploy destroy --clean --delete-user-data --confirm my-server
                                                 all, with the users: this cannot be undone

What goes and what stays is shown first. A stack without an MCP server of cdk-mcp-lambda is left alone.`;

/** Adds `destroy` to the command `deploy`. */
export function addDestroy(deploy: Command, onExit: (code: number) => void): void {
  projectOptions(deploy.command('destroy').copyInheritedSettings(deploy))
    .showHelpAfterError(seeHelp('deploy destroy'))
    .description('Remove the deployed stack')
    .option('--clean', 'remove its log groups and the output of the build, too')
    .option('--delete-user-data', 'delete user pools and secrets that the stack keeps, too')
    .option('--confirm <name>', 'the server\'s name, or the stack\'s where the app gives its function none; without it --delete-user-data asks for it', filled)
    .option('-y, --yes', 'remove without a question; user data needs --confirm')
    .option('--json', 'one event a line, as JSON')
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments()
    .action(async (_: DestroyOptions, self: Command) => {
      refuseArguments(self, 'destroy takes options alone, and the stack is named by --stack');
      onExit(await destroy(givenOptions<DestroyOptions>(self)));
    });
}

/** Removes the stack, and as much of what it leaves as the options say. Returns the exit code. */
export async function destroy(options: DestroyOptions): Promise<number> {
  const report = createDeployReporter(options);
  let removing: string | undefined;
  return runCommand(async (run) => {
    const cwd = currentDirectory();
    const project = await openProject({
      options, cwd, report, signal: run.stop.signal, outputShown: options.json !== true, synthesis: { names: run.scratch },
    });
    const { account, region, stack: { name: stack } } = project;
    const ours = await readDeployed(project);
    const build = options.clean ? buildOutput(project.output, project.source, cwd) : undefined;
    if (ours === undefined) {
      report({ event: 'destroyed', stack, existed: false });
      if (isRemovable(build)) await confirmBuildOutput(project, { directory: build.directory, options, report, run });
    } else {
      const left = await readLeftovers(account, region, ours);
      reportPlan(project, { ours, left, build, options, report });
      await confirmAll({ stack, servers: project.servers, left, options, run });
      removing = stack;
      const { identity, assembly, stack: { path } } = project;
      await destroyStack({ account, accountId: identity.account, region, assembly, path, stack, report, approve: async () => true });
      report({ event: 'destroyed', stack, existed: true });
      await removeLeftovers(project, { left, options, report });
    }
    // Once more: it was looked at before the question, and much may have come to lie there since.
    if (build) await removeBuildOutput(buildOutput(build.directory, project.source, cwd), report);
    return 0;
  }, () => (removing === undefined
    ? 'Nothing was removed.'
    : `CloudFormation goes on with the removal of ${removing}: run \`mcp-lambda deploy destroy\` again for what it leaves.`));
}

/** A note of the CDK in the template, of which nothing is in the account. */
const NOTHING = 'AWS::CDK::Metadata';

interface Plan {
  readonly left: Leftovers;
  readonly options: DestroyOptions;
  readonly report: DeployReport;
}

function reportPlan(
  { stack, identity, region }: Project,
  { ours, left, build, options, report }: Plan & { readonly ours: OurStack; readonly build?: BuildOutput },
): void {
  const logGroups = left.logGroups.map(logGroupPart);
  const userData = left.userData.map(resourcePart);
  const staying = new Set([...left.logGroups, ...[...left.userData, ...left.others].map(({ physicalId }) => physicalId)]);
  report({
    event: 'destruction',
    stack: stack.name,
    account: identity.account,
    region,
    removed: [
      ...ours.resources
        .filter(({ physicalId, type }) => !staying.has(physicalId) && type !== NOTHING)
        .map((resource) => ({ ...resourcePart(resource), path: resource.path })),
      ...options.clean ? logGroups : [],
      ...options.deleteUserData ? userData : [],
      ...isRemovable(build) ? [directoryPart(build.directory)] : [],
    ],
    kept: [...options.clean ? [] : logGroups, ...options.deleteUserData ? [] : userData, ...left.others.map(resourcePart)],
  });
}

interface Confirmation {
  readonly stack: string;
  readonly servers: Project['servers'];
  readonly left: Leftovers;
  readonly options: DestroyOptions;
  readonly run: Run;
}

/** A yes for the stack; for data of others the name of server or stack, which nobody types by accident. */
async function confirmAll({ stack, servers, left, options, run }: Confirmation): Promise<void> {
  const asking = !options.json && canAsk();
  const aboutRemoval = { without: 'Nothing was removed.', signal: run.stop.signal };
  if (options.deleteUserData && left.userData.length > 0) {
    const { what, names } = confirmation(stack, servers);
    const wanted = names.join(' or ');
    const question = `This deletes data of other people, and cannot be undone. The ${what}'s name (${wanted}) to go on: `;
    const given = options.confirm ?? (asking ? await ask(question, aboutRemoval) : undefined);
    if (given === undefined) throw new UserError(`--delete-user-data deletes data of other people: name the ${what} with --confirm, which is ${wanted}. Nothing was removed.`);
    if (!names.includes(given)) throw new UserError(`"${given}" is not the ${what}'s name, which is ${wanted}. Nothing was removed.`);
    return;
  }
  await confirmRemoval(stack, options, run);
}

async function confirmRemoval(what: string, { yes, json }: DestroyOptions, { stop: { signal } }: Run): Promise<void> {
  if (yes) return;
  if (json || !canAsk()) throw new UserError(`Removing ${what} needs a yes, and there is no terminal to ask in: run this again with --yes. Nothing was removed.`);
  if (!await confirm(`Remove ${what}?`, { without: 'Nothing was removed.', signal })) throw new UserError('Nothing was removed.');
}

/** A construct's id is the same in many stacks, so it would confirm nothing. */
function confirmation(stack: string, servers: Project['servers']): { readonly what: 'server' | 'stack'; readonly names: readonly string[] } {
  const names = servers.flatMap(({ functionName }) => functionName ?? []);
  return names.length === 0 ? { what: 'stack', names: [stack] } : { what: 'server', names };
}

async function removeLeftovers({ account, region }: Project, { left, options, report }: Plan): Promise<void> {
  const groups = new LogGroups(account, region);
  for (const name of left.logGroups) {
    const part = logGroupPart(name);
    if (!options.clean) {
      report({ event: 'kept', ...part, option: '--clean' });
    } else if (await groups.remove(name)) {
      report({ event: 'removed', ...part });
    }
  }
  for (const resource of left.userData) {
    if (options.deleteUserData) await removeUserData(account, region, resource);
    report(options.deleteUserData ? { event: 'removed', ...resourcePart(resource) } : { event: 'kept', ...resourcePart(resource), option: '--delete-user-data' });
  }
  left.others.forEach((resource) => report({ event: 'kept', ...resourcePart(resource) }));
}

/** A directory of the developer's, where nothing else goes: a plan and a question of its own. */
async function confirmBuildOutput(
  { stack: { name: stack }, identity: { account }, region }: Project,
  { directory, options, report, run }: Pick<Plan, 'options' | 'report'> & { readonly directory: string; readonly run: Run },
): Promise<void> {
  report({ event: 'destruction', stack, account, region, removed: [directoryPart(directory)], kept: [] });
  await confirmRemoval(directory, options, run);
}

async function removeBuildOutput(build: BuildOutput | undefined, report: DeployReport): Promise<void> {
  if (!build) return;
  const { directory, keptBecause } = build;
  if (keptBecause !== undefined) {
    report({ event: 'notice', id: 'build-output', message: `${directory}, where the app is synthesised to ("output" of cdk.json), stays: ${keptBecause}.` });
    return;
  }
  await rm(directory, { recursive: true, force: true });
  report({ event: 'removed', ...directoryPart(directory) });
}

const isRemovable = (build: BuildOutput | undefined): build is BuildOutput => build !== undefined && build.keptBecause === undefined;

const directoryPart = (name: string): StackPart => ({ type: 'directory', name });

const logGroupPart = (name: string): StackPart => ({ type: 'AWS::Logs::LogGroup', name });
const resourcePart = ({ type, physicalId, title }: Omit<TitledResource, 'logicalId'>): StackPart => ({ type, name: physicalId, ...title !== undefined && { title } });
