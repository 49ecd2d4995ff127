import { Fact } from '../private/tokens';

/** One way to let callers in. Immutable: it may guard any number of servers. */
export interface AuthStrategy {
  describe(): AuthFacts;

  bind(): Guard;
}

/** What an auth asks of the door. A door throws on a kind that it does not know. */
export type Guard = OpenGuard | JwtGuard;

/** Everybody may call. */
export interface OpenGuard {
  readonly kind: 'none';
}

/** Callers show a JWT of this issuer. */
export interface JwtGuard {
  readonly kind: 'jwt';
  readonly issuer: string;
  readonly audience: string[];

  /** A token needs one of them; none means that each valid token is let in. */
  readonly scopes: string[];
}

/** What is known of the auth before any resource exists. */
export interface AuthFacts {
  /** The call that the user wrote, for messages. */
  readonly call: string;

  /** Whether everybody may call the server. */
  readonly publicAccess: boolean;
  readonly jwt?: JwtFacts;
}

export interface JwtFacts {
  readonly issuer: Fact<string>;
  readonly audience: ReadonlyArray<Fact<string>>;
  readonly scopes: ReadonlyArray<Fact<string>>;
}
