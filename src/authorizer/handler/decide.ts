import { Claims } from './decompose';
import { IssuerFailure, IssuerKeys } from './keys';
import { claimsToVerify } from './token';
import { Decision, Settings, TokenEvent } from './wire';

const BEARER = /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** By issuer, as the settings name it. */
const keys = new Map<string, IssuerKeys>();

/**
 * Lets a token in or not, as API Gateway reads it: a thrown `Unauthorized` is a 401, a policy that denies a 403, and
 * whatever else is thrown a 500.
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
    const claims = claimsToVerify(jwt, settings);
    await keysOf(settings.issuer).verify(jwt);
    return claims;
  } catch (error) {
    if (error instanceof IssuerFailure) {
      throw error; // Lambda logs it
    }
    // The reason stands in the function's log, and the token nowhere.
    console.info(JSON.stringify({ refused: (error as Error).message.replaceAll(jwt ?? '\0', '…') }));
    throw new Error('Unauthorized');
  }
}

function scopesOf({ scope, scp }: Claims): string[] {
  return [scope ?? scp ?? []].flat().flatMap((one) => String(one).split(' ')).filter(Boolean);
}

function keysOf(issuer: string): IssuerKeys {
  const known = keys.get(issuer) ?? new IssuerKeys(issuer);
  keys.set(issuer, known);
  return known;
}
