import { show } from '../../private/errors';
import { Fact, isKnown } from '../../private/tokens';
import { Finding, when } from '../rule';

/** What a route of an HTTP API can ask for. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export const MAX_SCOPES = 10;

/** A scope as RFC 6749 has it: a list of them is parted by spaces. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** What is wrong with the scopes of which a token needs one. */
export function scopeProblems(setting: string, scopes: ReadonlyArray<Fact<string>>): Finding[] {
  return [
    ...when(scopes.length > MAX_SCOPES, () => ({
      setting, given: `${scopes.length} scopes`, expected: `at most ${MAX_SCOPES} scopes, of which a token needs one`,
    })),
    ...scopes.filter((scope) => isKnown(scope) && !SCOPE.test(scope)).map((scope) => ({
      setting, given: show(scope), expected: 'one scope a text, without a space, quote or backslash',
    })),
  ];
}

/** Whether it can be an issuer: its discovery document is below it, and so it has no query. */
export function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) {
    return false;
  }
  const url = new URL(text);
  return url.protocol === 'https:' && !/\s|\/\.well-known\//.test(text) && url.search === '' && url.hash === '' && url.username === '';
}

/** Whether it is `https` and a host, with nothing behind it. */
export function isOrigin(text: string): boolean {
  return URL.canParse(text) && text.startsWith('https://') && new URL(text).origin === text;
}
