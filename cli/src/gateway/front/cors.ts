import { CorsFacts } from '../../template/model';

/** Answers browsers in the server's stead, as an HTTP API with a CORS configuration does. */
export interface Cors {
  /** Headers of the answer to a preflight; none for an origin that is not allowed. */
  preflight(origin: string): string[];
  /** Headers added to the server's answer. */
  actual(origin: string): string[];
}

/** Compiles the configuration once; the results are lists of names and values in turn. */
export function compileCors(facts: CorsFacts): Cors {
  const allowOrigin = originRule(facts.allowOrigins);
  const credentials = facts.allowCredentials ? ['access-control-allow-credentials', 'true'] : [];
  const fixed = [
    ...list('access-control-allow-methods', facts.allowMethods),
    ...list('access-control-allow-headers', facts.allowHeaders),
    ...facts.maxAgeSeconds === undefined ? [] : ['access-control-max-age', String(facts.maxAgeSeconds)],
  ];
  const exposed = list('access-control-expose-headers', facts.exposeHeaders);
  const headers = (origin: string, more: readonly string[]) => {
    const allowed = allowOrigin(origin);
    if (allowed === undefined) return [];
    // A cache must not give one origin the answer that names another.
    const vary = allowed === '*' ? [] : ['vary', 'origin'];
    return ['access-control-allow-origin', allowed, ...vary, ...credentials, ...more];
  };
  return {
    preflight: (origin) => headers(origin, fixed),
    actual: (origin) => headers(origin, exposed),
  };
}

/** `*` stays, `https://*` takes every origin that begins so, all others are compared as they are. */
function originRule(origins: readonly string[]): (origin: string) => string | undefined {
  if (origins.includes('*')) return () => '*';
  const exact = new Set(origins);
  const schemes = origins.filter((origin) => origin.endsWith('://*')).map((origin) => origin.slice(0, -1));
  return (origin) => (exact.has(origin) || schemes.some((scheme) => origin.startsWith(scheme)) ? origin : undefined);
}

function list(name: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : [name, values.join(',')];
}
