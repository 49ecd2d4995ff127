import { Token } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { cognitoGuard } from './cognito-guard';
import { AuthFacts, AuthPlace, AuthStrategy, Guard } from './guard';
import { Fact, factOf, factsOfList } from '../private/tokens';

/** Options of `McpAuth.userPool`. */
export interface McpUserPoolOptions {
  /**
   * The clients of the pool whose tokens are let in, 1 to 48. A REST API takes no others. An HTTP API does: a token
   * with the MCP URL as its audience gets in whichever client of the pool asked for it, if that may have one of
   * `scopes`. So give a scope of this server's own to these clients alone.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
   */
  readonly userPoolClients: cognito.IUserPoolClient[];

  /**
   * The `https` URL of the pool's domain, without a path: what `domain.baseUrl()` gives for a
   * `UserPoolDomain`.
   */
  readonly domainUrl: string;

  /**
   * A token needs one of these scopes: 1 to 10 custom scopes of a resource server of the pool, as they
   * stand in tokens, such as `mcp/use`. Each client must be allowed to ask for them. ID tokens have no
   * scopes, and that keeps them out.
   */
  readonly scopes: string[];

  /**
   * Where the first client may be sent back to, up to 100 URLs. With these, clients may register
   * themselves (RFC 7591), and each is answered with the first client, which must have no secret.
   *
   * @default - clients cannot register and must be given a client id
   */
  readonly registrationCallbackUrls?: string[];
}

/** What any client of a pool may be: with and without a secret. */
const ANY_METHOD = ['none', 'client_secret_basic', 'client_secret_post'];

/** The door checks tokens of a user pool that the user has. */
export class UserPoolAuth implements AuthStrategy {
  constructor(private readonly userPool: cognito.IUserPool, private readonly options: McpUserPoolOptions) {}

  describe(): AuthFacts {
    const { userPoolClients, domainUrl, scopes, registrationCallbackUrls } = this.options;
    return {
      call: 'McpAuth.userPool(…)',
      guard: 'jwt',
      publicAccess: false,
      tokenBased: true,
      userPool: {
        region: regionOf(this.userPool),
        clients: userPoolClients.length,
        domainUrl: factOf(domainUrl),
        scopes: factsOfList(scopes),
      },
      callbackUrls: registrationCallbackUrls
        && { setting: 'auth.registrationCallbackUrls', urls: factsOfList(registrationCallbackUrls) },
      clientRegistration: registrationCallbackUrls !== undefined,
    };
  }

  bind(_scope: Construct, place: AuthPlace): Guard {
    const { userPoolClients, domainUrl, scopes, registrationCallbackUrls } = this.options;
    return cognitoGuard({
      userPool: this.userPool,
      clients: userPoolClients,
      domainUrl,
      scopes,
      tokenEndpointAuthMethods: ANY_METHOD,
      registeredCallbackUrls: registrationCallbackUrls,
    }, place);
  }
}

/** A pool's id begins with its region, which says more than an import that takes the stack's for granted. */
function regionOf({ userPoolId, env }: cognito.IUserPool): Fact<string> {
  return Token.isUnresolved(userPoolId) ? factOf(env.region) : userPoolId.split('_')[0];
}
