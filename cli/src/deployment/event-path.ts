import { httpEventPath, restEventPath, waysIn } from '../gateway/front/stage';
import type { MarkedDoor } from '../template/marked-door';

/** The host of an API's own URL, and of one through a VPC endpoint. */
const OWN_HOST = /\.execute-api\./;

/** The path that the function gets in the event of a request to this URL, which comes through this door. */
export function eventPath({ hostname, pathname }: URL, { kind, mappings }: Pick<MarkedDoor, 'kind' | 'mappings'>): string {
  const own = OWN_HOST.test(hostname);
  switch (kind) {
    case 'function-url': return pathname;
    case 'rest-api': {
      // Of its own URL the first segment is the stage, wherever that is made.
      const [, stage] = pathname.split('/');
      return restEventPath({ stage, path: pathname.slice(`/${stage}`.length) || '/', mapped: !own }, pathname);
    }
    case 'http-api': {
      const [way] = own ? [] : waysIn({ stages: [], domain: { mappings, ownUrl: false } }, pathname);
      return way === undefined ? pathname : httpEventPath(way, pathname);
    }
  }
}
