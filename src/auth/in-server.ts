import { AuthFacts, AuthStrategy, Guard } from './guard';
import { factsOfList } from '../private/tokens';

/** Options of `McpAuth.inServer`. */
export interface McpInServerOptions {
  /**
   * What reaches the server beside the MCP path, with every method: whole paths as clients ask for
   * them, from the host on. They are those of the server's own OAuth routes, as a rule
   * `/.well-known/oauth-protected-resource` (alone, and with the MCP path behind it),
   * `/.well-known/oauth-authorization-server`, `/authorize`, `/token`, `/register` and `/revoke`. A path
   * covers nothing below it. An HTTP API that has a stage with a name and no domain gets `$default` beside
   * it, which alone stands at the root of the host.
   */
  readonly publicPaths: string[];
}

/** The door asks nobody: the server does. */
export class InServerAuth implements AuthStrategy {
  constructor(private readonly options: McpInServerOptions) {}

  describe(): AuthFacts {
    return {
      call: 'McpAuth.inServer({ … })',
      guard: 'in-server',
      publicAccess: true,
      tokenBased: false,
      inServer: { publicPaths: factsOfList(this.options.publicPaths) },
    };
  }

  bind(): Guard {
    return { kind: 'in-server', publicPaths: this.options.publicPaths };
  }
}
