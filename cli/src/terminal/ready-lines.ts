import type { createColors } from 'picocolors';
import { LocalAuth, LocalMachineClient, LocalSigning, ReadyEvent } from './events';
import { jsonText } from './json-text';
import { printable } from './printable';

type Colours = ReturnType<typeof createColors>;

/** The banner: where the server is, and what to paste into a client where one can use it. */
export function readyLines(event: ReadyEvent, colours: Colours): string {
  const name = Object.keys((event.clientConfig as { mcpServers: object }).mcpServers)[0];
  const server = `${colours.bold(printable(event.server))} ${colours.dim(`of ${printable(event.stack)}`)}`;
  const url = colours.cyan(printable(event.url));
  const usable = [
    `  ${server} is served at ${url}`,
    '',
    `  ${colours.dim('Client configuration:')}`,
    ...jsonText(event.clientConfig, 2).split('\n').map((line) => `  ${line}`),
    '',
    `  ${colours.dim('Claude Code:')}`,
    `  claude mcp add --transport http ${name} ${event.url}`,
    ...event.auth === undefined ? [] : authLines(event.auth, colours),
    ...event.signing === undefined ? [] : signingLines(event.signing, event.url, colours),
  ];
  const refused = [
    `  ${server} would be at ${url}`,
    `  ${colours.yellow('but clients are refused there with')} ${printable(event.unserved ?? '')}`,
  ];
  return ['', ...event.unserved === undefined ? usable : refused, '', `  ${colours.dim('Ctrl-C ends it.')}`, ''].join('\n');
}

/** Clients that log in find all of this by themselves. */
function authLines({ issuer, insteadOf, clientId, token, expires, machineClients = [] }: LocalAuth, colours: Colours): string[] {
  return [
    '',
    `  ${colours.dim('Tokens are given out by')} ${issuer} ${colours.dim(`in place of ${printable(insteadOf.join(' and '))}.`)}`,
    `  ${colours.dim('Clients that ask for a client id:')} ${printable(clientId)}`,
    `  ${colours.dim(`Others take this header, which is good here alone and until ${expires}:`)}`,
    `  Authorization: Bearer ${token}`,
    ...machineClients.flatMap((client) => machineLines(client, colours)),
  ];
}

/** Programs ask for a token by themselves. */
function machineLines({ clientId, clientSecret, tokenUrl }: LocalMachineClient, colours: Colours): string[] {
  return [
    `  ${colours.dim('Programs get one by client credentials, with a secret that is good here alone:')}`,
    `  curl -u ${printable(clientId)}:${clientSecret} -d grant_type=client_credentials ${tokenUrl}`,
  ];
}

/** Requests are signed as for AWS. */
function signingLines({ accessKeyId, secretAccessKey, region, service }: LocalSigning, url: string, colours: Colours): string[] {
  const where = `aws:amz:${printable(region)}:${service}`;
  return [
    '',
    `  ${colours.dim(`Requests are signed (Signature Version 4) for ${service} in ${printable(region)} with this key, which is good here alone and ends with dev:`)}`,
    `  AWS_ACCESS_KEY_ID=${accessKeyId}`,
    `  AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
    `  ${colours.dim('As in:')} curl --aws-sigv4 ${where} -u ${accessKeyId}:${secretAccessKey} ${printable(url)}`,
  ];
}
