import { Construct } from 'constructs';
import { AuthFacts, AuthPlace, AuthStrategy, Guard } from './guard';
import { JwtAuth, McpJwtOptions } from './jwt';
import { NoAuth } from './none';

/** Who may call the server. It must be chosen: nothing is public by default. */
export class McpAuth {
  /**
   * Everybody who knows the URL may call the server. Synthesis warns about it, with the id
   * `cdk-mcp-lambda:publicAccess`.
   */
  public static none(): McpAuth {
    return new McpAuth(new NoAuth());
  }

  /**
   * Callers show a JWT (a bearer token) of an OpenID Connect or OAuth 2.0 authorization server. The
   * endpoint checks it before the function is invoked.
   *
   * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization
   */
  public static jwt(options: McpJwtOptions): McpAuth {
    return new McpAuth(new JwtAuth(options));
  }

  private constructor(private readonly strategy: AuthStrategy) {}

  /** @internal */
  public _describe(): AuthFacts {
    return this.strategy.describe();
  }

  /** @internal */
  public _bind(scope: Construct, place: AuthPlace): Guard {
    return this.strategy.bind(scope, place);
  }
}
