import { decomposeUnverifiedJwt, DecomposedJwt } from 'aws-jwt-verify/jwt';

/** The claims of a token. */
export type Claims = Readonly<Record<string, unknown>>;

/** A token in its parts, and its claims as they are written. */
export interface Decomposed extends DecomposedJwt {
  readonly claims: Claims;
}

/**
 * The parts of a token whose signature nobody has looked at; the library checks of what types they are.
 *
 * It wants a text as `scope`, as RFC 9068 has it, and some issuers write a list. Of such a one it is given the text, with
 * everything else as it was; what is signed stays what the issuer has signed.
 *
 * @throws on what is no token
 */
export function decompose(jwt: string): Decomposed {
  const [header, signed, ...rest] = jwt.split('.');
  const scope = listedScope(signed);
  if (scope === undefined) {
    const decomposed = decomposeUnverifiedJwt(jwt);
    return { ...decomposed, claims: decomposed.payload };
  }
  const withText = Buffer.from(JSON.stringify({ ...read(signed), scope: scope.join(' ') })).toString('base64url');
  const decomposed = decomposeUnverifiedJwt([header, withText, ...rest].join('.'));
  return { ...decomposed, payloadB64: signed, claims: { ...decomposed.payload, scope } };
}

function listedScope(payload: string | undefined): string[] | undefined {
  try {
    const scope = read(payload ?? '')?.scope;
    return Array.isArray(scope) && scope.every((one) => typeof one === 'string') ? scope : undefined;
  } catch {
    return undefined; // the library says what is wrong with it
  }
}

function read(payload: string): { readonly scope?: unknown } | null {
  return JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
}
