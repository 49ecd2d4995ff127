import { answerOf, invocationEvent } from './direct-call';
import { DISCOVER, HttpAnswer, INITIALIZE, McpRequest, rpcResponse, RpcResponse } from './mcp-request';
import type { MarkedDoor } from '../template/marked-door';

/** A server to be verified, and the ways to it. */
export interface VerifiedServer {
  readonly url: URL;
  /** What the template has before the server. */
  readonly door: MarkedDoor;
  /** Where a CNAME record of the URL's host must lead, where somebody has to make one. */
  readonly recordTarget?: string;
  /** Sends a message to the URL, without any token. */
  readonly call: (message: McpRequest) => Promise<HttpAnswer>;
  /** Invokes the alias behind the URL; undefined where these credentials may not. */
  readonly invoke: (event: object) => Promise<DirectInvocation | undefined>;
  /** Waits before another attempt: what was made a moment ago is not known everywhere yet. */
  readonly wait: (attempt: number) => Promise<void>;
}

/** What an invocation of the alias has returned. */
export interface DirectInvocation {
  readonly error?: string;
  readonly payload: string;
  readonly log: readonly string[];
}

/** Whether a server answers. */
export type Verification =
  | Answering
  | { readonly answers: false; readonly reason: string; readonly log: readonly string[] };

/** A server that answers, as far as that can be seen from here. */
export interface Answering {
  readonly answers: true;
  /** As in the event that tells of it. */
  readonly by: 'call' | 'challenge' | 'invocation' | 'nothing';
  readonly revision?: string;
  /** Why its URL was not called, or not answered here. */
  readonly uncalled?: string;
  /** Why it is not known. */
  readonly unproven?: string;
}

/** With the first one: a name that is new, or a stage, is known everywhere after some seconds. */
const ATTEMPTS = 5;

/** A server that fails has failed; a second try shows that it was no accident of the first start. */
const ATTEMPTS_OF_FAILURE = 2;

/** What a gateway says by itself before it knows what was deployed. */
const NOT_YET = [403, 404, 429, 503];

/** What a REST API says to a path that it does not have, or not yet; who is refused by a policy or a firewall reads other words. */
const NO_SUCH_PATH = /Missing Authentication Token/;

/**
 * Calls the server as a client does. Behind a guard, which must refuse that call, and behind what does not let this machine in, the
 * server is invoked directly.
 */
export async function verify(server: VerifiedServer): Promise<Verification> {
  if (server.door.walls.includes('private')) {
    return behindTheDoor(server, { by: 'invocation', uncalled: 'Its API is private: VPC endpoints alone reach it, and its URL was not called. The server was invoked directly.' });
  }
  const door = await doorAnswer(server);
  if ('failure' in door) return failed(server, door.failure);
  const { status } = door.answer;
  const challenged = status === 401 || (server.door.guarded && status === 403);
  if (challenged) return behindTheDoor(server, { by: 'challenge' });
  if (isWalledOff(server, door.answer)) {
    return behindTheDoor(server, {
      by: 'invocation', uncalled: `Its API refuses this machine (403), as its ${server.door.walls.join(' or its ')} may: whether clients are let in is not known. The server was invoked directly.`,
    });
  }
  const reading = await read(door.answer, server.call);
  if (reading.result === undefined) return failed(server, reading.reason);
  if (server.door.guarded) return failed(server, `it answers ${server.url.href} without a token, though its template asks for one`);
  return { answers: true, by: 'call', revision: revisionOf(reading.result) };
}

type Door = { readonly answer: HttpAnswer } | { readonly failure: string };

async function doorAnswer(server: VerifiedServer): Promise<Door> {
  const { call, door: { guarded }, wait } = server;
  for (let attempt = 1; ; attempt += 1) {
    const door = await call(INITIALIZE).then((answer): Door => ({ answer }), (error: unknown): Door => ({ failure: unreachable(server, error) }));
    const again = 'failure' in door || (NOT_YET.includes(door.answer.status) && !(guarded && door.answer.status === 403)
      && !isWalledOff(server, door.answer));
    const attempts = again ? ATTEMPTS : 'answer' in door && door.answer.status >= 500 ? ATTEMPTS_OF_FAILURE : 1;
    if (attempt >= attempts) return door;
    await wait(attempt);
  }
}

function isWalledOff({ door: { walls } }: VerifiedServer, { status, body }: HttpAnswer): boolean {
  return walls.length > 0 && status === 403 && !NO_SUCH_PATH.test(body);
}

function unreachable({ url: { hostname }, recordTarget }: VerifiedServer, error: unknown): string {
  const message = messageOf(error);
  if (recordTarget === undefined || (error as NodeJS.ErrnoException).code !== 'ENOTFOUND') return `its URL cannot be reached (${message})`;
  return `its domain name is not known yet (${message}): where the records of ${hostname} are kept, set a CNAME record that leads to ${recordTarget} (output DomainTarget)`;
}

/** The door holds; whether there is a server behind it, an invocation shows. */
async function behindTheDoor(server: VerifiedServer, seen: Pick<Answering, 'by' | 'uncalled'>): Promise<Verification> {
  const answering = { answers: true, ...seen } as const;
  const direct = await server.invoke(invocationEvent(server, INITIALIZE));
  if (direct === undefined) {
    const door = seen.by === 'challenge' ? 'Its endpoint asks for a token.' : 'Its endpoint does not let this machine in.';
    return { answers: true, by: 'nothing', unproven: `${door} Whether the server behind it answers is not known: these credentials may not invoke it (lambda:InvokeFunction).` };
  }
  const answer = direct.error === undefined ? answerOf(direct.payload) : undefined;
  if (answer === undefined) return { answers: false, reason: `its function fails: ${shortened(direct.payload)}`, log: direct.log };
  // A server that checks tokens itself refuses here, too.
  if (answer.status === 401) return answering;
  const reading = await read(answer, async (message) => {
    const again = await server.invoke(invocationEvent(server, message));
    return answerOf(again?.payload ?? '') ?? { status: 502, body: again?.payload ?? '' };
  });
  if (reading.result === undefined) return { answers: false, reason: reading.reason, log: direct.log };
  return { ...answering, revision: revisionOf(reading.result) };
}

/** The log of an invocation is there at once, that of the calls before only in a while. */
async function failed(server: VerifiedServer, reason: string): Promise<Verification> {
  const direct = await server.invoke(invocationEvent(server, INITIALIZE)).catch(() => undefined);
  return { answers: false, reason, log: direct?.log ?? [] };
}

type Reading = { readonly result: NonNullable<RpcResponse['result']> } | { readonly result?: undefined; readonly reason: string };

/** A server of the newest revision alone does not know `initialize`. */
async function read(answer: HttpAnswer, again: (message: McpRequest) => Promise<HttpAnswer>): Promise<Reading> {
  const first = rpcResponse(answer.body);
  if (answer.status < 300 && first?.result) return { result: first.result };
  if (first?.error || answer.status === 400) {
    const second = await again(DISCOVER).catch(() => undefined);
    const discovered = second && second.status < 300 ? rpcResponse(second.body)?.result : undefined;
    if (discovered) return { result: discovered };
  }
  return { reason: first?.error ? `it answers initialize with the error ${shortened(JSON.stringify(first.error))}` : refusal(answer) };
}

function refusal({ status, body }: HttpAnswer): string {
  const said = body.trim() === '' ? '' : `: ${shortened(body)}`;
  if (status === 421 || (status === 403 && /host/i.test(body))) {
    return `it refuses its public host (${status}${said}): let it accept the host of the environment variable MCP_PUBLIC_URL`;
  }
  return status < 300 ? `its answer is no MCP message${said}` : `it answers ${status}${said}`;
}

function revisionOf({ protocolVersion, supportedVersions }: NonNullable<RpcResponse['result']>): string | undefined {
  const versions: unknown[] = Array.isArray(supportedVersions) ? supportedVersions : [];
  const revision = protocolVersion ?? versions.at(-1);
  return typeof revision === 'string' ? revision : undefined;
}

const shortened = (text: string) => (text.length > 300 ? `${text.slice(0, 300)}…` : text).replace(/\s+/g, ' ').trim();

function messageOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return message || code || String(error);
}
