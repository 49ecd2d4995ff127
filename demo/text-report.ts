import pc from 'picocolors';
import type { Report } from './report';
import type { Message } from './wire';
import type { DevEvent } from '../cli/src/terminal/events';
import { printable } from '../cli/src/terminal/printable';

type Colors = ReturnType<typeof pc.createColors>;

/** As wide as `notifications/initialized` and `instance://current`, so that the columns stand. */
const METHOD_WIDTH = 25;
const NAME_WIDTH = 18;

/** Lines for people, and the results as JSON, for people and scripts. */
export function textReport(out: NodeJS.WriteStream, err: NodeJS.WritableStream): Report {
  const colors = pc.createColors(out.isTTY === true && pc.isColorSupported);
  const line = (text: string) => { out.write(`${text}\n`); };
  return {
    async step(title, work) {
      line(colors.bold(title));
      const startedAt = performance.now();
      const result = await work();
      line(colors.dim(`  done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`));
      return result;
    },
    event(event) {
      const text = eventLine(event);
      if (text !== undefined) line(colors.dim(`  ${printable(text)}`));
    },
    message: (message) => line(messageLine(message, colors)),
    answered: ({ tool, args, text = '' }) => line(`  ${printable(`${tool} ${JSON.stringify(args)}`)} = ${colors.bold(printable(text))}`),
    problem: (text) => { err.write(`${text.split('\n').map(printable).join('\n')}\n`); },
    result: (result) => line(JSON.stringify(result)),
  };
}

/** The requests are missing: the client tells of them, in more detail. */
function eventLine(event: DevEvent): string | undefined {
  switch (event.event) {
    case 'synthesised': return `synthesised in ${event.ms} ms`;
    case 'notice': return `warning: ${event.message}`;
    case 'ready': return `${event.server} of stack ${event.stack} is served at ${event.url}`;
    case 'instance-ready': return `instance ${event.instance} (pid ${event.pid}) is ready after ${event.ms} ms`;
    case 'output': return `instance ${event.instance}: ${event.line}`;
    default: return undefined;
  }
}

/** Direction, revision, method, tool, status, milliseconds, cold or warm. */
function messageLine({ direction, revision, method, name = '', status, ms, start }: Message, colors: Colors): string {
  const subject = `  ${direction} ${revision}  ${method.padEnd(METHOD_WIDTH)}  ${printable(name).padEnd(NAME_WIDTH)}`;
  if (status === undefined) return subject.trimEnd();
  const code = status < 300 ? colors.green(status) : colors.yellow(status);
  const coldOrWarm = start === 'cold' ? colors.cyan(start) : start ?? '';
  return `${subject}  ${code}  ${String(ms).padStart(5)} ms  ${coldOrWarm}`.trimEnd();
}
