import { IncomingHttpHeaders } from 'node:http';
import { Reply } from '../reply';

/** Decides who may call a route, before its function is invoked. */
export interface Authorizer {
  /** `query` is the target's part behind the question mark, as it was sent. Never rejects. */
  authorize(headers: IncomingHttpHeaders, query: string | undefined): Promise<Authorization>;
}

export type Authorization = Admitted | Refused;

/** The request may go on, with what the function is told about the caller. */
export interface Admitted {
  readonly admitted: true;
  readonly context: JwtContext;
}

/** `requestContext.authorizer` of payload format 2.0. */
export interface JwtContext {
  readonly jwt: {
    readonly claims: Readonly<Record<string, string>>;
    /** Those of the token, where the route asks for scopes; else null. */
    readonly scopes: readonly string[] | null;
  };
}

/** The gateway answers by itself, as API Gateway does. */
export interface Refused {
  readonly admitted: false;
  readonly reply: Reply;
  /** What is wrong with the request or the issuer, for the request line. */
  readonly failure: string;
}
