import { ParityRequest } from './request';
import { PlainResponse } from '../harness/responses';

/** What came back, and under which name and address the front door was called. */
export interface Reply {
  readonly response: PlainResponse;
  /** The host of the front door. */
  readonly host: string;
  /** The client's address, as the front door sees it. */
  readonly sourceIp: string;
}

/** One way to the servers. */
export interface Target {
  /** Sends one request at a time. */
  send(request: ParityRequest): Promise<Reply>;
  /** Ends all processes. */
  stop(): Promise<void>;
}
