import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { completionCommand } from './commands/completion';
import { deployCommand } from './commands/deploy';
import { devCommand } from './commands/dev-command';
import { UserError } from './errors';
import { outputProblem, watchOutput } from './terminal/output';
import { printableLines } from './terminal/printable';

/** Reads the arguments, runs the command, and ends with its exit code. */
async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command('mcp-lambda')
    .description('MCP servers on AWS Lambda: set a project up, serve its synthesised template on your own machine, deploy it')
    .version(versions())
    .showHelpAfterError('(see mcp-lambda --help)')
    .enablePositionalOptions() // `deploy` and its own commands have options of the same names
    .configureOutput({ outputError: (message) => complain(message.trimEnd().replace(/^error: /, '')) });
  const onExit = (code: number) => { exitCode = code; };
  program.addCommand(devCommand(program, onExit)).addCommand(deployCommand(program, onExit)).addCommand(completionCommand(program));
  await program.parseAsync(argv);
  return exitCode;
}

/** Of the command line, and of the library that it was made with. */
function versions(): string {
  return [join(__dirname, '../package.json'), require.resolve('cdk-mcp-lambda/package.json')].map((file) => {
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name: string; version: string };
    return `${name} ${version}`;
  }).join('\n');
}

function failed(error: unknown): number {
  if (error instanceof UserError) {
    complain(error.message);
    return error.exitCode;
  }
  // A mistake of this program: the stack trace is what a report of it needs.
  complain(`this is a mistake of mcp-lambda itself, please report it:\n${error instanceof Error ? error.stack : String(error)}`);
  return 1;
}

/** Parts of a message come from apps, servers and arguments. */
function complain(message: string): void {
  process.stderr.write(`mcp-lambda: ${printableLines(message)}\n`);
}

/** A result that nobody has got is none, though the command itself went well. */
function arrived(exitCode: number): number {
  const problem = outputProblem();
  if (problem === undefined) return exitCode;
  if (problem.exitCode === 1) complain(problem.message);
  return exitCode || problem.exitCode;
}

watchOutput();
void main(process.argv).then(async (exitCode) => {
  await written();
  return arrived(exitCode);
}).catch(failed).then(async (exitCode) => {
  await written();
  process.exit(exitCode);
});

/** On some systems pipes are written asynchronously: the last lines must be out before the end. */
function written(): Promise<void> {
  return new Promise((resolve) => process.stdout.write('', () => resolve()));
}
