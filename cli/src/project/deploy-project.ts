import { existsSync, lstatSync } from 'node:fs';
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

/**
 * The project that a directory belongs to: its own, or that of the next directory above it, where it is ours or the system's. Its app
 * is run, and whoever may write into a directory above, as all may into one for temporary files, could have put it there.
 */
export function findProject(directory: string): DeployProject | undefined {
  const own = projectOf(directory);
  if (own) return own;
  for (let [below, above] = [directory, dirname(directory)]; above !== below; [below, above] = [above, dirname(above)]) {
    const found = projectOf(above);
    if (!found) continue;
    if (!isOfTrusted(join(above, PROJECT_DIRECTORY))) throw ofAnother(above);
    return found;
  }
  return undefined;
}

/** The project whose own CDK app is in this directory, `.pmcp/cdk`. */
export function projectAround(appDirectory: string): DeployProject | undefined {
  const project = projectOf(dirname(dirname(appDirectory)));
  return project?.appDirectory === appDirectory ? project : undefined;
}

/** Whoever has become root by sudo still is who that was. Windows knows no such numbers. */
function isOfTrusted(path: string): boolean {
  const { getuid } = process;
  if (getuid === undefined) return true;
  const user = getuid();
  return [0, user, ...user === 0 && process.env.SUDO_UID ? [Number(process.env.SUDO_UID)] : []].includes(lstatSync(path).uid);
}

function ofAnother(root: string): UserError {
  return new UserError(
    `${join(root, PROJECT_DIRECTORY)} is above the current directory and belongs to another user, so the project there is not run. `
    + `If it is the one that you mean, name it: --app ${quoted(root)}`,
  );
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
