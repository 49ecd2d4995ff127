import { Command, InvalidArgumentError } from 'commander';
import { filled } from '../values';

/** What all commands about a deployment take: which app, which stack, whose account. */
export function projectOptions(command: Command): Command {
  return command
    .option('--app <command|dir>', 'the CDK app: a directory with a cdk.json, or a command (default: the current directory)', filled)
    .option('--cdk-out <dir>', 'an assembly that is already synthesised', filled)
    .option('--stack <name>', 'the stack, where several have an MCP server', filled)
    .option('--env <name>', 'the stage: an environment of deploy.toml', stage)
    .option('-c, --context <key=value>', 'a context value for the app; may be repeated', contextValue)
    .option('--profile <name>', 'the profile with the AWS credentials (default: that of deploy.toml, else as the AWS CLI)', filled)
    .option('--no-profile', 'the credentials of the environment, whatever profile deploy.toml names')
    .option('--region <name>', 'the region, where the app names none (default: as the AWS CLI)', region);
}

function region(value: string): string {
  if (!/^[a-z]{2,}(?:-[a-z]+)+-\d+$/.test(value)) {
    throw new InvalidArgumentError('A region is a name such as eu-central-1.');
  }
  return value;
}

/** It becomes a part of the stack's name. */
function stage(value: string): string {
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(value)) {
    throw new InvalidArgumentError('An environment has a name of letters, digits and hyphens that begins with a letter.');
  }
  return value;
}

/** Commander passes what was given before. */
function contextValue(value: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, key, text] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
  if (key === undefined || key === '__proto__') {
    throw new InvalidArgumentError('A context value is written as key=value.');
  }
  return { ...before, [key]: text };
}

/** The options of a sub-command, with those that stand before its name. */
export function givenOptions<Options extends object>(command: Command): Options {
  return { ...command.parent?.opts(), ...command.opts<Options>() };
}

/** The commands take options alone. */
export function refuseArguments(command: Command, hint: string): void {
  const [extra] = command.args;
  if (extra !== undefined) command.error(`unexpected argument '${extra}': ${hint}`);
}
