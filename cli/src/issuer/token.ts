import { SigningKey } from './key';
import { IssuerSettings, PastedToken } from './settings';

/** A working day with its breaks. */
const HOURS = 12;

/** The user where nobody says another name. */
export const DEVELOPER = 'developer';

/** What access tokens of Cognito say besides, where nobody has logged in. */
export const MACHINE_CLAIMS = { token_use: 'access' };

/** The same of a user. */
export const accessClaims = (user: string) => ({ ...MACHINE_CLAIMS, username: user });

/** A token as a login would have given it, to be pasted where a client cannot log in. */
export async function pastedToken(issuer: string, { audience, scopes, clients }: IssuerSettings, key: SigningKey): Promise<PastedToken> {
  const { importJWK, SignJWT } = await import('jose');
  const expires = new Date(Math.floor(Date.now() / 1000 + HOURS * 3600) * 1000);
  const token = await new SignJWT({ ...accessClaims(DEVELOPER), scope: scopes.join(' '), client_id: clients[0].id })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: key.kid })
    .setIssuer(issuer).setSubject(DEVELOPER).setAudience(audience).setIssuedAt().setExpirationTime(expires)
    .sign(await importJWK(key, 'RS256'));
  return { token, expires: expires.toISOString() };
}
