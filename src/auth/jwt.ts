import { AuthFacts, AuthStrategy, Guard } from './guard';
import { factOf, factsOfList } from '../private/tokens';

/** Options of `McpAuth.jwt`. */
export interface McpJwtOptions {
  /**
   * The authorization server that issues the tokens: an `https` URL, exactly as in the tokens' `iss`
   * claim. Its discovery document and keys must be reachable from AWS.
   */
  readonly issuer: string;

  /**
   * What the tokens' `aud` claim may be, 1 to 50 values; where a token has no `aud`, its `client_id`.
   * MCP clients that send `resource` (RFC 8707) get tokens whose audience is the MCP URL.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
   */
  readonly audience: string[];

  /**
   * A token needs one of these scopes, at most 10. With an empty list each valid token of the issuer
   * is let in, ID tokens among them, and synthesis warns about it.
   */
  readonly scopes: string[];
}

/** The door checks signature, issuer, audience, expiry and scopes. */
export class JwtAuth implements AuthStrategy {
  constructor(private readonly options: McpJwtOptions) {}

  describe(): AuthFacts {
    return {
      call: 'McpAuth.jwt({ … })',
      publicAccess: false,
      tokenBased: true,
      jwt: {
        issuer: factOf(this.options.issuer),
        audience: factsOfList(this.options.audience),
        scopes: factsOfList(this.options.scopes),
      },
    };
  }

  bind(): Guard {
    const { issuer, scopes } = this.options;
    return { kind: 'jwt', ...this.options, discovery: { authorizationServers: [issuer], scopes } };
  }
}
