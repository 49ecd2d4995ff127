import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readJsonFile } from './json-file';
import { UserError } from '../errors';

/** The directory of a project that holds what `deploy init` writes. */
export const PROJECT_DIRECTORY = '.pmcp';

/** A server's own directory, with a `.pmcp/deploy.toml`: whoever works in it need not know the CDK. */
export interface DeployProject {
  /** The directory that holds `.pmcp`, absolute. */
  readonly root: string;
  /** Where its CDK app is run: `.pmcp/cdk`, or `.pmcp` for the app of the command line. */
  readonly appDirectory: string;
  /** `.pmcp/deploy.toml`, absolute. */
  readonly deployToml: string;
  /** Whether it has a CDK app of its own, in `.pmcp/cdk`. */
  readonly ownApp: boolean;
}

/** The project that a directory belongs to: its own, or that of the next directory above it. */
export function findProject(directory: string): DeployProject | undefined {
  const found = projectOf(directory);
  const above = dirname(directory);
  return found ?? (above === directory ? undefined : findProject(above));
}

/** The project of this directory itself. */
export function projectOf(root: string): DeployProject | undefined {
  const home = join(root, PROJECT_DIRECTORY);
  const deployToml = join(home, 'deploy.toml');
  const ownApp = existsSync(join(home, 'cdk', 'cdk.json'));
  if (!ownApp && !existsSync(deployToml)) return undefined;
  return { root, deployToml, ownApp, appDirectory: ownApp ? join(home, 'cdk') : home };
}

/** The program that makes the same stack as the files of `deploy init`: it is these files, compiled. */
const OWN_APP = join(__dirname, '../../lib/cdk-app/bin/app.js');

const OWN_APP_CONFIG = join(__dirname, '../../templates/cdk/cdk.json');

/** A command for the shell that synthesises a project without a CDK app. */
export function ownAppCommand({ deployToml }: DeployProject): string {
  return [process.execPath, OWN_APP, deployToml].map(quoted).join(' ');
}

/** The feature flags that these files come with: the stack stays the same when a project gets an app of its own. */
export function ownAppFlags(): Readonly<Record<string, unknown>> {
  return (readJsonFile(OWN_APP_CONFIG) as { context: Readonly<Record<string, unknown>> }).context;
}

/** An app of its own needs its packages, and `npx` would look for them in the registry, one by one. */
export function requirePackages({ appDirectory }: DeployProject): void {
  try {
    createRequire(join(appDirectory, 'package.json')).resolve('cdk-mcp-lambda/package.json');
  } catch {
    throw new UserError(`The packages of the CDK app in ${appDirectory} are not installed. Run: npm install --prefix ${quoted(appDirectory)}`);
  }
}

/** A word for the shell of this system. */
function quoted(word: string): string {
  if (/^[\w/.:=+,@%-]+$/.test(word)) return word;
  return process.platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
