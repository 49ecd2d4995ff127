import { Authorizer } from './authorization';
import { iamAuthorizer } from './iam-authorizer';
import { KEY_LIMITS, KeyLimits, openKeys } from './issuer-keys';
import { jwtAuthorizer } from './jwt-authorizer';
import { KeptResults } from './kept-results';
import { lambdaAuthorizer, Verdict } from './lambda-authorizer';
import { AccessKey } from '../../issuer/access-key';
import { RouteFacts } from '../../template/model';
import { Now } from '../front/throttle';
import { CallFunction } from '../invoke';

/** What authorizers decide with. */
export interface AuthorizerOptions {
  readonly call: CallFunction;
  readonly now: Now;
  /** Whose signatures are good, where routes ask for IAM. */
  readonly accessKey?: AccessKey;
  /** Of the issuers' keys. */
  readonly limits?: KeyLimits;
}

/** Gives each guarded route its authorizer. Those of one issuer share its keys, and routes with one Lambda authorizer what it has decided. */
export function compileAuthorizers(
  routes: readonly RouteFacts[], { call, now, accessKey, limits = KEY_LIMITS }: AuthorizerOptions,
): (route: RouteFacts) => Authorizer | undefined {
  const issuers = new Map<string, () => ReturnType<typeof openKeys>>();
  const results = new Map<string, KeptResults<Verdict>>();
  const authorizers = new Map<RouteFacts, Authorizer>();
  for (const route of routes) {
    const { guard } = route;
    if (!guard) continue;
    if (guard.kind === 'iam') {
      authorizers.set(route, iamAuthorizer(accessKey));
      continue;
    }
    if (guard.kind === 'lambda') {
      const kept = results.get(guard.id) ?? new KeptResults(guard.resultTtlSeconds * 1000, now);
      results.set(guard.id, kept);
      authorizers.set(route, lambdaAuthorizer(guard, kept, call));
      continue;
    }
    const keys = issuers.get(guard.issuer) ?? once(async () => openKeys(guard.issuer, limits));
    issuers.set(guard.issuer, keys);
    authorizers.set(route, jwtAuthorizer(guard, keys));
  }
  return (route) => authorizers.get(route);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
