/**
 * The output that every server has. The command line knows servers by it, in templates and in deployed
 * stacks: the id stands at the end of the output's name, and with the description no other output has it.
 */
export const MCP_OUTPUT = {
  id: 'McpEndpoint',
  description: 'The MCP endpoint, to give to a client',
} as const;

/** The output of a server whose domain name has its records elsewhere. */
export const DOMAIN_OUTPUT = {
  id: 'DomainTarget',
  description: 'Where a CNAME record of the domain name must lead',
} as const;
