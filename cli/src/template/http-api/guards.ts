import type { GuardReading } from './guard-reading';
import { readJwt } from './jwt-guard';
import { readLambdaGuard } from './lambda-guard';
import { isLoopbackHttp } from '../api/issuer-url';
import { guardedBy } from '../api/refused-routes';
import type { OtherFunctions } from '../function/other-functions';
import type { JwtGuard, Notice } from '../model';
import type { Resource, Resources } from '../resources/resources';
import { textOf } from '../values/json';

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
