import { INCOMPLETE } from './assembly/assembly-file';
import { DECLARATION } from './declaration';
import type { ServedServer } from './model';
import type { FoundServers, RefusedServer } from './read-servers';
import { UserError } from '../errors';

/** The options of the command line that name a server. */
export interface ServerChoice {
  readonly stack?: string;
  readonly server?: string;
}

/** The server to serve: the only one, or the one that the options name. */
export function chooseServer(found: FoundServers, choice: ServerChoice): ServedServer {
  if (found.servers.length === 0) {
    throw new UserError(nothingFound(found, choice));
  }
  const [server, ...others] = found.servers.filter((candidate) => matches(candidate, choice));
  if (server === undefined) {
    throw new UserError(unknownChoice(found, choice));
  }
  if (others.length > 0) {
    throw new UserError(['There are several MCP servers; say which one:', ...[server, ...others].map(optionsFor)].join('\n'));
  }
  return server;
}

function matches(candidate: { readonly name: string; readonly stack: string }, { stack, server }: ServerChoice): boolean {
  return (stack === undefined || candidate.stack === stack) && (server === undefined || candidate.name === server);
}

function optionsFor({ stack, name }: ServedServer): string {
  return `  --stack ${quoted(stack)} --server ${quoted(name)}`;
}

/** Ready to paste into a shell. */
function quoted(word: string): string {
  return /^[\w/.-]+$/.test(word) ? word : `'${word}'`;
}

function unknownChoice(found: FoundServers, choice: ServerChoice): string {
  const refused = found.refused.filter((candidate) => choice.server !== undefined && matches(candidate, choice));
  const given = [choice.stack && `--stack ${choice.stack}`, choice.server && `--server ${choice.server}`].filter(Boolean).join(' ');
  return [
    `There is no MCP server for ${given}${refused.length > 0 ? ' that can be served:' : '.'}`,
    ...refused.map(describe),
    'These can be served:',
    ...found.servers.map(optionsFor),
  ].join('\n');
}

function nothingFound({ stacks, refused }: FoundServers, choice: ServerChoice): string {
  const likely = refused.filter((candidate) => candidate.likely && matches(candidate, choice));
  const named = likely.length > 0 ? likely : refused;
  const incomplete = named.filter((candidate) => candidate.incomplete);
  if (incomplete.length > 0) {
    return [INCOMPLETE, ...incomplete.map(describe)].join('\n');
  }
  return [
    stacks.length > 0 ? `No MCP server was found in ${stacks.length === 1 ? 'the stack' : 'the stacks'} ${stacks.join(', ')}.` : 'The app has no stacks.',
    ...named.length > 0 ? ['What was found instead:', ...named.map(describe)] : stacks.length > 0 ? ['There is no Lambda function in it.'] : [],
    ...DECLARATION,
  ].join('\n');
}

function describe({ stack, name, reason }: RefusedServer): string {
  return `  ${stack} ${name}: ${reason}`;
}
