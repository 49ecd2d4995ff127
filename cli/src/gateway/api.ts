import { IncomingMessage } from 'node:http';
import { Invocation } from './event/invocation';
import { ReadBody } from './event/request-body';
import { Refusal } from './refusal';
import { Reply, ReplyHead } from './reply';
import { AnswerHead, ServerAnswer, ServerRequest } from '../instances/exchange';

/** A kind of API: all in which one differs from another. The gateway does the rest for each. */
export interface Api {
  /** Whether it takes no more of request line and headers than API Gateway does. */
  readonly limitsHead: boolean;
  /** Throws the `Refusal` of a request that cannot reach the server, by method and path alone. */
  check(method: string, path: string): void;
  /** All that is asked before the function is; few requests need their body for that. Throws a `Refusal`. */
  admit(request: IncomingMessage, invocation: Invocation, readBody: ReadBody): Promise<Admitted | Streamed | Answered>;
  /** What the client gets instead of the server's answer; without an invocation for what is no request. */
  refuse(refusal: Refusal, invocation?: Invocation): Reply;
  newRequestId(): string;
  /** The headers in which each answer names its request. */
  ids(requestId: string): readonly string[];
}

/** A request for the function. */
export interface Admitted {
  /** How long the API waits for the function. */
  readonly integrationTimeoutMs: number;
  /** The logical id of the function; the server's where this is missing. */
  readonly function?: string;
  /** What it is sent. Throws a `Refusal` where Lambda takes no such event. */
  send(body: Buffer | null): ServerRequest;
  /** What the client gets of the server's answer. Throws a `Refusal`. */
  answer(answer: ServerAnswer, sent: ServerRequest): Reply;
}

/** A request for the server, whose answer the client gets while it is made. */
export interface Streamed extends Pick<Admitted, 'integrationTimeoutMs' | 'send'> {
  /** How long the answer may stand still; as long as it likes where this is missing. */
  readonly idleTimeoutMs?: number;
  /** What the client gets before the body. Throws a `Refusal`. */
  head(head: AnswerHead, sent: ServerRequest): ReplyHead;
}

/** The API has answered by itself. */
export interface Answered {
  readonly reply: Reply;
  /** Why, where something is wrong with the request. */
  readonly failure?: string;
}
