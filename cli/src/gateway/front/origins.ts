import { isLoopbackHost } from '../../template/api/loopback-host';
import { Refusal } from '../refusal';

/** Throws a `Refusal` for a web page's origin, as it stands in the header, that may not call the server. */
export type CheckOrigin = (origin: string | undefined) => void;

/** What is let in besides this machine's own origins. */
export interface AllowedOrigins {
  /** Hosts that lead to the gateway, and so may its pages. */
  readonly hosts?: readonly string[];
  /** Origins as browsers write them: `https://app.example.com`. */
  readonly origins?: readonly string[];
}

const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/(\[[\da-f:.]+\]|[^:/,\s]+)(?::\d+)?$/;

/**
 * Knows the origins of this machine, with any scheme and port, and those that are allowed besides. On AWS any page may send a
 * request, and the CORS configuration says which of them may read the answer; here the server has what the developer has, and no
 * page that is open in a browser should call it. Programs that are no browsers send no origin.
 */
export function compileOrigins({ hosts = [], origins = [] }: AllowedOrigins): CheckOrigin {
  const names = new Set(hosts.map((name) => name.toLowerCase()));
  const exact = new Set(origins.map((origin) => origin.toLowerCase()));
  return (given) => {
    const origin = given?.toLowerCase();
    if (origin === undefined || exact.has(origin)) return;
    const [, host] = ORIGIN.exec(origin) ?? [];
    if (host === undefined) throw refused(origin === 'null' ? NO_ORIGIN : 'the header Origin holds no origin: requests of web pages are refused without one');
    if (isLoopbackHost(host) || names.has(host)) return;
    throw refused(`web pages of ${origin} may not call this server; give --allow-origin ${origin} if they should`);
  };
}

/** Sandboxed frames and pages of files, which are anybody's. */
const NO_ORIGIN = 'a web page that has no origin of its own (Origin: null) may not call this server; serve it from localhost, or from an origin given with --allow-origin';

/** No secret is in it, and who wonders in the browser reads the option too. */
const refused = (message: string) => new Refusal('unknown-origin', message, message);
