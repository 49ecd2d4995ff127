import type { createColors } from 'picocolors';
import { LocalAuth, ReadyEvent } from './events';
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
    ...event.auth === undefined ? [] : authLines(event.auth, colours),
  ];
  const refused = [
    `  ${server} would be at ${url}`,
    `  ${colours.yellow('but clients are refused there with')} ${printable(event.unserved ?? '')}`,
  ];
  return ['', ...event.unserved === undefined ? usable : refused, '', `  ${colours.dim('Ctrl-C ends it.')}`, ''].join('\n');
}

/** Clients that log in find all of this by themselves. */
function authLines({ issuer, insteadOf, clientId, token, expires }: LocalAuth, colours: ReturnType<typeof createColors>): string[] {
  return [
    '',
    `  ${colours.dim('Tokens are given out by')} ${issuer} ${colours.dim(`in place of ${printable(insteadOf.join(' and '))}.`)}`,
    `  ${colours.dim('Clients that ask for a client id:')} ${printable(clientId)}`,
    `  ${colours.dim(`Others take this header, which is good here alone and until ${expires}:`)}`,
    `  Authorization: Bearer ${token}`,
  ];
}
