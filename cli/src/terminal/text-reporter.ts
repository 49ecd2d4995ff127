import { createColors } from 'picocolors';
import { AppOutputEvent, DevEvent, InstanceEndedEvent, NoticeEvent, OutputEvent, Report, StoppedEvent, SynthesisedEvent } from './events';
import { printable, printableLines } from './printable';
import { readyLines } from './ready-lines';
import { requestLine } from './request-line';

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
    if (event.event === 'instance-failed') {
      options.err.write(`${lines.failed(event.instance)} ${printableLines(event.reason)}\n`);
      return;
    }
    const text = lines.of(event, options.quiet);
    if (text !== undefined) {
      options.out.write(`${text}\n`);
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

  failed(instance: number): string {
    return this.colours.red(`instance ${instance}:`);
  }

  of(event: DevEvent, quiet: boolean): string | undefined {
    switch (event.event) {
      case 'ready':
        this.served = true;
        return readyLines(event, this.colours);
      case 'stopped': return this.stopped(event);
      case 'request': return quiet && event.status < 500 ? undefined : requestLine(event, this.colours);
      default: return quiet ? undefined : this.detail(event);
    }
  }

  private detail(event: DevEvent): string | undefined {
    const { dim } = this.colours;
    switch (event.event) {
      case 'synthesising': return dim('synthesising…');
      case 'app-output': return this.appOutput(event);
      case 'synthesised': return this.synthesised(event);
      case 'notice': return this.notice(event);
      case 'output': return this.output(event);
      case 'instance-ready':
        this.readyInstances.add(event.instance);
        return dim(`instance ${event.instance} ready in ${seconds(event.ms)} (pid ${event.pid})`);
      case 'instance-ended': return this.ended(event);
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

  private notice(event: NoticeEvent): string {
    return `${this.colours.yellow('warning:')} ${printable(event.message)} ${this.colours.dim(`[${event.id}]`)}`;
  }

  private output(event: OutputEvent): string {
    const mark = event.stream === 'stderr' ? this.colours.yellow('│') : this.colours.dim('│');
    return `${this.colours.dim(`${event.instance}`)} ${mark} ${printable(event.line)}`;
  }

  /** The end of an instance that was never ready stands in the error about its start. */
  private ended({ instance, pid, code, signal, expected }: InstanceEndedEvent): string | undefined {
    return expected || !this.readyInstances.has(instance)
      ? undefined
      : this.colours.yellow(`instance ${instance} (pid ${pid}) ended by itself (${signal ?? `exit code ${code}`})`);
  }

  /** Without a server there is nothing to count, and the error comes last. */
  private stopped({ requests, instances }: StoppedEvent): string | undefined {
    return this.served ? this.colours.dim(`stopped: ${count(requests, 'request')}, ${count(instances, 'instance')}`) : undefined;
  }
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

const seconds = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);
