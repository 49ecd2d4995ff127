import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseStack, StackChoice } from './choose-stack';
import { AccountOptions, withProjectProfile } from './project-profile';
import { Account, openAccount } from '../aws/account';
import { Identity, whoAmI } from '../aws/identity';
import { UserError } from '../errors';
import { outputDirectory } from '../project/app-config';
import { AppOptions, AppSource, findApp, projectAbove } from '../project/find-app';
import { readStacks } from '../template/assembly/assembly';
import type { StackTemplate } from '../template/assembly/assembly';
import type { MarkedServer } from '../template/marked-servers';
import { DeployReport } from '../terminal/deploy-events';
import { makeDirectory } from '../toolkit/assembly-directory';
import { toldSynthesis } from '../toolkit/told-synthesis';

/** The options that say which app, which stack, and whose account. */
export interface ProjectOptions extends AppOptions, AccountOptions, StackChoice {
  /** `-c`: context values. */
  readonly context?: Readonly<Record<string, string>>;
}

/** How a project is opened. */
export interface OpenTask {
  readonly options: ProjectOptions;
  readonly cwd: string;
  readonly report: DeployReport;
  readonly signal: AbortSignal;
  /** `build`: with assets, beside the app; `last`: as that was left; `names`: without assets, in this directory, which is removed. */
  readonly synthesis: 'build' | 'last' | { readonly names: string };
  /** True where the user sees what the app prints. */
  readonly outputShown: boolean;
  /** Called as the app starts: what is needed afterwards may be loaded while it runs. */
  readonly meanwhile?: () => void;
}

/** A stack with servers, and the account that it goes to. */
export interface Project {
  readonly account: Account;
  readonly identity: Identity;
  readonly region: string;
  readonly stack: StackTemplate;
  /** All of the assembly, this one among them. */
  readonly stacks: readonly StackTemplate[];
  readonly servers: readonly MarkedServer[];
  /** What constructs have warned about. */
  readonly warnings: readonly string[];
  /** The directory of the cloud assembly with the stack. */
  readonly assembly: string;
  /** Where the templates come from. */
  readonly source: AppSource;
  /** Where a build of the app leaves its assembly; missing where there is no app. */
  readonly output?: string;
}

/** Asks whose credentials these are, synthesises for that account, and finds the stack. */
export async function openProject(task: OpenTask): Promise<Project> {
  const { options, cwd } = task;
  const source = findApp(options, cwd);
  const above = projectAbove(options, source, cwd);
  if (above !== undefined) task.report({ event: 'notice', id: 'project', message: above });
  const choice = withProjectProfile(options, source);
  const account = await openAccount(choice);
  const asked = whoAmI(account);
  const output = source.kind === 'command' ? outputDirectory(source.directory) : undefined;
  const [identity, assembly] = await Promise.all([asked, assemblyOf(task, source, { account, profile: choice.profile, identity: asked, output })]);
  const stacks = readStacks(assembly);
  const found = chooseStack(stacks, options);
  return { account, identity, region: regionOf(found.stack, { account, identity }), assembly, source, output, stacks, ...found };
}

interface Opening {
  readonly account: Account;
  /** The one that was named; that of the environment is found again. */
  readonly profile?: string;
  /** Being asked for. */
  readonly identity: Promise<Identity>;
  readonly output?: string;
}

async function assemblyOf(task: OpenTask, source: AppSource, { account, profile, identity, output }: Opening): Promise<string> {
  const { options, synthesis, report, signal, outputShown, meanwhile } = task;
  if (source.kind === 'assembly') return source.directory;
  if (synthesis === 'last') return lastAssembly(output!);
  const outdir = synthesis === 'build' ? output! : join(synthesis.names, 'assembly');
  await makeDirectory(outdir);
  return toldSynthesis(source, {
    outdir,
    temporary: synthesis !== 'build',
    signal,
    outputShown,
    onStart: meanwhile,
    target: identity.then(({ account: id }) => ({
      account: id,
      region: account.region,
      profile,
      context: { ...options.context, ...source.context },
      build: synthesis === 'build',
    })),
  }, report);
}

function lastAssembly(output: string): string {
  if (!existsSync(join(output, 'manifest.json'))) {
    throw new UserError(`--no-build takes the assembly of the last deploy as it is, and there is none in ${output}: leave the option out.`);
  }
  return output;
}

function regionOf({ name, target = {} }: StackTemplate, { account, identity }: Pick<Project, 'account' | 'identity'>): string {
  if (target.account !== undefined && target.account !== identity.account) {
    throw new UserError(`The stack ${name} goes to the account ${target.account}, and these credentials are of ${identity.account} (${identity.arn}): name others with --profile or ${account.origin.profileFrom === undefined ? 'AWS_PROFILE' : `in ${account.origin.profileFrom}`}.`);
  }
  const region = target.region ?? account.region;
  if (region === undefined) {
    throw new UserError(`Nothing says to which region the stack ${name} goes: give --region, set AWS_REGION, or write it into the app (env) or the profile (\`aws configure\`).`);
  }
  return region;
}

/** Whether a `deploy.toml` describes the server, and not a CDK app. */
export function isInToml({ stack: { path, describedByToml } }: Pick<Project, 'stack'>, { name }: { readonly name: string }): boolean {
  return describedByToml?.has(`${path}/${name}`) ?? false;
}

/** Removes an assembly that was made for names alone. */
export async function closeProject({ synthesis }: Pick<OpenTask, 'synthesis'>): Promise<void> {
  if (typeof synthesis === 'object') await rm(synthesis.names, { recursive: true, force: true });
}
