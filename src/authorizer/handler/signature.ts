import { JwtVerifierBase, JwtVerifierProperties, VerifyProperties } from 'aws-jwt-verify/jwt-verifier';
import { decompose } from './decompose';

type Options = VerifyProperties & Record<string, unknown>;

/** Checks with the keys of one issuer that it has signed a token. Times and audience are looked at before. */
export class SignatureVerifier extends JwtVerifierBase<Options, JwtVerifierProperties<Options>, false> {
  constructor(private readonly issuer: string) {
    super({ issuer, audience: null, jwksUri: issuer });
  }

  /** As `verifySync`, which would take the token apart by itself. */
  check(jwt: string): void {
    this.verifyDecomposedJwtSync(decompose(jwt), this.issuer, { issuer: this.issuer, audience: null, graceSeconds: Infinity });
  }
}
