import { Command } from 'commander';
import { addBuild } from './build';
import { addDeploy } from './deploy';
import { addDestroy } from './destroy';
import { addInit } from './init';
import { addLogs } from './logs';
import { addOutputs } from './outputs';
import { seeHelp } from '../../errors';

/** The command `deploy` of the program with its own commands; hands the exit code over when one is done. */
export function deployCommand(program: Command, onExit: (code: number) => void): Command {
  const deploy = new Command('deploy')
    .copyInheritedSettings(program)
    .showHelpAfterError(seeHelp('deploy'))
    .description('Deploy the MCP server of a project to AWS Lambda, and show by a call that it answers')
    // So an option behind the name of a command is that command's.
    .enablePositionalOptions()
    .allowExcessArguments();
  addDeploy(deploy, onExit);
  addInit(deploy);
  addBuild(deploy, onExit);
  addOutputs(deploy, onExit);
  addLogs(deploy, onExit);
  addDestroy(deploy, onExit);
  return deploy;
}
