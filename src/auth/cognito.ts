import { Duration } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { COMMON_CALLBACK_URLS } from './callback-urls';
import { cognitoGuard } from './cognito-guard';
import { CognitoPool, tokenScopes } from './cognito-pool';
import { AuthFacts, AuthPlace, AuthStrategy, Guard } from './guard';
import { factOf, factsOfList, listWith, secondsOf } from '../private/tokens';

/** Options of `McpAuth.cognito`. */
export interface McpCognitoOptions {
  /**
   * What tokens may allow: 1 to 10 scopes, of which a token needs one. A name becomes `mcp/name` in
   * tokens and has no space, quote, slash or backslash in it.
   *
   * @default [new cognito.ResourceServerScope({ scopeName: 'use', scopeDescription: 'Use the MCP server' })]
   */
  readonly scopes?: cognito.ResourceServerScope[];

  /**
   * Where clients may be sent back to after a login, beside `commonClients`; 100 URLs in all. `https`, a
   * scheme of an app's own, or `http` on `localhost`, `127.0.0.1` or `[::1]`. Cognito compares all of it,
   * the port included. ChatGPT has a URL for each connector, `https://chatgpt.com/connector/oauth/` and an
   * id, which its settings show and which belongs here.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html
   * @default []
   */
  readonly callbackUrls?: string[];

  /**
   * Whether Claude, ChatGPT, Visual Studio Code, Cursor, the MCP Inspector, and clients on
   * `http://localhost:8080/callback` may be sent back to. Claude Code is one of the last with
   * `--callback-port 8080`.
   *
   * All interactive clients are one public client to Cognito, and it checks PKCE only where the client has used it:
   * it cannot be told to ask for it. So a login is as safe as what is behind these URLs: the companies' pages, and on
   * a person's own machine whichever program listens on a `localhost` port or takes `cursor:` links. With
   * `false`, the `callbackUrls` are all that is allowed.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/using-pkce-in-authorization-code.html
   * @default true
   */
  readonly commonClients?: boolean;

  /**
   * Whether clients may register themselves (RFC 7591), which Cognito cannot do: each is answered with
   * the one public client, unless no URL is allowed that it wants to be sent back to. A person can then
   * paste the MCP URL into a client and needs no client id.
   *
   * @default false
   */
  readonly clientRegistration?: boolean;

  /**
   * Whether there is a client for programs, with a secret and client credentials.
   *
   * @default false
   */
  readonly machineClient?: boolean;

  /**
   * The first label of the login page's host name, unique in the region: up to 63 lower-case letters,
   * digits and hyphens, without `aws`, `amazon` or `cognito`. To be chosen once: a pool has one, and
   * CloudFormation makes another before it deletes the first, which Cognito refuses.
   *
   * @see https://github.com/aws/aws-cdk/issues/10062
   * @default - made from the stack's id and the construct's address
   */
  readonly domainPrefix?: string;

  /**
   * Whether users use a second factor: an authenticator app.
   *
   * @default cognito.Mfa.OPTIONAL
   */
  readonly mfa?: cognito.Mfa;

  /**
   * The name of the user pool, as the console shows it.
   *
   * @default - CloudFormation makes one up
   */
  readonly userPoolName?: string;

  /**
   * How long an access token is valid: whole minutes from 5 to a day. Until then it is taken, whoever has it.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
   * @default Duration.hours(1)
   */
  readonly accessTokenValidity?: Duration;

  /**
   * How long a login lasts, after which a person logs in again: whole minutes from an hour to 10 years, and
   * no less than an access token.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
   * @default Duration.days(30)
   */
  readonly refreshTokenValidity?: Duration;
}

const USE = new cognito.ResourceServerScope({ scopeName: 'use', scopeDescription: 'Use the MCP server' });

/** The door checks tokens of a user pool that is made for the server. */
export class CognitoAuth implements AuthStrategy {
  private readonly scopes: cognito.ResourceServerScope[];
  private readonly callbackUrls: string[];
  private readonly accessTokenValidity: Duration;
  private readonly refreshTokenValidity: Duration;

  constructor(private readonly options: McpCognitoOptions) {
    this.scopes = options.scopes ?? [USE];
    this.accessTokenValidity = options.accessTokenValidity ?? Duration.hours(1);
    this.refreshTokenValidity = options.refreshTokenValidity ?? Duration.days(30);
    this.callbackUrls = listWith(options.callbackUrls ?? [], ...options.commonClients ?? true ? COMMON_CALLBACK_URLS : []);
  }

  describe(): AuthFacts {
    return {
      call: 'McpAuth.cognito({ … })',
      guard: 'jwt',
      publicAccess: false,
      tokenBased: true,
      cognito: {
        scopes: this.scopes.map(({ scopeName, scopeDescription }) => ({ name: factOf(scopeName), description: factOf(scopeDescription) })),
        domainPrefix: this.options.domainPrefix === undefined ? undefined : factOf(this.options.domainPrefix),
        userPoolName: this.options.userPoolName === undefined ? undefined : factOf(this.options.userPoolName),
        accessTokenSeconds: secondsOf(this.accessTokenValidity),
        refreshTokenSeconds: secondsOf(this.refreshTokenValidity),
      },
      callbackUrls: { setting: 'auth.callbackUrls', urls: factsOfList(this.callbackUrls) },
      clientRegistration: this.options.clientRegistration ?? false,
    };
  }

  bind(scope: Construct, place: AuthPlace): Guard {
    const pool = new CognitoPool(scope, 'Auth', {
      scopes: this.scopes,
      callbackUrls: this.callbackUrls,
      machineClient: this.options.machineClient ?? false,
      mfa: this.options.mfa ?? cognito.Mfa.OPTIONAL,
      domainPrefix: this.options.domainPrefix,
      userPoolName: this.options.userPoolName,
      accessTokenValidity: this.accessTokenValidity,
      refreshTokenValidity: this.refreshTokenValidity,
    });
    const { userPool, client, machineClient } = pool;
    return cognitoGuard({
      userPool,
      clients: machineClient ? [client, machineClient] : [client],
      machineClient,
      domainUrl: pool.domain.baseUrl(),
      scopes: tokenScopes(this.scopes),
      tokenEndpointAuthMethods: machineClient ? ['none', 'client_secret_basic', 'client_secret_post'] : ['none'],
      registeredCallbackUrls: this.options.clientRegistration ? this.callbackUrls : undefined,
    }, place);
  }
}
