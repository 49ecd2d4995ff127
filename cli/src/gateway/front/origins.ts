import { IncomingHttpHeaders } from 'node:http';
import { IsMcpPath } from './mcp-path';
import { isLoopbackHost } from '../../template/api/loopback-host';
import { Invocation } from '../event/invocation';
import { Refusal } from '../refusal';

/** Throws a `Refusal` for a request of a web page that may not call the server, by what its browser says of it. */
export type CheckOrigin = (asked: Pick<Invocation, 'method' | 'sentPath'>, headers: IncomingHttpHeaders) => void;

/** What is let in besides this machine's own origins. */
export interface AllowedOrigins {
  /** Hosts that lead to the gateway, and so may its pages. */
  readonly hosts?: readonly string[];
  /** Origins as browsers write them: `https://app.example.com`. */
  readonly origins?: readonly string[];
  /** Where no link of a page may lead. */
  readonly isMcpPath: IsMcpPath;
}

const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/(\[[\da-f:.]+\]|[^:/,\s]+)(?::\d+)?$/;

/**
 * Knows the origins of this machine, with any scheme and port, and those that are allowed besides. On AWS any page may send a
 * request, and the CORS configuration says which of them may read the answer; here the server has what the developer has, and no
 * page that is open in a browser should call it. Programs that are no browsers send no origin.
 */
export function compileOrigins({ hosts = [], origins = [], isMcpPath }: AllowedOrigins): CheckOrigin {
  const names = new Set(hosts.map((name) => name.toLowerCase()));
  const exact = new Set(origins.map((origin) => origin.toLowerCase()));
  return (asked, headers) => {
    const origin = headers.origin?.toLowerCase();
    if (origin === undefined) {
      const opened = isOpened(asked, headers) && !isMcpPath(asked.sentPath);
      if (isOfAnotherPage(headers) && !opened) throw refused(EMBEDDED);
      return;
    }
    if (exact.has(origin)) return;
    const [, host] = ORIGIN.exec(origin) ?? [];
    if (host === undefined) throw refused(origin === 'null' ? NO_ORIGIN : 'the header Origin holds no origin: requests of web pages are refused without one');
    if (isLoopbackHost(host) || names.has(host)) return;
    throw refused(`web pages of ${origin} may not call this server; give --allow-origin ${origin} if they should`);
  };
}

/** Images, scripts, frames and links have no origin: whose page they are on, a browser says besides, and no page can change it. */
const isOfAnotherPage = ({ 'sec-fetch-site': site }: IncomingHttpHeaders) => site === 'cross-site' || site === 'same-site';

/** In a tab of its own, as by a link or the redirect of a login, so that whoever sits before it sees it. */
const isOpened = ({ method }: Pick<Invocation, 'method'>, { 'sec-fetch-mode': mode, 'sec-fetch-dest': dest }: IncomingHttpHeaders) =>
  method === 'GET' && mode === 'navigate' && dest === 'document';

const EMBEDDED = 'images, scripts, frames and links of other web pages may not call this server (Sec-Fetch-Site); '
  + 'open the URL by typing it, or call it with fetch from localhost or an origin given with --allow-origin';

/** Sandboxed frames and pages of files, which are anybody's. */
const NO_ORIGIN = 'a web page that has no origin of its own (Origin: null) may not call this server; serve it from localhost, or from an origin given with --allow-origin';

/** No secret is in it, and who wonders in the browser reads the option too. */
const refused = (message: string) => new Refusal('unknown-origin', message, message);
