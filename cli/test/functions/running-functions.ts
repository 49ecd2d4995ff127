import { randomUUID } from 'node:crypto';
import { Functions } from '../../src/functions/functions';
import { FUNCTION_ERROR } from '../../src/functions/runtime-api';
import { startGuardian } from '../../src/instances/guardian';
import { Instance } from '../../src/instances/instance';
import { LambdaSource } from '../../src/instances/instance-source';
import { Instances } from '../../src/instances/instances';
import { newTally } from '../../src/instances/tally';
import { LambdaFacts } from '../../src/template/model';
import { DevEvent } from '../../src/terminal/events';
import { fixture, functionFacts } from '../served-server';

/** A function of the fixtures beside the server. */
export function lambdaFacts(facts: Partial<LambdaFacts> = {}): LambdaFacts {
  const { adapter: _, ...plain } = functionFacts();
  return { ...plain, logicalId: 'Other', functionName: 'other', runtime: 'nodejs24.x', handler: 'index.show', codeDirectory: fixture('functions'), ...facts };
}

/** A function with real instances, and all that they have reported. */
export interface RunningFunction {
  readonly instances: Instances;
  readonly events: DevEvent[];
  /** Invokes it, and gives the instance back. */
  call(event: unknown): Promise<Called>;
  close(): Promise<void>;
}

/** What Lambda would say of an invocation. */
export interface Called {
  readonly result: unknown;
  /** True where it is an error of the function. */
  readonly failed: boolean;
}

/** Starts nothing yet: the first event does. */
export function runFunction(facts: Partial<LambdaFacts> = {}, source: Partial<LambdaSource> = {}): RunningFunction {
  const events: DevEvent[] = [];
  const guardian = startGuardian();
  const common = {
    origin: 'http://127.0.0.1:1', cwd: process.cwd(), host: { ...process.env, AWS_ACCESS_KEY_ID: 'mine' }, outputShown: false, report: (event: DevEvent) => void events.push(event),
  };
  const functions = new Functions([lambdaFacts(facts)], { ...common, ...source }, guardian, newTally());
  const instances = functions.of('Other');
  return {
    instances,
    events,
    call: async (event) => {
      const instance = await instances.acquire();
      const called = await send(instance, event);
      instances.release(instance);
      return called;
    },
    close: async () => {
      await functions.close();
      await guardian.close();
    },
  };
}

/** Sends an event to the instance. */
export async function send(instance: Instance, event: unknown): Promise<Called> {
  const body = Buffer.from(JSON.stringify(event));
  const answer = await instance.send({ method: 'POST', path: '/', headers: [], body, requestId: randomUUID(), traceId: 'Root=1-0-0' });
  return { result: JSON.parse(answer.body.toString()), failed: answer.headers.includes(FUNCTION_ERROR) };
}
