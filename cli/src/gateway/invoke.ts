import { finished } from 'node:stream';
import { PAYLOAD_TOO_LARGE } from './answer/adapter-answer';
import { Refusal } from './refusal';
import { causeOf } from '../instances/ending';
import { AnswerTooLarge, BegunAnswer, ServerAnswer, ServerRequest } from '../instances/exchange';
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

/** An answer that has begun, or why there is none. */
export type Beginning = Begun | { readonly refusal: Refusal; readonly invoked?: Invoked };

/** Its instance is free when the body has ended. */
export interface Begun {
  readonly answer: BegunAnswer;
  readonly invoked: Invoked;
  /** Resolves then, with the reason where the body did not come to its end. */
  readonly ended: Promise<string | undefined>;
}

/** Invokes a function of the template by its logical id. */
export type CallFunction = (logicalId: string, request: ServerRequest, limitMs: number) => Promise<Outcome>;

/** A failure of the function or of its server, whose cause API Gateway keeps to itself. */
const failed = (failure: string, invoked?: Invoked) => ({ refusal: new Refusal('function-failed', failure), invoked });

/** Nobody's mistake: Ctrl-C while the request was answered. */
export const ENDED_WITH_DEV = 'ended with dev';

/**
 * Hands the request to an instance, and gives up after `limitMs`, in which an instance may have to start: the function
 * goes on then, and its instance serves nobody else before it has finished.
 */
export async function invoke(instances: Instances, request: ServerRequest, limitMs: number, who = 'the server'): Promise<Outcome> {
  return inTime(callFunction(instances, request, who), limitMs, "the integration's");
}

/**
 * Hands the request to an instance and waits for the head of the answer, after `limitMs` no more: then nobody reads the
 * body. `whose` limit that is stands in the reason.
 */
export async function begin(instances: Instances, request: ServerRequest, limitMs: number, whose: string): Promise<Beginning> {
  const calling = beginFunction(instances, request);
  const outcome = await inTime(calling, limitMs, whose);
  if ('refusal' in outcome) void calling.then((late) => 'answer' in late && late.answer.body.resume());
  return outcome;
}

async function inTime<Result>(calling: Promise<Result>, limitMs: number, whose: string): Promise<Result | { readonly refusal: Refusal }> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve({ refusal: new Refusal('overtime', `no answer within ${whose} ${limitMs / 1000} s; the function goes on`) }), limitMs);
    void calling.then((outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    });
  });
}

async function callFunction(instances: Instances, request: ServerRequest, who: string): Promise<Outcome> {
  const instance = await acquire(instances, who);
  if ('refusal' in instance) return instance;
  const invoked = { instance: instance.number, cold: instance.cold };
  try {
    const answer = await instance.send(request);
    instances.release(instance);
    return { answer, invoked };
  } catch (error) {
    return failed(await cause(instances, instance, error as Error, who), invoked);
  }
}

async function beginFunction(instances: Instances, request: ServerRequest, who = 'the server'): Promise<Beginning> {
  const instance = await acquire(instances, who);
  if ('refusal' in instance) return instance;
  const invoked = { instance: instance.number, cold: instance.cold };
  try {
    const answer = await instance.begin(request);
    const ended = new Promise<string | undefined>((resolve) => finished(answer.body, (error) => {
      if (!error) instances.release(instance);
      resolve(error ? cause(instances, instance, error, who) : undefined);
    }));
    return { answer, invoked, ended };
  } catch (error) {
    return failed(await cause(instances, instance, error as Error, who), invoked);
  }
}

async function acquire(instances: Instances, who: string): Promise<Instance | { readonly refusal: Refusal }> {
  try {
    return await instances.acquire();
  } catch (error) {
    if (error instanceof Throttled) return { refusal: new Refusal(error.whose === 'dev' ? 'account-throttled' : 'function-throttled', error.advice) };
    // The reason was reported with the instance.
    return failed(instances.closing ? ENDED_WITH_DEV : `${who} did not start`);
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
