import { PAYLOAD_TOO_LARGE } from './answer/adapter-answer';
import { gatewayReply, Reply } from './reply';
import { causeOf } from '../instances/ending';
import { AnswerTooLarge, ServerAnswer, ServerRequest } from '../instances/exchange';
import { Instance } from '../instances/instance';
import { Instances } from '../instances/instances';
import { Throttled } from '../instances/throttled';

/** The instance that had the request. */
export interface Invoked {
  readonly instance: number;
  /** True for its first request. */
  readonly cold: boolean;
}

/** The server has answered. */
export interface Answered extends Invoked {
  readonly answer: ServerAnswer;
}

/** What the client gets in the end. */
export interface Ended extends Partial<Invoked> {
  readonly reply: Reply;
  /** Why the gateway answers instead of the server. */
  readonly failure?: string;
}

/** A failure of the function or of its server, whose cause an HTTP API keeps to itself. */
export function functionFailed(failure: string, invoked?: Invoked): Ended {
  return { reply: gatewayReply(500, 'Internal Server Error'), failure, ...invoked };
}

const unavailable = (failure: string): Ended => ({ reply: gatewayReply(503, 'Service Unavailable'), failure });

/** Nobody's mistake: Ctrl-C while the request was answered. */
const ENDED_WITH_DEV = 'ended with dev';

/**
 * Hands the request to an instance, and gives up after `limitMs`, in which an instance may have to start: the function
 * goes on then, and its instance serves nobody else before it has finished.
 */
export async function invoke(instances: Instances, request: ServerRequest, limitMs: number): Promise<Answered | Ended> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve(unavailable(`no answer within the integration's ${limitMs / 1000} s; the function goes on`)), limitMs);
    void callFunction(instances, request).then((outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    });
  });
}

async function callFunction(instances: Instances, request: ServerRequest): Promise<Answered | Ended> {
  let instance: Instance;
  try {
    instance = await instances.acquire();
  } catch (error) {
    // What clients get for Lambda's 429 is not documented; HTTP APIs are reported to say that the service is unavailable.
    if (error instanceof Throttled) return unavailable(error.advice);
    // The reason was reported with the instance.
    return functionFailed(instances.closing ? ENDED_WITH_DEV : 'the server did not start');
  }
  const invoked = { instance: instance.number, cold: instance.cold };
  try {
    const answer = await instance.send(request);
    instances.release(instance);
    return { answer, ...invoked };
  } catch (error) {
    return functionFailed(await cause(instances, instance, error as Error), invoked);
  }
}

/** Why a server that had its time gave no answer. */
async function cause(instances: Instances, instance: Instance, error: Error): Promise<string> {
  if (error instanceof AnswerTooLarge) {
    instances.release(instance);
    return PAYLOAD_TOO_LARGE;
  }
  const ending = instances.closing ? undefined : await instances.suspect(instance);
  if (instances.closing) return ENDED_WITH_DEV;
  return ending ? causeOf(ending) : `the server gave no whole answer: ${error.message}`;
}
