import { isLoopbackHttp } from './issuer-url';
import { textOf } from './json';
import { readJwt } from './jwt-guard';
import { readLambdaGuard } from './lambda-guard';
import type { JwtGuard, Notice, RouteGuard } from './model';
import type { OtherFunctions } from './other-functions';
import { guardedBy } from './refused-routes';
import type { Resource, Resources } from './resources';

/** Who may call a route, or why `dev` cannot tell: such a route is refused instead of served openly. */
export type GuardReading =
  | { readonly kind: 'open' }
  | { readonly kind: 'guarded'; readonly guard: RouteGuard }
  | { readonly kind: 'unserved'; readonly noticeId: string; readonly reason: string };

/** Reads the guard of a route. */
export function readGuard({ properties }: Resource, resources: Resources, others: OtherFunctions): GuardReading {
  const type = authorizationType(properties);
  if (type === 'NONE') return { kind: 'open' };
  if (type === 'AWS_IAM') return { kind: 'guarded', guard: { kind: 'iam' } };
  if (type === 'JWT') return readJwt(properties, resources);
  if (type === 'CUSTOM') {
    const guard = readLambdaGuard(properties, resources, others);
    return typeof guard === 'string' ? { kind: 'unserved', noticeId: 'lambda-authorizer', reason: guardedBy(guard) } : { kind: 'guarded', guard };
  }
  return { kind: 'unserved', noticeId: 'authorizer', reason: guardedBy(`${type}, which dev does not check`) };
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
