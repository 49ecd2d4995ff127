import type { createColors } from 'picocolors';
import { ReadyEvent } from './events';
import { printable } from './printable';

/** The banner: where the server is, and what to paste into a client where one can use it. */
export function readyLines(event: ReadyEvent, colours: ReturnType<typeof createColors>): string {
  const name = Object.keys((event.clientConfig as { mcpServers: object }).mcpServers)[0];
  const server = `${colours.bold(printable(event.server))} ${colours.dim(`of ${printable(event.stack)}`)}`;
  const url = colours.cyan(printable(event.url));
  const usable = [
    `  ${server} is served at ${url}`,
    '',
    `  ${colours.dim('Client configuration:')}`,
    ...JSON.stringify(event.clientConfig, undefined, 2).split('\n').map((line) => `  ${line}`),
    '',
    `  ${colours.dim('Claude Code:')}`,
    `  claude mcp add --transport http ${name} ${event.url}`,
  ];
  const refused = [
    `  ${server} would be at ${url}`,
    `  ${colours.yellow('but clients are refused there with')} ${printable(event.unserved ?? '')}`,
  ];
  return ['', ...event.unserved === undefined ? usable : refused, '', `  ${colours.dim('Ctrl-C ends it.')}`, ''].join('\n');
}
