import { ServerResponse } from 'node:http';
import { Begun } from './invoke';
import { AnswerTooLarge } from '../instances/exchange';

/** Of a streamed answer: https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html */
const MAX_BYTES = 200 * 1024 * 1024;

/** When a stream is cut that goes on. In milliseconds. */
export interface StreamLimits {
  /** Since its request was sent, by `performance.now()`, and how long it may last, whatever comes. */
  readonly since: number;
  readonly limitMs: number;
  /** Without a byte. */
  readonly idleMs?: number;
}

/** How a stream came to its end. */
export interface Streaming {
  /** When the first piece of the body came, by `performance.now()`. */
  readonly firstAt?: number;
  /** Why it has not come to its own end, for the request line. */
  readonly failure?: string;
}

/**
 * Gives the client each piece of the body as it comes, until one of both has ended. The function of a client that is
 * gone, or whose stream is cut, goes on to its end, and nobody reads what it says.
 */
export async function stream({ answer: { body }, ended }: Begun, client: ServerResponse, limits: StreamLimits): Promise<Streaming> {
  const { since, limitMs, idleMs } = limits;
  return new Promise((resolve) => {
    let size = 0;
    let firstAt: number | undefined;
    const cut = (why: string) => {
      client.destroy();
      leave(why);
    };
    const leftMs = since + limitMs - performance.now();
    const whole = setTimeout(() => cut(`cut after the integration's ${limitMs / 1000} s; the function goes on`), leftMs);
    const still = () => cut(`cut, as nothing came for ${idleMs! / 1000} s; the function goes on`);
    const idle = idleMs === undefined ? undefined : setTimeout(still, idleMs);
    const pass = (chunk: Buffer) => {
      firstAt ??= performance.now();
      size += chunk.length;
      idle?.refresh();
      if (size > MAX_BYTES) {
        body.destroy(new AnswerTooLarge());
        cut(`cut, as the answer is larger than the ${MAX_BYTES} bytes (200 MB) that a function may stream`);
      } else if (!client.write(chunk)) {
        body.pause();
      }
    };
    const goOn = () => void body.resume();
    const gone = () => leave('the client had gone before the answer was complete; the function goes on');
    const leave = (failure?: string) => {
      clearTimeout(whole);
      clearTimeout(idle);
      body.off('data', pass);
      client.off('drain', goOn).off('close', gone);
      body.resume();
      resolve({ firstAt, failure });
    };
    if (client.destroyed) return gone();
    body.on('data', pass);
    client.on('drain', goOn).on('close', gone);
    void ended.then((failure) => {
      if (failure !== undefined) return cut(`cut: ${failure}`);
      client.end();
      return leave();
    });
    return undefined;
  });
}
