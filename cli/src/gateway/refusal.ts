import { SignatureFault } from './authorizer/sigv4/bad-signature';

/** Why the gateway answers instead of the server. Each kind of API has a status and words of its own for each. */
export type RefusalKind =
  | 'unreadable' | 'slow-head' | 'head-too-large' | 'unknown-host' | 'unknown-origin' | 'malformed-path' | 'no-stage' | 'no-route' | 'unserved'
  | 'throttled' | 'quota-exceeded' | 'client-gone' | 'body-too-large' | 'event-too-large' | 'overtime' | 'function-throttled' | 'account-throttled'
  | 'function-failed' | 'unauthorized' | 'access-denied' | 'authorizer-failed' | 'authorizer-misconfigured' | 'no-key' | `signature-${SignatureFault}`;

/** Thrown by the step that finds out why. The message is for the developer, and stands in the request line. */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    failure: string,
    /** What the client reads instead of the API's own words. */
    readonly words?: string,
    /** What is known of the caller, for the API's own answers: `authorizer.principalId`. */
    readonly variables: Readonly<Record<string, string>> = {},
  ) {
    super(failure);
  }
}

/** The path holds a percent sign that starts no escape. */
export class MalformedPath extends Refusal {
  constructor() {
    super('malformed-path', 'the path holds a malformed percent escape');
  }
}

/** Where API Gateway would let a request through and `dev` cannot: nothing is answered more openly than on AWS. */
export const unserved = (routeKey: string, reason: string): Refusal => new Refusal('unserved', reason, `${routeKey}: ${reason}`);
