import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { fetchJson, keysUrlOf } from './issuer';
import { Decision, Settings, TokenEvent } from './wire';

/** The claims of a token, once its signature is checked. */
type Claims = Readonly<Record<string, unknown>>;

const BEARER = /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** The keys of an issuer are kept as long as the function's instance lives, and asked for again for a key that is not among them. */
const verifiers = new Map<string, Promise<{ verify(jwt: string): Promise<Claims> }>>();

/**
 * Lets a token in or not: as API Gateway reads a thrown `Unauthorized` (401), and a policy that denies (403).
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export async function decide(event: TokenEvent, settings: Settings): Promise<Decision> {
  const claims = await verified(event.authorizationToken, settings);
  const scopes = scopesOf(claims);
  const allowed = settings.scopes.length === 0 || settings.scopes.some((scope) => scopes.includes(scope));
  return {
    principalId: String(claims.sub ?? claims.client_id ?? 'unknown'),
    policyDocument: {
      Version: '2012-10-17',
      // Every method of the stage: the decision is kept for the token, whichever method comes next.
      Statement: [{ Action: 'execute-api:Invoke', Effect: allowed ? 'Allow' : 'Deny', Resource: `${event.methodArn.split('/', 2).join('/')}/*` }],
    },
    context: { claims: JSON.stringify(claims), scopes: scopes.join(' ') },
  };
}

async function verified(header: string, settings: Settings): Promise<Claims> {
  const [, jwt] = BEARER.exec(header) ?? [];
  try {
    if (jwt === undefined) {
      throw new Error('the header Authorization has no bearer token');
    }
    const claims = await (await verifierOf(settings.issuer)).verify(jwt);
    check(claims, settings.audience);
    return claims;
  } catch (error) {
    // The reason stands in the function's log, and the token nowhere.
    console.info(JSON.stringify({ refused: (error as Error).message.replaceAll(jwt ?? '\0', '…') }));
    throw new Error('Unauthorized');
  }
}

/** What API Gateway checks beside signature, issuer, expiry and `nbf`. */
function check({ aud, client_id: clientId, exp, iat }: Claims, audience: string[]): void {
  if (typeof exp !== 'number') {
    throw new Error('the token does not expire');
  }
  if (typeof iat === 'number' && iat > Date.now() / 1000) {
    throw new Error('the token was issued in the future');
  }
  const named = aud === undefined ? [clientId] : [aud].flat();
  if (!named.some((one) => audience.includes(String(one)))) {
    throw new Error('the token is for another audience');
  }
}

function scopesOf({ scope, scp }: Claims): string[] {
  return [scope ?? scp ?? []].flat().flatMap((one) => String(one).split(' ')).filter(Boolean);
}

/** A failure is not kept: the next token asks the issuer again. */
function verifierOf(issuer: string): Promise<{ verify(jwt: string): Promise<Claims> }> {
  const known = verifiers.get(issuer);
  if (known) {
    return known;
  }
  const made = keysUrlOf(issuer).then((jwksUri) => JwtVerifier.create(
    { issuer, audience: null, jwksUri },
    { jwksCache: new SimpleJwksCache({ fetcher: { fetch: fetchJson } }) },
  ) as { verify(jwt: string): Promise<Claims> });
  verifiers.set(issuer, made);
  made.catch(() => verifiers.delete(issuer));
  return made;
}
