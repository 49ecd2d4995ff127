/** What is wrong with a signature; what a client reads of it differs from door to door. */
export type SignatureFault =
  /** Nothing is signed. */
  | 'missing'
  /** What should be a signature is none. */
  | 'malformed'
  /** It is for another service, region or day. */
  | 'scope'
  | 'expired'
  | 'unknown-key'
  /** The secret is another one, or the request is. */
  | 'mismatch';

/** The request is not signed as it must be. The message is for the developer alone. */
export class BadSignature extends Error {
  constructor(readonly fault: SignatureFault, message: string) {
    super(message);
  }
}
