import { IncomingHttpHeaders } from 'node:http';
import { RouteFacts } from '../../template/model';
import { AuthorizerContext } from '../event/authorizer-context';
import { Invocation } from '../event/invocation';
import { Reply } from '../reply';

/** Decides who may call a route, before its function is invoked. */
export interface Authorizer {
  /** Rejects with a `Refusal` where whoever decides has failed. */
  authorize(asked: Asked): Promise<Authorization>;
}

/** The request that wants to be let in, and the way that was found for it. */
export interface Asked {
  readonly invocation: Invocation;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as the client sent them. */
  readonly rawHeaders: readonly string[];
  /** Of the body, which is not read yet; 0 where it is sent in chunks. */
  readonly length: number;
  readonly stage: string;
  readonly route: RouteFacts;
  /** As the client sent it, which is what a signature covers; behind a domain the event has another one. */
  readonly sentPath: string;
  /** As sent, without the stage. */
  readonly path: string;
  /** The gateway's own port. */
  readonly port: number | undefined;
  /** Of the API. */
  readonly region: string;
  /** Reads the body, which few authorizers need. Rejects with a `Refusal`. */
  body(): Promise<Buffer | null>;
}

export type Authorization = Admitted | Refused;

/** The request may go on, with what the function is told about the caller. */
export interface Admitted {
  readonly admitted: true;
  readonly context: AuthorizerContext;
}

/** The gateway answers by itself, as API Gateway does. */
export interface Refused {
  readonly admitted: false;
  readonly reply: Reply;
  /** What is wrong with the request or the issuer, for the request line. */
  readonly failure: string;
}
