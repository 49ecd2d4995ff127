import { Authorizer } from './authorization';
import { KEY_LIMITS, openKeys } from './issuer-keys';
import { jwtAuthorizer } from './jwt-authorizer';
import { RouteFacts } from '../../template/model';

/** Gives each guarded route its authorizer. Those of one issuer share its keys. */
export function compileAuthorizers(routes: readonly RouteFacts[], limits = KEY_LIMITS): (route: RouteFacts) => Authorizer | undefined {
  const issuers = new Map<string, () => ReturnType<typeof openKeys>>();
  const authorizers = new Map<RouteFacts, Authorizer>();
  for (const route of routes) {
    const { guard } = route;
    if (!guard) continue;
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
