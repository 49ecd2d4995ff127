import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, relative, resolve } from 'node:path';
import { readAppConfig, WatchPatterns } from './app-config';
import { DeployProject } from './deploy-project';
import { AppSource } from './find-app';
import { isWithin } from './is-within';
import { UserError } from '../errors';

/** A directory or file that is watched. Where one root lies in another, its own patterns count. */
export interface WatchRoot extends WatchPatterns {
  /** Absolute. */
  readonly path: string;
}

/** What decides where changes are looked for. */
export interface WatchOptions {
  readonly source: AppSource;
  readonly cwd: string;
  /** The server is started by a command, in the current directory. */
  readonly ownCommand: boolean;
  /** `--watch`: paths besides. */
  readonly extra: readonly string[];
}

/** All of a directory that may be a source. */
export const everything = (path: string): WatchRoot => ({ path, include: [], exclude: [] });

/** The app's directory as `cdk watch` takes it, the project's and the current directory, and the paths of `--watch`. */
export function watchRoots({ source, cwd, ownCommand, extra }: WatchOptions): WatchRoot[] {
  const project = source.kind === 'command' ? source.project : undefined;
  const roots = [
    ...source.kind === 'assembly' ? [everything(source.directory)] : project ? rootsOfProject(project) : [rootOfApp(source.directory)],
  ];
  // The result of an earlier run does not follow from what is here, unless the server does.
  const watchesCurrent = (source.kind === 'command' || ownCommand) && !holdsHome(cwd);
  const watched = project ? isWithin(cwd, project.root) : cwd === source.directory;
  if (watchesCurrent && !watched) {
    roots.push(everything(cwd));
  }
  return [...roots, ...extra.map((path) => everything(existing(resolve(cwd, path), path)))];
}

/** The server's sources, `deploy.toml`, which is hidden among them, and the CDK app where there is one. */
function rootsOfProject({ root, deployToml, ownApp, appDirectory }: DeployProject): WatchRoot[] {
  return [
    ...ownApp ? [rootOfApp(appDirectory)] : [],
    { path: dirname(deployToml), include: [basename(deployToml)], exclude: ['cdk'] },
    ...holdsHome(root) ? [] : [everything(root)],
  ];
}

function rootOfApp(path: string): WatchRoot {
  const { watch = { include: [], exclude: [] }, output } = readAppConfig(path) ?? {};
  return { path, include: watch.include, exclude: output === undefined ? watch.exclude : [...watch.exclude, relative(path, resolve(path, output))] };
}

function existing(path: string, given: string): string {
  if (!existsSync(path)) {
    throw new UserError(`--watch ${given}: ${path} does not exist.`);
  }
  return path;
}

/** Whoever stands in the home directory or above it does not mean all that is there. */
function holdsHome(directory: string): boolean {
  return isWithin(homedir(), directory);
}
