import { createColors } from 'picocolors';
import { AppOutputEvent, DevEvent, InstanceEndedEvent, OutputEvent, Report, SynthesisedEvent } from './events';
import { noticeLine } from './notice-line';
import { printable, printableLines } from './printable';
import { readyLines } from './ready-lines';
import { reloadedLine, reloadFailedLines, reloadingLine } from './reload-lines';
import { requestLine } from './request-line';
import { stoppedLines } from './stopped-lines';
import { seconds } from './units';

/** Where text goes and how it looks. */
export interface TextOptions {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
  readonly colour: boolean;
  /** Only failures, the ready lines and the summary. */
  readonly quiet: boolean;
}

/** The events as text for people. */
export function textReporter(options: TextOptions): Report {
  const lines = new TextLines(options.colour);
  return (event) => {
    const failure = lines.failure(event);
    const text = failure ?? lines.of(event, options.quiet);
    if (text !== undefined) {
      (failure === undefined ? options.out : options.err).write(`${text}\n`);
    }
  };
}

/** What to say depends a little on what was before. */
class TextLines {
  private readonly colours: ReturnType<typeof createColors>;
  /** Lines of an error that `dev` tells by itself if the app fails. */
  private readonly traces: string[] = [];
  private readonly readyInstances = new Set<number>();
  private served = false;

  constructor(colour: boolean) {
    this.colours = createColors(colour);
  }

  /** What belongs to standard error, quiet or not. */
  failure(event: DevEvent): string | undefined {
    const { red } = this.colours;
    switch (event.event) {
      case 'instance-failed': return `${red(`instance ${event.instance}:`)} ${printableLines(event.reason)}`;
      case 'reload-failed':
        // The reason holds what they say.
        this.traces.length = 0;
        return `${red('reload failed:')} ${reloadFailedLines(event)}`;
      default: return undefined;
    }
  }

  of(event: DevEvent, quiet: boolean): string | undefined {
    switch (event.event) {
      case 'ready':
        this.served = true;
        return readyLines(event, this.colours);
      // Without a server there is nothing to count, and the error comes last.
      case 'stopped': return this.served ? this.colours.dim(stoppedLines(event)) : undefined;
      case 'request': return quiet && event.status < 500 ? undefined : requestLine(event, this.colours);
      case 'instance-ended': return this.ended(event, quiet);
      case 'instance-ready':
        this.readyInstances.add(event.instance);
        return quiet ? undefined : this.detail(event);
      default: return quiet ? undefined : this.detail(event);
    }
  }

  private detail(event: DevEvent): string | undefined {
    const { dim } = this.colours;
    switch (event.event) {
      case 'synthesising': return dim('synthesising…');
      case 'app-output': return this.appOutput(event);
      case 'synthesised': return this.synthesised(event);
      case 'notice': return noticeLine(event, this.colours);
      case 'output': return this.output(event);
      case 'instance-ready': return dim(`instance ${event.instance}${event.function ? ` of ${event.function}` : ''} ready in ${seconds(event.ms)} (pid ${event.pid})`);
      case 'reloading': return dim(reloadingLine(event));
      case 'reloaded': return dim(reloadedLine(event));
      default: return undefined;
    }
  }

  private appOutput({ line, trace }: AppOutputEvent): string | undefined {
    const text = `${this.colours.dim('app │')} ${printable(line)}`;
    if (!trace) return text;
    this.traces.push(text);
    return undefined;
  }

  /** The app has gone on after its error: nobody else will tell it. */
  private synthesised({ ms }: SynthesisedEvent): string {
    return [...this.traces.splice(0), this.colours.dim(`synthesised in ${seconds(ms)}`)].join('\n');
  }

  private output({ instance, stream, line }: OutputEvent): string {
    const mark = { stdout: this.colours.dim('│'), stderr: this.colours.yellow('│'), lambda: this.colours.cyan('λ') }[stream];
    return `${this.colours.dim(`${instance}`)} ${mark} ${printable(line)}`;
  }

  /** The end of an instance that was never ready stands in the error about its start. */
  private ended({ instance, pid, code, signal, expected, reason }: InstanceEndedEvent, quiet: boolean): string | undefined {
    if (!this.readyInstances.delete(instance)) return undefined;
    if (!expected) return this.colours.yellow(`instance ${instance} (pid ${pid}) ended by itself (${signal ?? `exit code ${code}`})`);
    return reason === 'idle' && !quiet ? this.colours.dim(`instance ${instance} ended: no request for a while`) : undefined;
  }
}
