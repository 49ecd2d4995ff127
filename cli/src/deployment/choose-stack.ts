import { UserError } from '../errors';
import type { StackTemplate } from '../template/assembly/assembly';
import { DECLARATION } from '../template/declaration';
import { MarkedServer, markedServers } from '../template/marked-servers';
import { refuseErrors } from '../template/read-servers';

/** The option that names a stack. */
export interface StackChoice {
  /** By its name, or by its construct path. */
  readonly stack?: string;
}

/** A stack with the servers in it. */
export interface ChosenStack {
  readonly stack: StackTemplate;
  readonly servers: readonly MarkedServer[];
  readonly warnings: readonly string[];
}

/** The stack to work with: the only one that has a server, or the one that the option names. */
export function chooseStack(stacks: readonly StackTemplate[], { stack: name }: StackChoice): ChosenStack {
  if (stacks.length === 0) throw new UserError('The app has no stacks.');
  const candidates = stacks.map((stack) => ({ stack, servers: markedServers(stack) })).filter(({ servers }) => servers.length > 0);
  if (candidates.length === 0) throw new UserError(noServer(stacks));
  const [chosen, ...others] = candidates.filter(({ stack }) => name === undefined || stack.name === name || stack.path === name);
  if (chosen === undefined) throw new UserError([`There is no stack ${name} with an MCP server. There are:`, ...candidates.map(option)].join('\n'));
  if (others.length > 0) throw new UserError(['Several stacks have an MCP server; say which one:', ...candidates.map(option)].join('\n'));
  refuseErrors(chosen.stack);
  const warnings = chosen.stack.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);
  return { ...chosen, warnings };
}

function option({ stack }: { readonly stack: StackTemplate }): string {
  return `  --stack ${stack.name}`;
}

function noServer(stacks: readonly StackTemplate[]): string {
  return [
    `No MCP server was found in ${stacks.length === 1 ? 'the stack' : 'the stacks'} ${stacks.map(({ name }) => name).join(', ')}.`,
    ...DECLARATION,
  ].join('\n');
}
