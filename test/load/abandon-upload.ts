import { request } from 'node:http';
import { BIG_BODY } from './calls';

/** Sends half of a large body and goes away. Resolves when the connection is closed. */
export async function abandonUpload(url: string): Promise<void> {
  const sent = request(url, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': BIG_BODY } });
  sent.on('error', () => {}); // that the connection has ended is what is wanted
  const closed = new Promise<void>((resolve) => sent.once('close', resolve));
  sent.write(Buffer.alloc(BIG_BODY / 2, 'a'), () => sent.destroy());
  await closed;
}
