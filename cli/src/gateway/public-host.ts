import { randomUUID } from 'node:crypto';
import { removeBasePath } from './event/base-path';
import { newTraceId } from './event/invocation';
import { httpEventPath, restEventPath, waysIn } from './front/stage';
import { Guardian } from '../instances/guardian';
import { InstanceSource } from '../instances/instance-source';
import { startInstance } from '../instances/start-instance';
import { Notice, ServedServer } from '../template/model';
import { HostCheckedEvent } from '../terminal/events';

/** What servers answer to a host that they do not know: the TypeScript SDK and pmcp 403, the Python SDK 421. */
const REFUSALS = [403, 421];

/** As long as those of AWS. */
const URL_ID = 'abcdefghijklmnopqrstuvwxyz012345';

/** Only its deployment makes the URL, after the function. */
const ANY_HOST = 'It must accept any host: that of a function URL is not known to the function, unless the app tells it.';

const EXCERPT = 200;

/** Any server has to answer this. */
const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'mcp-lambda', version: '0' } },
});

/** What the check of the public host found. */
export interface HostCheck {
  readonly event: HostCheckedEvent;
  /** Set where the server would refuse every request on AWS. */
  readonly notice?: Notice;
}

/**
 * Sends one request with a public `Host`, as each one has it on AWS. The servers of the gateway are
 * told its local origin and would rightly refuse it, so this one goes to a process of its own, which
 * is told a public origin and ends with the answer.
 */
export async function checkPublicHost(
  source: InstanceSource, door: ServedServer['door'], region: string, guardian: Guardian, stop: AbortSignal,
): Promise<HostCheck> {
  const host = publicHost(door, region);
  const instance = await startInstance({ ...source, origin: `https://${host}`, report: () => {} }, { number: 0, guardian, stop });
  const end = () => void instance.stop('stop');
  stop.addEventListener('abort', end);
  try {
    const { status, body } = await instance.send({
      method: 'POST',
      path: removeBasePath(functionPath(door), source.facts.adapter.removeBasePath),
      headers: ['host', host, 'content-type', 'application/json', 'accept', 'application/json, text/event-stream'],
      body: Buffer.from(INITIALIZE),
      requestId: randomUUID(),
      traceId: newTraceId(new Date()),
    });
    const event: HostCheckedEvent = { event: 'host-checked', host, status };
    return REFUSALS.includes(status) ? { event, notice: refused(host, status, body.toString('utf8'), door) } : { event };
  } finally {
    stop.removeEventListener('abort', end);
    await instance.stop('stop');
  }
}

/** What the server would find in `Host`: the domain's name, or such a one as AWS makes up. */
function publicHost(door: ServedServer['door'], region: string): string {
  return door.kind === 'function-url'
    ? `${URL_ID}.lambda-url.${region}.on.aws`
    : door.domain?.name ?? `a1b2c3d4e5.execute-api.${region}.amazonaws.com`;
}

/** The endpoint's path as its function sees it. */
function functionPath(door: ServedServer['door']): string {
  if (door.kind === 'function-url') return door.mcpPath;
  const [way] = waysIn(door, door.mcpPath);
  if (way === undefined) return door.mcpPath; // an API without a stage answers nothing anyway
  return (door.kind === 'rest-api' ? restEventPath : httpEventPath)(way, door.mcpPath);
}

function refused(host: string, status: number, answer: string, { kind }: ServedServer['door']): Notice {
  return {
    id: 'public-host',
    message: `The server answers ${status} to a public host, as it would to every request on AWS: ${answer.slice(0, EXCERPT)} `
      + `(Host: ${host}). ${kind === 'function-url' ? ANY_HOST : 'It must accept the host of the environment variable MCP_PUBLIC_URL.'}`,
  };
}
