import { Token } from 'aws-cdk-lib';
import { GivenApiFacts, Site } from './door';
import { factOf } from '../private/tokens';

/** Scheme and host, which may be a token, and what comes after them. */
const API_URL = /^(https:\/\/[^/]+)((?:\/[^/]+)*)$/;

/** What the URL of an API that the user has makes of the server's: a name that leads to it, and maybe a base path. */
export function siteOf(apiUrl: string | undefined): Site | undefined {
  const [, origin, basePath] = API_URL.exec(apiUrl ?? '') ?? [];
  return origin === undefined ? undefined : { origin, basePath, defaultEndpoint: false };
}

/** The facts about `apiUrl`. One with a token in it is a URL as far as its literal parts go. */
export function describeApiUrl(apiUrl: string | undefined): GivenApiFacts['apiUrl'] {
  return apiUrl === undefined ? undefined : {
    url: factOf(apiUrl),
    wellFormed: API_URL.test(apiUrl) && (Token.isUnresolved(apiUrl) ? !Token.isUnresolved(siteOf(apiUrl)!.basePath) : isPlain(apiUrl)),
  };
}

/** No query, no user, no port that goes without saying: as clients compare it. */
function isPlain(url: string): boolean {
  return URL.canParse(url) && [url, `${url}/`].includes(new URL(url).href) && !/[?#@]/.test(url);
}
