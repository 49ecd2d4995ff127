import { PAYLOAD_TOO_LARGE } from './answer/adapter-answer';
import { Refusal } from './refusal';
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

/** The server's answer, or why there is none. */
export type Outcome = { readonly answer: ServerAnswer; readonly invoked: Invoked } | { readonly refusal: Refusal; readonly invoked?: Invoked };

/** Invokes a function of the template by its logical id. */
export type CallFunction = (logicalId: string, request: ServerRequest, limitMs: number) => Promise<Outcome>;

/** A failure of the function or of its server, whose cause API Gateway keeps to itself. */
const failed = (failure: string, invoked?: Invoked): Outcome => ({ refusal: new Refusal('function-failed', failure), invoked });

/** Nobody's mistake: Ctrl-C while the request was answered. */
const ENDED_WITH_DEV = 'ended with dev';

/**
 * Hands the request to an instance, and gives up after `limitMs`, in which an instance may have to start: the function
 * goes on then, and its instance serves nobody else before it has finished.
 */
export async function invoke(instances: Instances, request: ServerRequest, limitMs: number, who = 'the server'): Promise<Outcome> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve({ refusal: new Refusal('overtime', `no answer within the integration's ${limitMs / 1000} s; the function goes on`) }), limitMs);
    void callFunction(instances, request, who).then((outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    });
  });
}

async function callFunction(instances: Instances, request: ServerRequest, who: string): Promise<Outcome> {
  let instance: Instance;
  try {
    instance = await instances.acquire();
  } catch (error) {
    if (error instanceof Throttled) return { refusal: new Refusal('function-throttled', error.advice) };
    // The reason was reported with the instance.
    return failed(instances.closing ? ENDED_WITH_DEV : `${who} did not start`);
  }
  const invoked = { instance: instance.number, cold: instance.cold };
  try {
    const answer = await instance.send(request);
    instances.release(instance);
    return { answer, invoked };
  } catch (error) {
    return failed(await cause(instances, instance, error as Error, who), invoked);
  }
}

/** Why a server that had its time gave no answer. */
async function cause(instances: Instances, instance: Instance, error: Error, who: string): Promise<string> {
  if (error instanceof AnswerTooLarge) {
    instances.release(instance);
    return PAYLOAD_TOO_LARGE;
  }
  const ending = instances.closing ? undefined : await instances.suspect(instance);
  if (instances.closing) return ENDED_WITH_DEV;
  return ending ? causeOf(ending, who) : `${who} gave no whole answer: ${error.message}`;
}
