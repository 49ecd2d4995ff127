import { createColors } from 'picocolors';
import { DevEvent, NoticeEvent, OutputEvent, ReadyEvent, Report, RequestEvent, StoppedEvent } from './events';
import { printable } from './printable';

/** Where text goes and how it looks. */
export interface TextOptions {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
  readonly colour: boolean;
  /** Only failures, the ready lines and the summary. */
  readonly quiet: boolean;
}

type Colours = ReturnType<typeof createColors>;

/** The events as text for people. */
export function textReporter(options: TextOptions): Report {
  const colours = createColors(options.colour);
  return (event) => {
    if (event.event === 'instance-failed') {
      options.err.write(`${colours.red(`instance ${event.instance}:`)} ${lines(event.reason)}\n`);
      return;
    }
    const text = render(event, colours, options.quiet);
    if (text !== undefined) {
      options.out.write(`${text}\n`);
    }
  };
}

function render(event: DevEvent, colours: Colours, quiet: boolean): string | undefined {
  switch (event.event) {
    case 'ready': return ready(event, colours);
    case 'stopped': return stopped(event, colours);
    case 'request': return quiet && event.status < 500 ? undefined : request(event, colours);
    default: return quiet ? undefined : detail(event, colours);
  }
}

function detail(event: DevEvent, colours: Colours): string | undefined {
  switch (event.event) {
    case 'synthesising': return colours.dim('synthesising…');
    case 'app-output': return `${colours.dim('app │')} ${printable(event.line)}`;
    case 'synthesised': return colours.dim(`synthesised in ${seconds(event.ms)}`);
    case 'notice': return notice(event, colours);
    case 'output': return output(event, colours);
    case 'instance-ready': return colours.dim(`instance ${event.instance} ready in ${seconds(event.ms)} (process ${event.pid})`);
    case 'instance-ended': return event.expected
      ? undefined
      : colours.yellow(`instance ${event.instance} ended by itself (${event.signal ?? `exit code ${event.code}`})`);
    default: return undefined;
  }
}

function ready(event: ReadyEvent, colours: Colours): string {
  const name = Object.keys((event.clientConfig as { mcpServers: object }).mcpServers)[0];
  return [
    '',
    `  ${colours.bold(printable(event.server))} ${colours.dim(`of ${printable(event.stack)}`)} is served at ${colours.cyan(event.url)}`,
    '',
    `  ${colours.dim('Client configuration:')}`,
    ...JSON.stringify(event.clientConfig, undefined, 2).split('\n').map((line) => `  ${line}`),
    '',
    `  ${colours.dim('Claude Code:')}`,
    `  claude mcp add --transport http ${name} ${event.url}`,
    '',
    `  ${colours.dim('Ctrl-C ends it.')}`,
    '',
  ].join('\n');
}

function notice(event: NoticeEvent, colours: Colours): string {
  return `${colours.yellow('warning:')} ${printable(event.message)} ${colours.dim(`[${event.id}]`)}`;
}

function output(event: OutputEvent, colours: Colours): string {
  const mark = event.stream === 'stderr' ? colours.yellow('│') : colours.dim('│');
  return `${colours.dim(`${event.instance}`)} ${mark} ${printable(event.line)}`;
}

function request(event: RequestEvent, colours: Colours): string {
  const paint = event.status >= 500 ? colours.red : event.status >= 400 ? colours.yellow : colours.green;
  const message = [event.mcpMethod, event.mcpName].filter((part) => part !== undefined).map(printable).join(' ');
  const answeredBy = event.instance === undefined ? 'gateway' : `${event.cold ? 'cold' : 'warm'} #${event.instance}`;
  return [
    colours.dim(new Date(event.time).toTimeString().slice(0, 8)),
    event.method.padEnd(4),
    printable(event.path),
    ...message === '' ? [] : [colours.bold(message)],
    paint(String(event.status)),
    `${event.ms.toFixed(event.ms < 10 ? 1 : 0)} ms`,
    event.cold ? colours.cyan(answeredBy) : colours.dim(answeredBy),
    ...event.failure === undefined ? [] : [`– ${printable(event.failure)}`],
  ].join('  ');
}

function stopped(event: StoppedEvent, colours: Colours): string {
  return colours.dim(`stopped: ${count(event.requests, 'request')}, ${count(event.instances, 'instance')}`);
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

const seconds = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** A reason has lines of its own, which stay; what is in them may come from the server. */
const lines = (text: string) => text.split('\n').map(printable).join('\n');
