import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { programProblem } from './program-file';
import { StartError } from './start-error';
import { entryOf } from './start-script';
import { LambdaFacts } from '../template/model';

/** What to run, and where. */
export interface StartCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** As a user knows it, for messages. */
  readonly title: string;
}

/** The developer's own command, run by the shell in the current directory. */
export function ownCommand(command: string, cwd: string): StartCommand {
  const [file, ...args] = process.platform === 'win32'
    ? [process.env.ComSpec ?? 'cmd.exe', '/d', '/s', '/c', command]
    : ['/bin/sh', '-c', command];
  return { file, args, cwd, title: command };
}

/**
 * The file of the function's asset that Lambda starts: `bootstrap` on an OS-only runtime, else the
 * handler, which the adapter's exec wrapper runs. What Lambda would refuse is refused here. Files are named as
 * they are in the asset, which may be a temporary copy.
 */
export async function assetCommand(facts: LambdaFacts): Promise<StartCommand> {
  const onlyOs = facts.runtime.startsWith('provided');
  const name = onlyOs ? 'bootstrap' : facts.handler;
  const directory = unpacked(facts);
  const file = join(directory, name);
  const wanted = onlyOs ? `runtime ${facts.runtime} starts the file "bootstrap"` : `the handler is "${name}", the start script that the adapter runs`;

  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) {
    throw new StartError(
      `${wanted}, but the asset has no such file (it has: ${await listing(directory)}). `
      + `Build it into the asset, ${onlyOs ? '' : 'or set the handler to the start script that is there, '}`
      + 'or start the server by a command of your own: --command "…"');
  }
  if (await access(file, constants.X_OK).then(() => false, () => true)) {
    throw new StartError(`"${name}" is not executable, so Lambda cannot start it either. Run: chmod +x ${name} (where the asset is made)`);
  }
  const problem = await programProblem(file, facts.architecture, onlyOs);
  if (problem) {
    throw new StartError(`"${name}" ${problem}`);
  }
  return { file, args: [], cwd: directory, title: await entryOf(file) };
}

/** The directory with a function's code. */
export function unpacked({ logicalId, codeDirectory }: LambdaFacts): string {
  if (codeDirectory === undefined) {
    throw new StartError(`${logicalId} is a container image, which is not started here`);
  }
  return codeDirectory;
}

async function listing(directory: string): Promise<string> {
  const names = await readdir(directory).catch(() => []);
  if (names.length === 0) return 'nothing';
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')} and ${names.length - 8} more`;
}
