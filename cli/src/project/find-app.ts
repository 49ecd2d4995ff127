import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError, UserError } from '../errors';
import { checkContextFiles, readAppConfig } from './app-config';
import { DeployProject, findProject, ownAppCommand, ownAppFlags, projectAround, projectOf, requirePackages } from './deploy-project';

/** The options of the command line that say what is to be synthesised. */
export interface AppOptions {
  /** `--app`: a directory or a command. */
  readonly app?: string;
  /** `--cdk-out`: the directory of a cloud assembly. */
  readonly cdkOut?: string;
  /** `--env`: the environment of `deploy.toml` that is meant. */
  readonly env?: string;
}

/** An app that has to be run. */
export interface CommandSource {
  readonly kind: 'command';
  readonly command: string;
  readonly directory: string;
  /** Set where the app is that of a `.pmcp/deploy.toml`. */
  readonly project?: DeployProject;
  /** What the app gets as the CDK's context. */
  readonly context?: Readonly<Record<string, string>>;
  /** The CDK's feature flags, where no cdk.json says them. */
  readonly flags?: Readonly<Record<string, unknown>>;
}

/** Where the templates come from: an app that has to be run, or the result of an earlier run. */
export type AppSource =
  | CommandSource
  | { readonly kind: 'assembly'; readonly directory: string };

/** Where a developer keeps what belongs to the app: the project's root, or the app's own directory. */
export function homeOf(source: AppSource): string {
  return source.kind === 'command' && source.project ? source.project.root : source.directory;
}

/** Says which project was taken where nobody has named it and the current directory is not its own. */
export function projectAbove({ app }: AppOptions, source: AppSource, cwd: string): string | undefined {
  const root = app === undefined && source.kind === 'command' ? source.project?.root : undefined;
  return root === undefined || root === cwd ? undefined : `The project is that of ${root}, above the current directory.`;
}

/** Finds the CDK app that the options mean; with none, it is the one of the current directory, or of the project that this is in. */
export function findApp(options: AppOptions, cwd: string): AppSource {
  const source = sourceOf(options, cwd);
  return options.env === undefined ? source : inEnvironment(source, options.env);
}

function sourceOf({ app, cdkOut }: AppOptions, cwd: string): AppSource {
  if (app !== undefined && cdkOut !== undefined) {
    throw new UsageError('--app and --cdk-out were both given: --app runs a CDK app, --cdk-out takes the result of an earlier run. Leave one out.');
  }
  if (cdkOut !== undefined) {
    return assembly(resolve(cwd, cdkOut));
  }
  return app === undefined ? appOfCurrentDirectory(cwd) : appOfOption(app.trim(), cwd);
}

/** The context value by which an app that reads `deploy.toml` is told the environment. */
const ENVIRONMENT = 'mcp-lambda:env';

function inEnvironment(source: AppSource, name: string): AppSource {
  if (source.kind === 'assembly') {
    throw new UsageError(`--env ${name}: ${source.directory} is the result of an earlier synthesis, which knows no environments. Leave one out.`);
  }
  return { ...source, context: { [ENVIRONMENT]: name } };
}

function assembly(directory: string): AppSource {
  requireDirectory(directory, '--cdk-out');
  if (!isAssembly(directory)) {
    throw new UserError(
      `--cdk-out ${directory}: there is no manifest.json, so this is not what \`cdk synth\` writes.`
      + (existsSync(join(directory, 'cdk.json')) ? ` It holds a CDK app: use --app ${directory}.` : ''),
    );
  }
  return { kind: 'assembly', directory };
}

function appOfCurrentDirectory(cwd: string): AppSource {
  if (existsSync(join(cwd, 'cdk.json'))) {
    // Whoever stands in a project's own CDK app means the project.
    const around = projectAround(cwd);
    return around ? appOfProject(around) : appOfConfig(cwd);
  }
  const project = findProject(cwd);
  if (project) return appOfProject(project);
  throw new UserError([
    `There is no cdk.json in ${cwd}, and no .pmcp/deploy.toml here or above. Say where the CDK app is:`,
    '  --app <directory>    a directory with a cdk.json, or with a .pmcp/deploy.toml',
    '  --app "<command>"    a command that synthesises, like "npx tsx app.ts"',
    '  --cdk-out <directory>    the result of an earlier `cdk synth`',
    'An MCP server without a CDK app gets one by: mcp-lambda deploy init',
  ].join('\n'));
}

function appOfProject(project: DeployProject): AppSource {
  if (!project.ownApp) {
    return { ...command(ownAppCommand(project), project.appDirectory), project, flags: ownAppFlags() };
  }
  const source = appOfConfig(project.appDirectory);
  if (source.kind === 'assembly') return source;
  if (existsSync(join(project.appDirectory, 'package.json'))) requirePackages(project);
  return { ...source, project };
}

function appOfOption(app: string, cwd: string): AppSource {
  if (app === '') {
    throw new UsageError('--app is empty: give it a directory with a cdk.json, or a command like "npx tsx app.ts".');
  }
  const path = resolve(cwd, app);
  if (!existsSync(path)) {
    // A word with a separator and without a space can only be meant as a path.
    if (/[\\/]/.test(app) && !/\s/.test(app)) {
      throw new UserError(`--app ${app}: ${path} does not exist.`);
    }
    return command(app, cwd);
  }
  if (!statSync(path).isDirectory()) {
    return command(app, cwd);
  }
  if (isAssembly(path)) {
    return { kind: 'assembly', directory: path };
  }
  if (existsSync(join(path, 'cdk.json'))) {
    return appOfConfig(path);
  }
  const project = projectOf(path);
  if (!project) {
    throw new UserError(
      `--app ${app}: ${path} has neither a cdk.json (a CDK app) nor a .pmcp/deploy.toml (a project) nor a manifest.json (a cloud assembly).`,
    );
  }
  return appOfProject(project);
}

/** The app that `cdk.json` of this directory names, as the CDK's own command line reads it. */
function appOfConfig(directory: string): AppSource {
  const config = readAppConfig(directory);
  if (config?.app === undefined) {
    throw new UserError(
      `${join(directory, 'cdk.json')} has no "app": add the command that synthesises, like "app": "npx tsx app.ts", or give it with --app.`,
    );
  }
  const path = resolve(directory, config.app);
  if (isAssembly(path)) {
    return { kind: 'assembly', directory: path };
  }
  return command(config.build ? `${config.build} && ${config.app}` : config.app, directory);
}

function command(line: string, directory: string): CommandSource {
  checkContextFiles(directory);
  return { kind: 'command', command: line, directory };
}

function isAssembly(directory: string): boolean {
  return existsSync(join(directory, 'manifest.json'));
}

function requireDirectory(directory: string, option: string): void {
  if (!existsSync(directory)) {
    throw new UserError(`${option} ${directory}: this directory does not exist.`);
  }
  if (!statSync(directory).isDirectory()) {
    throw new UserError(`${option} ${directory}: this is not a directory.`);
  }
}
