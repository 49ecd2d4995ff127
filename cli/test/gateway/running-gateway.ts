import { EventEmitter, once } from 'node:events';
import { Functions } from '../../src/functions/functions';
import { Gateway, GatewayOptions } from '../../src/gateway/gateway';
import { openPort } from '../../src/gateway/listen';
import { startGuardian } from '../../src/instances/guardian';
import { InstanceSource } from '../../src/instances/instance-source';
import { serverInstances } from '../../src/instances/server-instances';
import { newTally } from '../../src/instances/tally';
import { functionsOf, ServedServer } from '../../src/template/model';
import { DevEvent, RequestEvent } from '../../src/terminal/events';

/** A gateway with real instances, on a port of its own. */
export interface RunningGateway {
  readonly url: string;
  readonly port: number;
  readonly events: DevEvent[];
  /** The request events so far, as soon as there are that many. */
  requests(count: number): Promise<RequestEvent[]>;
  /** The event of the request with that id, as soon as it comes. */
  request(id: string): Promise<RequestEvent>;
  /** Resolves when the server has printed the line. */
  printed(line: string): Promise<void>;
  /** Resolves when the instance has ended. */
  ended(instance: number): Promise<void>;
  close(): Promise<void>;
}

/** Web pages that the developer lets in, unless a test says otherwise: what an API's own CORS configuration does shows with them alone. */
const ALLOWED_ORIGINS = ['https://app.example.com', 'https://other.example.com'];

/** What the server of the fixtures says that it was sent. */
export interface Shown {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Starts the gateway of a test, of which each has one at most; it ends with the test. */
export function gatewayOfTest(): typeof startGateway {
  let gateway: RunningGateway | undefined;
  afterEach(async () => {
    await gateway?.close();
    gateway = undefined;
  });
  return async (...given) => {
    gateway = await startGateway(...given);
    return gateway;
  };
}

/** Starts it; the first instance starts with the first request. */
export async function startGateway(
  server: ServedServer,
  options: Pick<GatewayOptions, 'allowedHosts' | 'allowedOrigins' | 'now' | 'date' | 'accessKey'> & Pick<InstanceSource, 'maxInstances'> = {},
): Promise<RunningGateway> {
  const { maxInstances } = options;
  const events: DevEvent[] = [];
  const arrival = new EventEmitter();
  const report = (event: DevEvent) => {
    events.push(event);
    arrival.emit('event');
  };
  const until = async (condition: () => boolean) => {
    while (!condition()) {
      await once(arrival, 'event');
    }
  };
  const listener = await openPort(0);
  const guardian = startGuardian();
  const source = { facts: server.function, origin: listener.origin, cwd: process.cwd(), host: { ...process.env, AWS_REGION: 'eu-central-1' }, outputShown: false, report, maxInstances };
  const tally = newTally();
  const instances = serverInstances(source, guardian, tally);
  const functions = new Functions(functionsOf(server), source, guardian, tally);
  const api = new Gateway({ server, instances, functions, report, allowedOrigins: ALLOWED_ORIGINS, ...options });
  listener.serve(api.listener, api.unreadable);
  const seen = () => events.filter((event) => event.event === 'request');
  return {
    url: `http://127.0.0.1:${listener.port}`,
    port: listener.port,
    events,
    requests: async (count) => {
      await until(() => seen().length >= count);
      return seen();
    },
    request: async (id) => {
      const found = () => seen().find(({ requestId }) => requestId === id);
      await until(() => found() !== undefined);
      return found()!;
    },
    printed: async (line) => until(() => events.some((event) => event.event === 'output' && event.line === line)),
    ended: async (instance) => until(() => events.some((event) => event.event === 'instance-ended' && event.instance === instance)),
    close: async () => {
      await Promise.all([listener.close(), instances.close(), functions.close()]);
      await guardian.close();
    },
  };
}
