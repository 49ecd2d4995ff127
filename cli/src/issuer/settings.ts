/** Where a client gets its tokens, as Cognito has it. */
export const TOKEN_PATH = '/oauth2/token';

/** What the local issuer stands for. */
export interface IssuerSettings {
  /** The issuers of the template, as they are written. */
  readonly issuers: readonly string[];
  /** Whether the first of them ends with a slash: the local one does so too. */
  readonly slash: boolean;
  /** Whether it stands for a user pool of Cognito, which has ways of its own. */
  readonly cognito: boolean;
  /** URLs that a client may ask for as `resource` (RFC 8707), which become the audience. */
  readonly resources: readonly string[];
  /** The audience of the token to paste: the MCP URL where the authorizer takes it. */
  readonly audience: string;
  /** The audience of a token for which no resource was asked; the client id where this is missing. */
  readonly plainAudience?: string;
  /** The scopes of the guarded routes. */
  readonly scopes: readonly string[];
  /** Known from the start; never empty. The first one is named where a person is to give a client id. */
  readonly clients: readonly KnownClient[];
  /** Clients of programs, which log in by themselves. */
  readonly machines: readonly MachineClient[];
}

/** A public client. */
export interface KnownClient {
  readonly id: string;
  /** All that are allowed to it, compared as Cognito does; where none is known, any loopback URI is. */
  readonly redirectUris: readonly string[];
}

/** A client with client credentials. */
export interface MachineClient {
  readonly id: string;
  /** Worth nothing elsewhere: it was made for this run. */
  readonly secret: string;
  /** All that it may ask for, and what it gets where it asks for none. */
  readonly scopes: readonly string[];
}

/** Sent to the issuer's process. */
export interface IssuerRequest {
  readonly type: 'serve';
  readonly settings: IssuerSettings;
}

/** Sent by the issuer's process. */
export type IssuerReply =
  | { readonly type: 'listening'; readonly origin: string }
  | { readonly type: 'serving'; readonly token: PastedToken }
  /** Something went wrong that its log would tell. */
  | { readonly type: 'problem'; readonly message: string };

/** An access token that nobody has logged in for. It opens nothing but the server on this machine. */
export interface PastedToken {
  readonly token: string;
  /** ISO 8601. */
  readonly expires: string;
}
