import { constants } from 'node:fs';
import { access, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { foreignProgram } from './program-file';
import { StartError } from './start-error';
import { FunctionFacts } from '../template/model';

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
 * handler, which the adapter's exec wrapper runs. What Lambda would refuse is refused here.
 */
export async function assetCommand(facts: FunctionFacts): Promise<StartCommand> {
  const onlyOs = facts.runtime.startsWith('provided');
  const name = onlyOs ? 'bootstrap' : facts.handler;
  const file = join(facts.codeDirectory, name);
  const wanted = onlyOs ? `runtime ${facts.runtime} starts the file "bootstrap"` : `the handler is "${name}", the start script that the adapter runs`;

  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) {
    throw new StartError(
      `${wanted}, but ${facts.codeDirectory} has no such file (it has: ${await listing(facts.codeDirectory)}). `
      + `Build it into the asset, ${onlyOs ? '' : 'or set the handler to the start script that is there, '}`
      + 'or start the server by a command of your own: --command "…"');
  }
  if (await access(file, constants.X_OK).then(() => false, () => true)) {
    throw new StartError(`${file} is not executable, so Lambda cannot start it either. Run: chmod +x ${name} (where the asset is made)`);
  }
  const problem = await startProblem(file, facts.architecture, onlyOs);
  if (problem) {
    throw new StartError(`${file} ${problem}`);
  }
  return { file, args: [], cwd: facts.codeDirectory, title: name };
}

/** What is wrong with the first bytes of the file, or undefined. */
async function startProblem(file: string, architecture: FunctionFacts['architecture'], onlyOs: boolean): Promise<string | undefined> {
  const head = await firstBytes(file);
  if (head.subarray(0, 2).toString('latin1') === '#!') {
    const firstLine = head.toString('latin1').split('\n')[0];
    return firstLine.endsWith('\r')
      ? 'has Windows line ends (CRLF), so its interpreter is not found, in Lambda neither. Save it with LF line ends (git: "*.sh text eol=lf" in .gitattributes)'
      : undefined;
  }
  const foreign = foreignProgram(head, architecture);
  if (foreign) return foreign;
  const isProgram = head.subarray(0, 4).toString('latin1') === '\x7fELF';
  return !isProgram && onlyOs
    ? 'is neither a Linux program nor a script whose first line names its interpreter (#!/bin/sh), so Lambda cannot start it'
    : undefined;
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function listing(directory: string): Promise<string> {
  const names = await readdir(directory).catch(() => []);
  if (names.length === 0) return 'nothing';
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')} and ${names.length - 8} more`;
}
