import { Command } from 'commander';
import { addDeploy } from './deploy';
import { addDestroy } from './destroy';
import { addLogs } from './logs';
import { addOutputs } from './outputs';

/** The command `deploy` of the program with its own commands; hands the exit code over when one is done. */
export function deployCommand(program: Command, onExit: (code: number) => void): Command {
  const deploy = new Command('deploy')
    .copyInheritedSettings(program)
    .showHelpAfterError('(see mcp-lambda deploy --help)')
    .description('Deploy the MCP server of a CDK app to AWS Lambda, and show by a call that it answers')
    // So an option behind the name of a command is that command's.
    .enablePositionalOptions()
    .allowExcessArguments();
  addDeploy(deploy, onExit);
  addOutputs(deploy, onExit);
  addLogs(deploy, onExit);
  addDestroy(deploy, onExit);
  return deploy;
}
