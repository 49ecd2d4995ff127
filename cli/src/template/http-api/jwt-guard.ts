import type { GuardReading } from './guard-reading';
import { issuerUrl } from '../api/issuer-url';
import { localOrigin } from '../api/local-origin';
import { guardedBy } from '../api/refused-routes';
import type { ClientFacts, JwtGuard } from '../model';
import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { own, textOf, textsOf } from '../values/json';
import { idsIn, localId } from '../values/local-ids';
import { Unresolved, unresolvedIn } from '../values/resolved';
import type { Resolved } from '../values/resolved';

/** Where the token of a JWT authorizer may stand. */
const IDENTITY_SOURCE = /^\$request\.(?:header|querystring)\.[^\s.]+$/;

/** What a part of the configuration may be made of: an issuer on this machine can stand for both. */
const POOL = 'AWS::Cognito::UserPool';
const CLIENT = 'AWS::Cognito::UserPoolClient';

/** Reads the JWT authorizer of a route. */
export function readJwt({ ApiId, AuthorizerId, AuthorizationScopes }: Resource['properties'], resources: Resources): GuardReading {
  const authorizer = resources.named(AuthorizerId).find(({ type }) => type === 'AWS::ApiGatewayV2::Authorizer');
  if (!authorizer) return unchecked('a JWT authorizer that is not in this template');
  const { logicalId, properties } = authorizer;
  if (properties.AuthorizerType !== 'JWT') return unchecked(`the authorizer ${logicalId}, which is not of type JWT`);

  const { JwtConfiguration: configuration, IdentitySource: identitySource } = properties;
  const configured = (name: string) => (configuration instanceof Unresolved ? configuration : own(configuration, name)) as Resolved | undefined;
  const issuer = configured('Issuer');
  const audience = localOrigin(resources.named(ApiId), resources)(configured('Audience'));
  const parts: [name: string, value: Resolved | undefined, madeOf?: string][] = [
    ['its Issuer', issuer, POOL], ['its Audience', audience, CLIENT], ['its IdentitySource', identitySource], ['the AuthorizationScopes', AuthorizationScopes],
  ];
  for (const [name, value, madeOf] of parts) {
    const open = openPart(value, resources, madeOf);
    if (open !== undefined) return unchecked(`the JWT authorizer ${logicalId}, and only a deployment knows ${name}: ${open}`);
  }
  if (typeof issuer !== 'string' || !issuerUrl(issuer)) {
    return unchecked(`the JWT authorizer ${logicalId}, whose Issuer must be an https URL (or http on this machine) and is ${described(issuer)}`);
  }
  const sources = textsOf(identitySource);
  if (sources.length === 0 || !sources.every((source) => IDENTITY_SOURCE.test(source))) {
    return unchecked(`the JWT authorizer ${logicalId}, whose IdentitySource must be $request.header.<name> or $request.querystring.<name> and is ${described(identitySource)}`);
  }
  const name = textOf(properties.Name) ?? logicalId;
  const guard: JwtGuard = { kind: 'jwt', name, identitySource: sources, issuer, audience: textsOf(audience), scopes: textsOf(AuthorizationScopes) };
  return { kind: 'guarded', guard: { ...guard, ...knownToDeployment(issuer, guard.audience, resources) } };
}

/** What issuer and audience are made of that only a deployment knows. */
export function knownToDeployment(issuer: string, audience: readonly string[], resources: Resources): Pick<JwtGuard, 'made' | 'clients'> {
  const made = [...resources.named(issuer), ...audience.flatMap((each) => resources.named(each))];
  if (made.length === 0) return {};
  return { made: made.map(({ logicalId }) => logicalId), clients: made.filter(({ type }) => type === CLIENT).map(readClient) };
}

/** What a client of a user pool may do, as far as a login needs it. */
function readClient({ logicalId, properties }: Resource): ClientFacts {
  const { CallbackURLs, GenerateSecret, AllowedOAuthFlows, AllowedOAuthScopes } = properties;
  return {
    id: localId(logicalId),
    redirectUris: textsOf(CallbackURLs),
    secret: GenerateSecret === true,
    ...textsOf(AllowedOAuthFlows).includes('client_credentials') ? { machineScopes: textsOf(AllowedOAuthScopes) } : {},
  };
}

function unchecked(guard: string): GuardReading {
  return { kind: 'unserved', noticeId: 'jwt-authorizer', reason: guardedBy(guard) };
}

/** Why a value is not known: a function of the template that is not evaluated, or a resource of another type that the stack makes. */
function openPart(value: Resolved | undefined, resources: Resources, madeOf?: string): string | undefined {
  const open = value === undefined ? undefined : unresolvedIn(value);
  if (open) return open.reason;
  const known = resources.named(value).filter(({ type }) => type === madeOf).map(({ logicalId }) => logicalId);
  const made = idsIn(value).find((id) => !known.includes(id));
  return made === undefined ? undefined : `it is made of the resource ${made}`;
}
