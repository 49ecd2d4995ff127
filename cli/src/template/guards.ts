import { described } from './described';
import { isLoopbackHttp, issuerUrl } from './issuer-url';
import { own, textOf, textsOf } from './json';
import { idsIn } from './local-ids';
import type { JwtGuard, Notice } from './model';
import { Unresolved, unresolvedIn } from './resolved';
import type { Resolved } from './resolved';
import type { Resource, Resources } from './resources';

/** Who may call a route, or why `dev` cannot tell: such a route is refused instead of served openly. */
export type GuardReading =
  | { readonly kind: 'open' }
  | { readonly kind: 'guarded'; readonly guard: JwtGuard }
  | { readonly kind: 'unserved'; readonly noticeId: string; readonly reason: string };

/** Guards that `dev` does not check, and the ids of the notices about them. */
const UNCHECKED: ReadonlyMap<string, readonly [noticeId: string, name: string]> = new Map([
  ['CUSTOM', ['lambda-authorizer', 'a Lambda authorizer']],
  ['AWS_IAM', ['iam-authorizer', 'IAM authorization']],
]);

/** Where the token of a JWT authorizer may stand. */
const IDENTITY_SOURCE = /^\$request\.(?:header|querystring)\.[^\s.]+$/;

/** Reads the guard of a route. */
export function readGuard({ properties }: Resource, resources: Resources): GuardReading {
  const type = authorizationType(properties);
  if (type === 'NONE') return { kind: 'open' };
  if (type === 'JWT') return readJwt(properties, resources);
  const [noticeId, name] = UNCHECKED.get(type) ?? ['authorizer', type];
  return { kind: 'unserved', noticeId, reason: `guarded by ${name}, which dev does not check` };
}

/** A notice for each issuer that works here and not on AWS. */
export function issuerNotices(guards: readonly JwtGuard[]): Notice[] {
  const names = new Map(guards.filter(({ issuer }) => isLoopbackHttp(new URL(issuer))).map(({ name, issuer }) => [name, issuer]));
  return [...names].map(([name, issuer]) => ({
    id: 'http-issuer',
    message: `Authorizer ${name}: its issuer ${issuer} has no https. dev takes that from this machine; AWS refuses it.`,
  }));
}

/** An authorizer without a type guards too: it was meant to. */
function authorizationType({ AuthorizationType: type, AuthorizerId: authorizer }: Resource['properties']): string {
  return textOf(type) ?? (type === undefined && authorizer === undefined ? 'NONE' : 'an authorizer');
}

function readJwt({ AuthorizerId, AuthorizationScopes }: Resource['properties'], resources: Resources): GuardReading {
  const authorizer = resources.named(AuthorizerId).find(({ type }) => type === 'AWS::ApiGatewayV2::Authorizer');
  if (!authorizer) return unchecked('a JWT authorizer that is not in this template');
  const { logicalId, properties } = authorizer;
  if (properties.AuthorizerType !== 'JWT') return unchecked(`the authorizer ${logicalId}, which is not of type JWT`);

  const { JwtConfiguration: configuration, IdentitySource: identitySource } = properties;
  const configured = (name: string) => (configuration instanceof Unresolved ? configuration : own(configuration, name)) as Resolved | undefined;
  const [issuer, audience] = [configured('Issuer'), configured('Audience')];
  const parts = { 'its Issuer': issuer, 'its Audience': audience, 'its IdentitySource': identitySource, 'the AuthorizationScopes': AuthorizationScopes };
  for (const [name, value] of Object.entries(parts)) {
    const open = openPart(value);
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
  return { kind: 'guarded', guard: { kind: 'jwt', name, identitySource: sources, issuer, audience: textsOf(audience), scopes: textsOf(AuthorizationScopes) } };
}


function unchecked(guard: string): GuardReading {
  return { kind: 'unserved', noticeId: 'jwt-authorizer', reason: `guarded by ${guard}` };
}

/** Why a value is not known: a function of the template that is not evaluated, or a resource that the stack makes. */
function openPart(value: Resolved | undefined): string | undefined {
  const open = value === undefined ? undefined : unresolvedIn(value);
  const [made] = idsIn(value);
  return open?.reason ?? (made === undefined ? undefined : `it is made of the resource ${made}`);
}
