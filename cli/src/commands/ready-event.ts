import { clientConfig } from './client-config';
import { Generation } from './generation';
import { ReadyEvent } from '../terminal/events';

/** Where the server of this generation is, and what to paste into a client. */
export function readyEvent(origin: string, { loaded: { server, auth }, api }: Generation): ReadyEvent {
  const { name, stack, door: { mcpPath } } = server;
  const url = `${origin}${mcpPath}`;
  const unserved = api.refusal('POST', mcpPath);
  return {
    event: 'ready',
    url,
    server: name,
    stack,
    clientConfig: clientConfig(`${stack}-${name}`, url),
    ...auth === undefined ? {} : { auth },
    ...unserved === undefined ? {} : { unserved },
  };
}
