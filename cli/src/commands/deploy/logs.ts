import { setTimeout as delay } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { createColors } from 'picocolors';
import { givenOptions, projectOptions, refuseArguments } from './options';
import { quietReport } from './quiet-report';
import { runCommand } from './run';
import { LogGroups } from '../../aws/log-groups';
import { readDeployedOrFail } from '../../deployment/deployed-servers';
import { followLogs, LogSource } from '../../deployment/follow-logs';
import { Remedies } from '../../deployment/known-problems';
import { isInToml, openProject, ProjectOptions } from '../../deployment/open-project';
import { seeHelp, UserError } from '../../errors';
import { coloured } from '../../terminal/deploy-reporter';
import { logJson, LogLine, logText } from '../../terminal/log-lines';
import { remedyLines } from '../../terminal/remedy-lines';
import { currentDirectory } from '../current-directory';
import { filled } from '../values';

/** The options of `mcp-lambda deploy logs`. */
export interface LogsOptions extends ProjectOptions {
  readonly tail?: boolean;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly filter?: string;
  readonly format: 'text' | 'json';
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DEFAULT_SINCE_MS = 600_000;

/** Lines are in CloudWatch some seconds after they were written. */
const POLL_MS = 2_000;

const EXAMPLES = `
Examples:
  $ mcp-lambda deploy logs                          the last ten minutes
  $ mcp-lambda deploy logs --tail                   and what follows, until Ctrl-C
  $ mcp-lambda deploy logs --since 2h --filter ERROR
  $ mcp-lambda deploy logs --format json | jq .message

Shown are the lines of the server, and those of its API's access log where it has one. A filter is a
pattern of CloudWatch Logs: ERROR, "two words", { $.status = 500 }.`;

/** Adds `logs` to the command `deploy`. */
export function addLogs(deploy: Command, onExit: (code: number) => void): void {
  projectOptions(deploy.command('logs').copyInheritedSettings(deploy))
    .showHelpAfterError(seeHelp('deploy logs'))
    .description('Show the log of the deployed server and of its API')
    .option('--tail', 'go on with what is written from now on, until Ctrl-C')
    .option('--since <when>', 'from when on: 30s, 10m, 2h, 7d, or a time as in ISO 8601 (default: 10m)', since)
    .option('--filter <pattern>', 'only lines that fit a filter pattern of CloudWatch Logs', filled)
    .addOption(new Option('--format <kind>', 'how').choices(['text', 'json']).default('text'))
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments()
    .action(async (_: LogsOptions, self: Command) => {
      refuseArguments(self, 'logs takes options alone');
      const options = givenOptions<LogsOptions>(self);
      onExit(await logs({ ...options, since: options.since ?? Date.now() - DEFAULT_SINCE_MS }));
    });
}

/** Prints the lines. Returns the exit code. */
export async function logs(options: LogsOptions): Promise<number> {
  let following = false;
  let remedies: Remedies | undefined;
  return runCommand(async ({ stop, scratch }) => {
    const project = await openProject({
      options, cwd: currentDirectory(), report: quietReport(), signal: stop.signal, outputShown: false, synthesis: { names: scratch },
    });
    const { servers, stack } = await readDeployedOrFail(project);
    const sources = servers.flatMap(({ logGroups }): LogSource[] => logGroups.map(({ of, name }) => ({ source: of, logGroup: name })));
    if (sources.length === 0) throw new UserError(`The servers of ${stack.name} have no log groups.`, 2);
    remedies = new Remedies(servers.every((server) => isInToml(project, server)));
    following = options.tail === true;
    await followLogs({
      sources,
      groups: new LogGroups(project.account, project.region),
      since: options.since,
      filter: options.filter,
      onLine: printer(options, remedies, stop.signal),
      next: async () => (following && !stop.signal.aborted ? delay(POLL_MS, true) : false),
    });
    if (!stop.signal.aborted) printRemedies(options, remedies);
    return 0;
  }, () => {
    if (!following) return '';
    printRemedies(options, remedies);
    return undefined;
  });
}

/** After Ctrl-C a look at CloudWatch may still be under way: what it finds would stand behind the last words. */
function printer({ format }: LogsOptions, remedies: Remedies, stopped: AbortSignal): (line: LogLine) => void {
  const colours = createColors(coloured());
  return (line) => {
    if (stopped.aborted) return;
    if (line.source === 'server') remedies.add(line.message);
    process.stdout.write(`${format === 'json' ? logJson(line) : logText(line, colours)}\n`);
  };
}

/** Behind the lines, for people alone. */
function printRemedies({ format }: LogsOptions, remedies: Remedies | undefined): void {
  if (format === 'json') return;
  remedyLines(remedies?.all ?? [], createColors(coloured())).forEach((line) => process.stdout.write(`${line}\n`));
}

function since(text: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const time = count === undefined ? Date.parse(text) : Math.max(0, Date.now() - Number(count) * UNITS[unit]);
  if (!Number.isFinite(time) || (count === undefined && !/^\d{4}-\d\d-\d\d/.test(text))) {
    throw new InvalidArgumentError('A beginning is 30s, 10m, 2h or 7d ago, or a time such as 2026-01-31T12:00:00Z.');
  }
  return time;
}
