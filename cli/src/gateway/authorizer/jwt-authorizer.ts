import { Authorization, Authorizer } from './authorization';
import { claimValues } from './claim-values';
import { checkClaims, scopesOf } from './claims';
import { tokenIn } from './identity-source';
import { openKeys } from './issuer-keys';
import { insufficientScope, InvalidToken, invalidToken, missingToken } from './refusals';
import { verifiedClaims } from './signature';
import { JwtGuard } from '../../template/model';

/** An authorizer of an HTTP API, [step by step](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html). */
export function jwtAuthorizer(guard: JwtGuard, keys: () => ReturnType<typeof openKeys>): Authorizer {
  const decide = async (token: string): Promise<Authorization> => {
    const claims = await verifiedClaims(token, keys);
    checkClaims(claims, guard, Date.now());
    const scopes = scopesOf(claims);
    const asked = guard.scopes.length > 0;
    if (asked && !scopes.some((scope) => guard.scopes.includes(scope))) return insufficientScope(guard, scopes);
    return { admitted: true, context: { jwt: { claims: claimValues(claims), scopes: asked ? scopes : null } } };
  };
  return {
    authorize: async (asked) => {
      const token = tokenIn(guard.identitySource, asked);
      if (token === undefined) return missingToken(guard);
      try {
        return await decide(token);
      } catch (error) {
        return invalidToken(guard, error instanceof InvalidToken ? error : new InvalidToken('the token cannot be checked', (error as Error).message));
      }
    },
  };
}
