import { Reply, gatewayReply } from './reply';
import { describeEnding } from '../instances/ending';
import { AnswerTooLarge, ServerRequest } from '../instances/exchange';
import { Instance } from '../instances/instance';
import { Instances } from '../instances/instances';

/** What became of an invocation. */
export interface Outcome {
  readonly reply: Reply;
  /** True where the server answered, so that the gateway adds its headers. */
  readonly answered: boolean;
  /** Number of the instance that had the request. */
  readonly instance?: number;
  readonly cold?: boolean;
  readonly failure?: string;
}

/** The limits of time of an invocation. */
export interface Limits {
  /** The function's own, without the start of the instance. */
  readonly functionMs: number;
  /** The gateway's, with it. */
  readonly integrationMs: number;
}

/**
 * Hands the request to an instance. Like an HTTP API it answers 503 when its own time is over, while
 * the function goes on, and 500 where the function fails or is over its time, which ends the instance.
 */
export async function invoke(instances: Instances, request: ServerRequest, limits: Limits): Promise<Outcome> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({
      reply: gatewayReply(503, 'Service Unavailable'),
      answered: false,
      failure: `no answer within the gateway's ${limits.integrationMs / 1000} s`,
    }), limits.integrationMs);
    void callFunction(instances, request, limits.functionMs).then((outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    });
  });
}

async function callFunction(instances: Instances, request: ServerRequest, limitMs: number): Promise<Outcome> {
  let instance: Instance;
  try {
    instance = await instances.acquire();
  } catch {
    // The reason was reported with the instance.
    return { reply: failed(), answered: false, failure: instances.closing ? ENDED_WITH_DEV : 'the server did not start' };
  }
  const { number, cold } = instance;
  let overTime = false;
  const timer = setTimeout(() => {
    overTime = true;
    instances.end(instance);
  }, limitMs);
  try {
    const answer = await instance.send(request);
    instances.release(instance);
    return { reply: answer, answered: true, instance: number, cold };
  } catch (error) {
    const failure = overTime
      ? `the function's timeout of ${limitMs / 1000} s was over, as set in the template`
      : await cause(instances, instance, error as Error);
    return { reply: failed(), answered: false, instance: number, cold, failure };
  } finally {
    clearTimeout(timer);
  }
}

/** Why a server that had its time gave no answer. */
async function cause(instances: Instances, instance: Instance, error: Error): Promise<string> {
  const noAnswer = `the server gave no whole answer: ${error.message}`;
  if (error instanceof AnswerTooLarge) {
    void instances.suspect(instance);
    return noAnswer;
  }
  const ending = instances.closing ? undefined : await instances.suspect(instance);
  if (instances.closing) return ENDED_WITH_DEV;
  return ending ? `the server ${describeEnding(ending)} before it had answered` : noAnswer;
}

/** Nobody's mistake: Ctrl-C while the request was answered. */
const ENDED_WITH_DEV = 'ended with dev';

const failed = () => gatewayReply(500, 'Internal Server Error');
