import { Command, Option } from 'commander';
import { AUTH_MODES } from './auth';
import { dev, DevOptions } from './dev';
import { hosts, idleSeconds, instances, origins, paths, port } from './dev-values';
import { filled } from './values';
import { SEE_HELP } from '../errors';
import { MAX_INSTANCES } from '../instances/throttled';

const EXAMPLES = `
Examples:
  $ mcp-lambda dev                              the CDK app of the current directory, or its .pmcp/deploy.toml
  $ mcp-lambda dev --app ../infra               the CDK app of another one
  $ mcp-lambda dev --env staging                an environment of deploy.toml
  $ mcp-lambda dev --app "npx tsx app.ts"       a command that synthesises
  $ mcp-lambda dev --cdk-out cdk.out            the result of an earlier cdk synth
  $ mcp-lambda dev --command "cargo run"        start the server from its sources instead of the asset
  $ mcp-lambda dev --watch ../shared            sources that are not below the app's directory
  $ mcp-lambda dev --allow-host a.example.com   behind a tunnel that keeps its own host
  $ mcp-lambda dev --auth off                   without tokens, whatever the template asks for
  $ mcp-lambda dev --port 0 --json              any free port, one event a line for scripts

The server must listen on the port in the environment variable PORT. Its environment is the
template's, not your shell's; with --command it is both. AWS credentials of yours are in neither,
unless --aws-credentials is given. Secrets that its role may read are in .mcp-lambda/secrets.json.

When a file changes in the app's directory, the current one or a path of --watch, the app is
synthesised again. "watch" of cdk.json says what of the app counts, as it does for cdk watch.
With --cdk-out the assembly is watched. What fails then is told, and the server stays as it was.

Exit codes: 0 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP or when the parent process is gone,
1 for mistakes in options, app or server.`;

/** The command `dev` of the program with its options; hands the exit code over when it is done. */
export function devCommand(program: Command, onExit: (code: number) => void): Command {
  return new Command('dev')
    .copyInheritedSettings(program)
    .showHelpAfterError(SEE_HELP)
    .description('Serve the MCP server of a CDK app on this machine, as API Gateway, Lambda and the Lambda Web Adapter would')
    .option('--app <command|dir>', 'the CDK app: a directory with a cdk.json or a .pmcp/deploy.toml, or a command (default: the current directory)', filled)
    .option('--cdk-out <dir>', 'an assembly that is already synthesised', filled)
    .option('--env <name>', 'the environment of deploy.toml', filled)
    .option('--stack <name>', 'the stack, where several have an MCP server', filled)
    .option('--server <name>', 'the server, where a stack has several', filled)
    .option('--port <number>', 'the port on the loopback addresses; 0 takes any free one', port, 3000)
    .option('--command <cmd>', 'start the server by this shell command in the current directory, instead of the asset', filled)
    .option('--watch <file|dir>', 'watch this, too; may be repeated', paths)
    .option('--no-watch', 'do not reload when files change')
    .option('--idle-timeout <seconds>', 'end an instance after so many seconds without a request (default: 300)', idleSeconds)
    .option('--max-instances <number>', `run at most so many instances of a function at once (default: ${MAX_INSTANCES})`, instances)
    .option('--allow-host <host>', 'answer to this host besides the local ones, as for a tunnel; may be repeated', hosts)
    .option('--allow-origin <origin>', 'let web pages of this origin call the server, besides those of this machine; may be repeated', origins)
    .addOption(new Option('--auth <who>', 'who gives out and checks tokens and keys: this machine, the template\'s issuer, or nobody').choices(AUTH_MODES).default('local'))
    .option('--aws-credentials', 'let the server use the AWS credentials of your shell and home directory')
    .option('--json', 'one event a line, as JSON')
    .option('--quiet', 'only failures, the ready lines and the summary')
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments()
    .action(async (options: DevOptions, command: Command) => {
      const [extra] = command.args;
      if (extra !== undefined) {
        command.error(`unexpected argument '${extra}': dev takes options alone, and the CDK app is named by --app`);
      }
      onExit(await dev(options));
    });
}
