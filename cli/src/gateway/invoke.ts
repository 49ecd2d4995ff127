import { Reply, gatewayReply } from './reply';
import { ServerRequest } from '../instances/exchange';
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
    return { reply: failed(), answered: false, failure: 'the server did not start' };
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
    void instances.suspect(instance);
    const failure = overTime
      ? `the function's timeout of ${limitMs / 1000} s was over, as set in the template`
      : `the server gave no whole answer: ${(error as Error).message}`;
    return { reply: failed(), answered: false, instance: number, cold, failure };
  } finally {
    clearTimeout(timer);
  }
}

const failed = () => gatewayReply(500, 'Internal Server Error');
