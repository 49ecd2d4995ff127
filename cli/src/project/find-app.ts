import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError, UserError } from '../errors';
import { checkContextFiles, readAppConfig } from './app-config';

/** The options of the command line that say what is to be synthesised. */
export interface AppOptions {
  /** `--app`: a directory or a command. */
  readonly app?: string;
  /** `--cdk-out`: the directory of a cloud assembly. */
  readonly cdkOut?: string;
}

/** Where the templates come from: an app that has to be run, or the result of an earlier run. */
export type AppSource =
  | { readonly kind: 'command'; readonly command: string; readonly directory: string }
  | { readonly kind: 'assembly'; readonly directory: string };

/** Finds the CDK app that the options mean; with none, it is the one of the current directory. */
export function findApp(options: AppOptions, cwd: string): AppSource {
  const { app, cdkOut } = options;
  if (app !== undefined && cdkOut !== undefined) {
    throw new UsageError('--app and --cdk-out were both given: --app runs a CDK app, --cdk-out takes the result of an earlier run. Leave one out.');
  }
  if (cdkOut !== undefined) {
    return assembly(resolve(cwd, cdkOut));
  }
  return app === undefined ? appOfCurrentDirectory(cwd) : appOfOption(app.trim(), cwd);
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
  if (!existsSync(join(cwd, 'cdk.json'))) {
    throw new UserError([
      `There is no cdk.json in ${cwd}. Say where the CDK app is:`,
      '  --app <directory>    a directory with a cdk.json',
      '  --app "<command>"    a command that synthesises, like "npx tsx app.ts"',
      '  --cdk-out <directory>    the result of an earlier `cdk synth`',
    ].join('\n'));
  }
  return appOfConfig(cwd);
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
  if (!existsSync(join(path, 'cdk.json'))) {
    throw new UserError(`--app ${app}: ${path} has neither a cdk.json (a CDK app) nor a manifest.json (a cloud assembly).`);
  }
  return appOfConfig(path);
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

function command(line: string, directory: string): AppSource {
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
