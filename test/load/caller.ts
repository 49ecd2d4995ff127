import { setTimeout as delay } from 'node:timers/promises';
import { abandonUpload } from './abandon-upload';
import { Call, nextCall, pidIn, textOf } from './calls';
import { Connection, newConnection } from './connection';
import type { Deed, DeedKind } from './deed';
import type { Revision } from '../../demo/client';

/** One of the clients. */
export interface CallerOptions {
  readonly url: string;
  /** Counts from 0. */
  readonly number: number;
  /** How many clients there are. */
  readonly clients: number;
  readonly revision: Revision;
  readonly random: () => number;
  readonly report: (deed: Deed) => void;
  /** True when it is to make no more calls. */
  readonly over: () => boolean;
}

/** No call may take longer: after 30 s the gateway gives up by itself. */
const DEADLINE_MS = 35_000;

/** The longest pause between two calls, in which the instance is free for others. */
const PAUSE_MS = 150;

/** The share of pauses in which the client also begins to send a large body and goes away. */
const ABANDON = 0.01;

/** What an HTTP API answers where the function has failed. */
const GATEWAY_ERROR = { status: 500, body: '{"message":"Internal Server Error"}' };

/** Resolves when the client has connected; then it calls in a loop until that is over. Neither rejects. */
export async function startCaller(options: CallerOptions): Promise<{ call(): Promise<void> }> {
  const { number, clients, random, over, url } = options;
  const pause = async () => delay(random() * PAUSE_MS);
  let connection = await connect(options);
  while (!connection && !over()) {
    await pause();
    connection = await connect(options);
  }
  return {
    async call() {
      for (let turn = 0; !over(); turn += 1) {
        connection ??= await connect(options);
        if (connection && !await callOnce(options, connection, nextCall(1 + turn * clients + number, random))) {
          await connection.client.close();
          connection = undefined;
        }
        if (random() < ABANDON) await timed(options, 'abandon upload', async () => abandonUpload(url).then(() => ({ ending: 'left' })));
        await pause();
      }
      await connection?.client.close();
    },
  };
}

async function connect(options: CallerOptions): Promise<Connection | undefined> {
  const connection = newConnection(options.url, options.revision, DEADLINE_MS);
  const connected = await timed(options, 'connect', async () => {
    try {
      await connection.connect();
      const { name } = connection.client.getServerVersion()!;
      return name === 'quickstart' ? { ending: 'own answer' } : { ending: 'wrong', detail: `connected to ${name}` };
    } catch (error) {
      return failed(connection, error);
    }
  });
  if (connected.ending === 'own answer') return connection;
  await connection.client.close();
  return undefined;
}

/** True where the client can go on with its connection. */
async function callOnce(options: CallerOptions, connection: Connection, call: Call): Promise<boolean> {
  const { client } = connection;
  let leaving = false;
  // The shortest wait is 100 ms: it is cut off after its request was sent and before it is answered.
  const leave = call.kind === 'leave' ? setTimeout(() => {
    leaving = true;
    void client.close();
  }, options.random() * 80) : undefined;
  await timed(options, call.kind, async () => {
    try {
      const text = textOf(await client.callTool({ name: call.tool, arguments: call.args }, { timeout: DEADLINE_MS }));
      const { requestId, status } = connection.lastPost() ?? {};
      const pid = pidIn(text);
      return call.isAnsweredBy(text)
        ? { ending: 'own answer', requestId, status, pid }
        : { ending: 'wrong', requestId, status, pid, detail: `${call.tool} ${JSON.stringify(call.args).slice(0, 100)} was answered with ${text.slice(0, 100)}` };
    } catch (error) {
      return leaving ? { ending: 'left' } : failed(connection, error);
    }
  });
  clearTimeout(leave);
  return !leaving;
}

type Outcome = Pick<Deed, 'ending' | 'requestId' | 'status' | 'pid' | 'detail'>;

/** The gateway's error where that is what came; everything else, the deadline too, must not be. */
function failed(connection: Connection, error: unknown): Outcome {
  const { status, requestId, error: body } = connection.lastPost() ?? {};
  return status === GATEWAY_ERROR.status && body === GATEWAY_ERROR.body
    ? { ending: 'gateway error', requestId, status }
    : { ending: 'wrong', requestId, status, detail: `${String(error)} ${body ?? ''}`.slice(0, 300) };
}

async function timed({ number, revision, report }: CallerOptions, kind: DeedKind, act: () => Promise<Outcome>): Promise<Outcome> {
  const started = performance.now();
  const outcome = await act();
  report({ client: number, revision, kind, ms: Math.round(performance.now() - started), ...outcome });
  return outcome;
}
