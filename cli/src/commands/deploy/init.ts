import { Command, Option } from 'commander';
import { initProject, InitOptions } from './init-project';
import { seeHelp } from '../../errors';
import { KINDS } from '../../init/detect/candidate';
import { AUTHS } from '../../init/settings';
import { printableLines } from '../../terminal/printable';
import { filled, repeated } from '../values';

const EXAMPLES = `
Examples:
  $ mcp-lambda deploy init --target aws-lambda         the server of the current directory; asks what it must know
  $ mcp-lambda deploy init --yes                       asks nothing
  $ mcp-lambda deploy init --auth none --region eu-central-1
  $ mcp-lambda deploy init --auth custom --issuer https://login.example.com --audience my-client --scopes tools/use
  $ mcp-lambda deploy init --env staging --env production
  $ mcp-lambda deploy init --kind python --entry app.server:mcp
  $ mcp-lambda deploy init --no-cdk                    deploy.toml alone

It writes .pmcp/deploy.toml, which says what is deployed and explains each of its settings, and a CDK
app in .pmcp/cdk, which reads it. Without the app, mcp-lambda runs its own, which makes the same stack.
A file that you have changed is kept, unless --force is given, and what you answered before is suggested
again. Nothing is asked where there is no terminal.

Exit codes: 0, and 1 where no server is found, an option is wrong, or files or packages cannot be written.`;

/** Adds `init` to the command `deploy`. */
export function addInit(deploy: Command): void {
  deploy.command('init')
    .showHelpAfterError(seeHelp('deploy init'))
    .description('Find the MCP server of this directory and write what deploys it: .pmcp/deploy.toml and a CDK app')
    .addOption(new Option('--target <target>', 'where it is deployed to').choices(['aws-lambda']).default('aws-lambda'))
    .option('--name <name>', 'of the server, its function and its stack (default: that of the project)', filled)
    .option('--region <region>', 'the AWS region (default: that of your AWS configuration, else us-east-1)', filled)
    .option('--profile <profile>', 'the profile of your AWS configuration to deploy with', filled)
    .addOption(new Option('--auth <who>', 'who may call: users of a user pool that is made, those of your issuer, or everybody (default: cognito)').choices(AUTHS))
    .option('--issuer <url>', 'with --auth custom: whose tokens are taken', filled)
    .option('--audience <name>', 'with --auth custom: for whom they are made out; may be repeated', repeated)
    .option('--scopes <scope>', 'with --auth custom: of these a token needs one; may be repeated', repeated)
    .option('--env <name>', 'an environment with settings of its own, for deploy --env; may be repeated', repeated)
    .addOption(new Option('--kind <kind>', 'which server is meant, where there are several').choices(KINDS))
    .option('--bin <name>', 'the binary of the crate that is the server', filled)
    .option('--entry <file>', 'the file that is the server, or in Python module:object', filled)
    .option('--path <path>', 'where the server itself answers (default: / with pmcp, else /mcp)', filled)
    .option('--force', 'overwrite files that you have changed')
    .option('--no-cdk', 'write deploy.toml alone')
    .option('--no-install', 'do not install the packages of the CDK app')
    .option('--yes', 'ask nothing')
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments()
    .action(async (options: InitOptions, command: Command) => {
      const [extra] = command.args;
      if (extra !== undefined) command.error(`unexpected argument '${extra}': deploy init writes into the current directory, and takes options alone`);
      await initProject(options, (line) => process.stdout.write(`${printableLines(line)}\n`));
    });
}
