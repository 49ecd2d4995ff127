import { Construct } from 'constructs';
import { audienceOf } from './audience';
import { AuthFacts, AuthPlace, AuthStrategy, JwtGuard } from './guard';
import { factOf, factsOfList, listWith } from '../private/tokens';

/** Options of `McpAuth.jwt`. */
export interface McpJwtOptions {
  /**
   * The authorization server that issues the tokens: an `https` URL, exactly as in the tokens' `iss`
   * claim, with a slash at its end where that has one. Its discovery document and keys must be
   * reachable from AWS.
   */
  readonly issuer: string;

  /**
   * What the tokens' `aud` claim may be beside the MCP URL, 1 to 48 values; where a token has no `aud`,
   * its `client_id`. The MCP URL always counts, with and without a slash at its end: clients that send
   * it as `resource` (RFC 8707) get tokens with that audience, if the issuer supports it.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
   * @default - the MCP URL alone
   */
  readonly audience?: string[];

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
      guard: 'jwt',
      publicAccess: false,
      tokenBased: true,
      jwt: {
        issuer: factOf(this.options.issuer),
        audience: this.options.audience && factsOfList(this.options.audience),
        scopes: factsOfList(this.options.scopes),
      },
    };
  }

  bind(_scope: Construct, place: AuthPlace): JwtGuard {
    const { issuer, audience, scopes } = this.options;
    return {
      kind: 'jwt',
      issuer,
      audience: listWith(audience ?? [], ...audienceOf(place)),
      scopes,
      discovery: { authorizationServers: [issuer], scopes },
    };
  }
}
