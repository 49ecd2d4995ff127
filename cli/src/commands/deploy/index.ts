import { Command } from 'commander';
import { addBuild } from './build';
import { addInit } from './init';
import { seeHelp } from '../../errors';

/** The command `deploy` of the program with its own commands. */
export function deployCommand(program: Command): Command {
  const deploy = new Command('deploy')
    .copyInheritedSettings(program)
    .showHelpAfterError(seeHelp('deploy'))
    .description('Set up, build and deploy the MCP server of a project');
  addInit(deploy);
  addBuild(deploy);
  return deploy;
}
