import { Claims } from './claims';
import { openKeys } from './issuer-keys';
import { InvalidToken, quoted } from './refusals';
import { isObject } from '../../template/values/json';

/** AWS takes "RSA-based algorithms" and names none. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];

/** Names that are safe to repeat to the client. */
const OTHER_ALGORITHMS = /^(?:none|(?:HS|ES)(?:256|384|512)|EdDSA)$/;

/** The claims of a token that one of the issuer's keys has signed. Throws `InvalidToken`. */
export async function verifiedClaims(token: string, keys: () => ReturnType<typeof openKeys>): Promise<Claims> {
  const { compactVerify, decodeProtectedHeader } = await import('jose');
  const kid = checkHeader(token, decodeProtectedHeader);
  try {
    const { payload } = await compactVerify(token, await keys(), { algorithms: ALGORITHMS });
    return claimsIn(payload);
  } catch (error) {
    throw error instanceof InvalidToken ? error : refusal(error as Error & { readonly code?: string }, kid);
  }
}

/** Returns the id of the key, once the rest of the header is what AWS takes: nothing is fetched for other tokens. */
function checkHeader(token: string, decode: (token: string) => { readonly alg?: string; readonly kid?: string }): string {
  if (token.split('.').length !== 3) throw new InvalidToken('token contains an invalid number of segments');
  const { alg, kid } = decoded(token, decode);
  if (typeof alg !== 'string' || !ALGORITHMS.includes(alg)) {
    throw new InvalidToken(OTHER_ALGORITHMS.test(String(alg)) ? `signing method ${alg} is invalid` : 'signing method (alg) is unavailable.', `alg is ${quoted(alg)}`);
  }
  if (typeof kid !== 'string') throw new InvalidToken('the token names no key', `kid is ${quoted(kid)}`);
  return kid;
}

function decoded<T>(token: string, decode: (token: string) => T): T {
  try {
    return decode(token);
  } catch (error) {
    // Any other spelling than `Bearer ` is taken for a part of the token.
    throw new InvalidToken(/^bearer /i.test(token) ? 'tokenstring should not contain \'bearer \'' : 'the token cannot be decoded', (error as Error).message);
  }
}

function claimsIn(payload: Uint8Array): Claims {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    if (isObject(claims)) return claims;
  } catch {
    // Said below.
  }
  throw new InvalidToken('the claims of the token are no JSON object');
}

function refusal({ code, message }: Error & { readonly code?: string }, kid: string): InvalidToken {
  switch (code) {
    case 'ERR_JWKS_NO_MATCHING_KEY':
      return new InvalidToken('the issuer has no such key', `kid is ${quoted(kid)}`);
    case 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED':
      return new InvalidToken('the signature is invalid', `kid is ${quoted(kid)}`);
    default:
      return new InvalidToken('the token cannot be verified', message);
  }
}
