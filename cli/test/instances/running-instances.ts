import { randomUUID } from 'node:crypto';
import { startGuardian } from '../../src/instances/guardian';
import { Instance } from '../../src/instances/instance';
import { InstanceSource } from '../../src/instances/instance-source';
import { Instances } from '../../src/instances/instances';
import { serverInstances } from '../../src/instances/server-instances';
import { Tally } from '../../src/instances/tally';
import { FunctionFacts } from '../../src/template/model';
import { DevEvent } from '../../src/terminal/events';
import { fixture, functionFacts } from '../served-server';

/** Real instances of a fixture, and all that they have reported. */
export interface RunningInstances {
  readonly instances: Instances;
  readonly events: DevEvent[];
  /** The first event of that name that fits, as soon as it has come. */
  event<Name extends DevEvent['event']>(name: Name, fits?: (event: Named<Name>) => boolean): Promise<Named<Name>>;
  /** Lambda's lines so far. */
  lambdaLines(): string[];
}

type Named<Name extends DevEvent['event']> = Extract<DevEvent, { readonly event: Name }>;

const opened: (() => Promise<void>)[] = [];

/** Ends all that a test has run. */
export async function endAll(): Promise<void> {
  await Promise.all(opened.splice(0).map(async (close) => close()));
}

/** Runs the fixture. Tests end it by `endAll`. */
export function run(name: string, facts: Partial<FunctionFacts> = {}, source: Partial<InstanceSource> = {}, tally?: Tally): RunningInstances {
  const events: DevEvent[] = [];
  const looks = new Set<() => void>();
  const report = (event: DevEvent) => {
    events.push(event);
    looks.forEach((look) => look());
  };
  const guardian = startGuardian();
  const instances = serverInstances({
    facts: functionFacts({ codeDirectory: fixture(name), ...facts }),
    origin: 'http://127.0.0.1:1',
    cwd: process.cwd(),
    host: process.env,
    outputShown: false,
    report,
    ...source,
  }, guardian, tally);
  opened.push(async () => {
    await instances.close();
    await guardian.close();
  });
  return {
    instances,
    events,
    event: async <Name extends DevEvent['event']>(wanted: Name, fits: (event: Named<Name>) => boolean = () => true) => new Promise<Named<Name>>((resolve) => {
      const look = () => {
        const found = events.find((event): event is Named<Name> => event.event === wanted && fits(event as Named<Name>));
        if (!found) return;
        looks.delete(look);
        resolve(found);
      };
      looks.add(look);
      look();
    }),
    lambdaLines: () => events.flatMap((event) => (event.event === 'output' && event.stream === 'lambda' ? [event.line] : [])),
  };
}

/** What the server tells of itself and of the request. */
export interface Shown {
  readonly pid: number;
  readonly count: number;
  readonly headers: Record<string, string>;
}

/** Sends a request as the gateway does, and gives the instance back. */
export async function ask(instances: Instances, path: string): Promise<Shown> {
  const instance = await instances.acquire();
  const { body } = await send(instance, path);
  instances.release(instance);
  return JSON.parse(body.toString()) as Shown;
}

/** Sends a request to the instance. */
export const send = async (instance: Instance, path: string) => instance.send({
  method: 'GET', path, headers: ['host', 'localhost'], body: null, requestId: randomUUID(), traceId: 'Root=1-0-0',
});
