import { Command } from 'commander';
import { BuiltServer, buildServer, shortPath } from './build-server';
import { runCommand } from './run';
import { seeHelp } from '../../errors';
import { AppOptions } from '../../project/find-app';
import { ServerChoice } from '../../template/choose-server';
import { jsonText } from '../../terminal/json-text';
import { printable, printableLines } from '../../terminal/printable';
import { size } from '../../terminal/units';
import { filled } from '../values';

const EXAMPLES = `
Examples:
  $ mcp-lambda deploy build                    the server of the project in this directory, or above it
  $ mcp-lambda deploy build --env staging      as an environment of deploy.toml has it
  $ mcp-lambda deploy build --app ../infra     that of another CDK app
  $ mcp-lambda deploy build --json             for scripts

It builds what a deploy would upload and deploys nothing; AWS is not asked, so what the app looks up there
must be in cdk.context.json, where a deploy has put it. A deploy that follows builds nothing again that
has not changed.

Exit codes: 0; 1 where the app or the build fails, or a tool is missing, which is named; 130 after Ctrl-C.`;

interface BuildOptions extends AppOptions, ServerChoice {
  readonly json?: boolean;
}

/** Adds `build` to the command `deploy`. */
export function addBuild(deploy: Command, onExit: (code: number) => void): void {
  deploy.command('build')
    .showHelpAfterError(seeHelp('deploy build'))
    .description('Build the server as a deploy would, and say what came of it')
    .option('--app <command|dir>', 'the CDK app or the project (default: that of the current directory)', filled)
    .option('--env <name>', 'the environment of deploy.toml', filled)
    .option('--stack <name>', 'the stack, where several have an MCP server', filled)
    .option('--server <name>', 'the server, where a stack has several', filled)
    .option('--json', 'the result as JSON')
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments()
    .action(async (options: BuildOptions, command: Command) => {
      const [extra] = command.args;
      if (extra !== undefined) command.error(`unexpected argument '${extra}': deploy build takes options alone`);
      onExit(await build(options));
    });
}

/** Builds, and prints what came of it. Returns the exit code. */
async function build({ json = false, ...options }: BuildOptions): Promise<number> {
  return runCommand(async ({ stop: { signal } }) => {
    // What the app prints is no part of the result.
    const built = await buildServer({ ...options, signal, onLine: (line) => process.stderr.write(`${printable(line)}\n`) });
    process.stdout.write(json ? `${jsonText(built)}\n` : `${printableLines(lines(built).join('\n'))}\n`);
    return 0;
  }, () => '');
}

function lines(built: BuiltServer): string[] {
  const { stack, server, artefact, handler, runtime, architecture, files, unpackedBytes, zipBytes, largest, warnings, advice } = built;
  return [
    `built ${server} of ${stack}`,
    `  artefact       ${shortPath(artefact)} (${handler}${files === 1 ? '' : `, ${files} files`})`,
    `  runtime        ${runtime}`,
    `  architecture   ${architecture}`,
    `  size           ${size(zipBytes)} zipped, ${size(unpackedBytes)} unpacked, of 250 MB`,
    ...largest.length > 1 ? [`  largest        ${largest.map(({ path, bytes }) => `${path} ${size(bytes)}`).join(', ')}`] : [],
    ...warnings.map((message) => `warning: ${message}`),
    ...advice.map((message) => `note: ${message}`),
  ];
}
