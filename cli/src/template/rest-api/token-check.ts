import { issuerUrl } from '../api/issuer-url';
import { TOKEN_VARIABLES } from '../function/token-variables';
import { knownToDeployment } from '../http-api/jwt-guard';
import type { JwtGuard, LambdaFacts } from '../model';
import type { Resource, Resources } from '../resources/resources';
import { textOf } from '../values/json';

/**
 * Which tokens a Lambda authorizer lets in, where it is the library's own function: its environment says so. Undefined for
 * any other function, whose ways are not known.
 */
export function readTokenCheck(
  authorizer: Resource, identitySource: readonly string[], { environment }: LambdaFacts, resources: Resources,
): JwtGuard | undefined {
  const issuer = environment[TOKEN_VARIABLES.issuer];
  const audience = listIn(environment[TOKEN_VARIABLES.audience]);
  const scopes = listIn(environment[TOKEN_VARIABLES.scopes]);
  if (issuer === undefined || !issuerUrl(issuer) || !audience || !scopes) return undefined;
  const { logicalId, properties: { Name } } = authorizer;
  return {
    kind: 'jwt',
    name: textOf(Name) ?? logicalId,
    identitySource,
    issuer,
    audience,
    scopes,
    ...knownToDeployment(issuer, audience, resources),
  };
}

/** A JSON list of texts. */
function listIn(text: string | undefined): string[] | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
