import { Reply } from '../reply';

/** Headers of the connection with the server, and those that the gateway sets itself. */
const NOT_RETURNED = new Set(['connection', 'keep-alive', 'proxy-connection', 'trailer', 'transfer-encoding', 'upgrade', 'content-length', 'date']);

/** What an HTTP API calls a body without a type. */
const DEFAULT_TYPE = 'text/plain; charset=utf-8';

/** A function's answer as the client gets it. `cors` are the gateway's own headers, undefined where nothing is configured. */
export function returnedReply({ status, headers, body }: Reply, cors: readonly string[] | undefined, defaultType = DEFAULT_TYPE): Reply {
  const returned = returnedHeaders(headers, { dropCors: cors !== undefined, defaultType: body.length > 0 ? defaultType : undefined });
  return { status, headers: cors ? returned.concat(cors) : returned, body };
}

/**
 * The server's headers as the gateway returns them: with payload format 2.0 each name has one value,
 * the first, but for cookies. With `dropCors` the gateway's own CORS headers count.
 */
function returnedHeaders(headers: readonly string[], { dropCors, defaultType }: { dropCors: boolean; defaultType?: string }): string[] {
  const returned: string[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index].toLowerCase();
    if (NOT_RETURNED.has(name) || seen.has(name) || dropCors && name.startsWith('access-control-')) continue;
    if (name !== 'set-cookie') {
      seen.add(name);
    }
    returned.push(name, headers[index + 1]);
  }
  return seen.has('content-type') || defaultType === undefined ? returned : returned.concat('content-type', defaultType);
}
