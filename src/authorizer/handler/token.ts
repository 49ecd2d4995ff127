import { supportedSignatureAlgorithms } from 'aws-jwt-verify/jwt-verifier';
import { Claims, decompose } from './decompose';
import { Settings } from './wire';

/** How far the clock of an issuer may be ahead of this one: a token that was made just now is already used. */
const AHEAD_SECONDS = 60;

const ALGORITHMS: readonly string[] = supportedSignatureAlgorithms;

/**
 * The claims of a token whose signature nobody has looked at, once they are what they must be. It comes before its
 * issuer is asked for anything, so that nobody makes requests, or anything that is kept, of tokens that he writes himself.
 *
 * @throws on what API Gateway checks beside the signature, as on an HTTP API
 */
export function claimsToVerify(jwt: string, settings: Settings, now = Date.now() / 1000): Claims {
  const { header, payload, claims } = decompose(jwt);
  const { iss, aud, client_id: clientId, exp, nbf = now, iat = now } = payload;
  refuse(header.alg === undefined || !ALGORITHMS.includes(header.alg), 'the token is not signed with a public key');
  refuse(header.kid === undefined, 'the token does not name its key');
  refuse(iss !== settings.issuer, 'the token is of another issuer');
  refuse(exp === undefined, 'the token does not expire');
  refuse(exp! <= now, 'the token has expired');
  refuse(nbf > now + AHEAD_SECONDS, 'the token is not valid yet');
  refuse(iat > now + AHEAD_SECONDS, 'the token was issued in the future');
  const named = aud === undefined ? [clientId] : [aud].flat();
  refuse(!named.some((one) => typeof one === 'string' && settings.audience.includes(one)), 'the token is for another audience');
  refuse(settings.clients !== undefined && !settings.clients.includes(String(clientId)), 'the token is of another client');
  return claims;
}

function refuse(faulty: boolean, reason: string): void {
  if (faulty) {
    throw new Error(reason);
  }
}
