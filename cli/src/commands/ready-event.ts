import { Generation } from './generation';
import { signingService } from './iam';
import { clientConfig } from '../terminal/client-config';
import { ReadyEvent } from '../terminal/events';

/** Where the server of this generation is, and what to paste into a client. */
export function readyEvent(origin: string, { loaded: { server, auth, accessKey }, api }: Generation): ReadyEvent {
  const { name, stack, region, door } = server;
  const { mcpPath } = door;
  const url = `${origin}${mcpPath}`;
  const unserved = api.refusal('POST', mcpPath);
  return {
    event: 'ready',
    url,
    server: name,
    stack,
    clientConfig: clientConfig(`${stack}-${name}`, url),
    ...auth === undefined ? {} : { auth },
    ...accessKey === undefined ? {} : {
      signing: { accessKeyId: accessKey.id, secretAccessKey: accessKey.secret, userArn: accessKey.user.arn, region, service: signingService(door) },
    },
    ...unserved === undefined ? {} : { unserved },
  };
}
