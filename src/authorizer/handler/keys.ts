import { KidNotFoundInJwksError } from 'aws-jwt-verify/error';
import { keysOf } from './issuer';
import { SignatureVerifier } from './signature';

const MINUTE_MS = 60_000;

/** Then keys are fetched again, so that one that the issuer has withdrawn is not let in for longer. */
const FRESH_MS = 60 * MINUTE_MS;

/** While the issuer cannot be asked they count for so long, as API Gateway keeps them for an HTTP API. */
const KEPT_MS = 120 * MINUTE_MS;

/** After any fetch there is none for so long: what does not know its key, or fails, must not become load on the issuer. */
const PAUSE_MS = 5_000;

/** It is the issuer's failure and not the caller's: API Gateway makes a 500 of it, and no client throws its token away. */
export class IssuerFailure extends Error {}

/** The keys of one issuer, kept as long as the function's instance lives. */
export class IssuerKeys {
  private readonly verifier: SignatureVerifier;
  private fetchedAt = -Infinity;
  private askedAt = -Infinity;
  private asking?: Promise<void>;
  private failure?: IssuerFailure;

  /** @param now in milliseconds; a clock that stands while an instance is frozen would keep keys for longer */
  constructor(private readonly issuer: string, private readonly now = () => Date.now()) {
    this.verifier = new SignatureVerifier(issuer);
  }

  /**
   * Whether one of the keys has signed the token.
   *
   * @throws `IssuerFailure` where the keys are out of reach
   */
  async verify(jwt: string): Promise<void> {
    if (this.age() >= FRESH_MS) {
      await this.renew();
      if (this.failure && this.age() >= KEPT_MS) {
        throw this.failure;
      }
    }
    try {
      this.verifier.check(jwt);
    } catch (error) {
      if (!(error instanceof KidNotFoundInJwksError)) {
        throw error;
      }
      await this.renew();
      if (this.failure) {
        throw this.failure;
      }
      this.verifier.check(jwt);
    }
  }

  private age(): number {
    return this.now() - this.fetchedAt;
  }

  /** One fetch, however many wait for it. */
  private async renew(): Promise<void> {
    if (this.asking === undefined && this.now() - this.askedAt >= PAUSE_MS) {
      this.asking = this.fetch().finally(() => {
        this.askedAt = this.now();
        this.asking = undefined;
      });
    }
    await this.asking;
  }

  private async fetch(): Promise<void> {
    try {
      this.verifier.cacheJwks(await keysOf(this.issuer)); // forgets what was made of the keys before
      this.fetchedAt = this.now();
      this.failure = undefined;
    } catch (error) {
      this.failure = new IssuerFailure(`the issuer's keys are out of reach: ${(error as Error).message}`, { cause: error });
    }
  }
}
