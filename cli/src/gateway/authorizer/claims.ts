import { InvalidToken, quoted } from './refusals';
import { JwtGuard } from '../../template/model';

/** The claims of a token whose signature is good. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * Checks who the token is from and for, and when, in AWS's order and without leeway. Throws
 * `InvalidToken`. A token without `exp` is refused: whether AWS does is not documented.
 */
export function checkClaims(claims: Claims, { issuer, audience }: JwtGuard, now: number): void {
  if (claims.iss !== issuer) {
    throw new InvalidToken('issuer does not match', `iss is ${quoted(claims.iss)}, the authorizer's issuer ${issuer}`);
  }
  // `client_id` counts for tokens without `aud` alone, such as a user pool's access tokens.
  const name = claims.aud === undefined ? 'client_id' : 'aud';
  const audiences = [claims[name]].flat();
  if (!audiences.some((value) => typeof value === 'string' && audience.includes(value))) {
    throw new InvalidToken('the token does not have a valid audience', `${name} is ${quoted(claims[name])}, the authorizer's audience ${quoted(audience)}`);
  }
  if (time(claims, 'exp', -Infinity) <= now) {
    throw new InvalidToken('the token has expired', `exp is ${instant(claims.exp)}`);
  }
  if (time(claims, 'nbf', now) > now) {
    throw new InvalidToken('the token is not valid yet', `nbf is ${instant(claims.nbf)}`);
  }
  if (time(claims, 'iat', now) > now) {
    throw new InvalidToken('the token is used before it was issued', `iat is ${instant(claims.iat)}`);
  }
}

/** The scopes of a token: `scope`, or `scp` where there is none; a text with spaces, or a list. */
export function scopesOf({ scope, scp }: Claims): string[] {
  const value = scope ?? scp;
  const texts = Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [value];
  return texts.flatMap((text) => typeof text === 'string' ? text.split(' ') : []).filter((text) => text !== '');
}

/** A time in milliseconds; `missing` where the token has none. */
function time(claims: Claims, name: string, missing: number): number {
  const seconds = claims[name];
  if (seconds === undefined) return missing;
  if (typeof seconds !== 'number') throw new InvalidToken(`the claim ${name} is not a number`, `it is ${quoted(seconds)}`);
  return seconds * 1000;
}

function instant(seconds: unknown): string {
  const date = new Date(Number(seconds) * 1000);
  return seconds === undefined ? 'missing' : Number.isNaN(date.getTime()) ? quoted(seconds) : date.toISOString();
}
