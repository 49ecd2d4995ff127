import { STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { Api } from './api';
import { headTooLarge } from './front/head-size';
import { Refusal } from './refusal';
import { RequestEvent } from '../terminal/events';

/** Answers what Node cannot read as a request. */
export type Unreadable = (error: UnreadableError, socket: Duplex) => void;

/** An error of Node's HTTP parser. */
export interface UnreadableError extends Error {
  readonly code?: string;
  /** The bytes in which it was found. */
  readonly rawPacket?: Buffer;
}

const REQUEST_LINE = /^([A-Z]{1,20}) (\/[\x21-\x7e]{0,1000})/;

/** Not all of a request came in time. */
const SLOW = 'ERR_HTTP_REQUEST_TIMEOUT';

/** How long the client may take to read the answer. */
const LINGER_MS = 2_000;

/** Answers and closes the connection; undefined where nobody waits for an answer. */
export function answerUnreadable(error: UnreadableError, socket: Duplex, api: Api): RequestEvent | undefined {
  // The rest of what was refused is unreadable too.
  if (!socket.writable) return undefined;
  // Browsers open connections that they may never need.
  const neverUsed = error.code === SLOW && (socket as Socket).bytesRead === 0;
  if (neverUsed || error.code === 'ECONNRESET' || error.code === 'EPIPE') {
    socket.destroy();
    return undefined;
  }
  const refusal = refusalOf(error);
  const { status, headers, body } = api.refuse(refusal);
  const requestId = api.newRequestId();
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines(['connection', 'close', 'content-length', String(body.length), ...headers, ...api.ids(requestId)])];
  socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
  // Access logs have a hyphen for what is not known.
  const [, method = '-', path = '-'] = REQUEST_LINE.exec(error.rawPacket?.toString('latin1') ?? '') ?? [];
  return { event: 'request', time: new Date().toISOString(), requestId, method, path, status, ms: 0, failure: refusal.message };
}

/** Of names and values in turn. */
function lines(headers: readonly string[]): string[] {
  return headers.flatMap((name, index) => index % 2 === 0 ? [`${name}: ${headers[index + 1]}`] : []);
}

function refusalOf({ code, message }: UnreadableError): Refusal {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW': return headTooLarge('more than 64 kB');
    case SLOW: return new Refusal('slow-head', 'the headers of the request did not arrive in time');
    default: return new Refusal('unreadable', `no HTTP request: ${message}`);
  }
}
