import { Command, Option } from 'commander';
import { createColors } from 'picocolors';
import { givenOptions, projectOptions, refuseArguments } from './options';
import { runCommand } from './run';
import { OurStack, readDeployedOrFail } from '../../deployment/deployed-servers';
import { openProject, ProjectOptions } from '../../deployment/open-project';
import { seeHelp } from '../../errors';
import { clientConfig } from '../../terminal/client-config';
import { coloured } from '../../terminal/deploy-reporter';
import { clientConfigLines } from '../../terminal/deploy-text';
import { jsonText } from '../../terminal/json-text';
import { outputLines } from '../../terminal/output-lines';
import { printable } from '../../terminal/printable';
import { currentDirectory } from '../current-directory';
import { quietReport } from './quiet-report';

/** The options of `mcp-lambda deploy outputs`. */
export interface OutputsOptions extends ProjectOptions {
  readonly format: 'text' | 'json';
}

const EXAMPLES = `
Examples:
  $ mcp-lambda deploy outputs
  $ mcp-lambda deploy outputs --format json | jq -r '.servers[0].url'

The app is synthesised without its assets, to know the stack's name and where it is.`;

/** Adds `outputs` to the command `deploy`. */
export function addOutputs(deploy: Command, onExit: (code: number) => void): void {
  projectOptions(deploy.command('outputs').copyInheritedSettings(deploy))
    .showHelpAfterError(seeHelp('deploy outputs'))
    .description('Show the outputs of the deployed stack, with the configuration to paste into clients')
    .addOption(new Option('--format <kind>', 'how').choices(['text', 'json']).default('text'))
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments()
    .action(async (_: OutputsOptions, self: Command) => {
      refuseArguments(self, 'outputs takes options alone');
      onExit(await outputs(givenOptions<OutputsOptions>(self)));
    });
}

/** Prints what the stack has put out. Returns the exit code. */
export async function outputs(options: OutputsOptions): Promise<number> {
  return runCommand(async ({ stop, scratch }) => {
    const project = await openProject({
      options, cwd: currentDirectory(), report: quietReport(), signal: stop.signal, outputShown: false, synthesis: { names: scratch },
    });
    const found = await readDeployedOrFail(project);
    process.stdout.write(options.format === 'json' ? `${jsonText(asJson(found, project.region), 2)}\n` : asText(found));
    return 0;
  }, () => '');
}

function asJson({ stack, servers }: OurStack, region: string): object {
  return {
    stack: stack.name,
    region,
    status: stack.status,
    outputs: Object.fromEntries(stack.outputs.map(({ name, value }) => [name, value])),
    servers: servers.map(({ name, url }) => ({ name, url, clientConfig: clientConfig(`${stack.name}-${name}`, url) })),
  };
}

function asText({ stack, servers }: OurStack): string {
  const colours = createColors(coloured());
  const { bold, dim } = colours;
  return [
    `${bold(printable(stack.name))} ${dim(stack.status)}`,
    ...outputLines(stack.outputs, colours),
    ...servers.flatMap(({ name, url }) => clientConfigLines(clientConfig(`${stack.name}-${name}`, url), url, dim)),
  ].join('\n').trimEnd().concat('\n');
}
