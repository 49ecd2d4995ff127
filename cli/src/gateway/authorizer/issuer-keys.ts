import { FetchLimits, fetchJson, shortened } from './fetch-json';
import { InvalidToken } from './refusals';
import { isObject, textOf } from '../../template/values/json';

/** How the keys of an issuer are fetched and kept. Times in milliseconds. */
export interface KeyLimits extends FetchLimits {
  /** So long keys are used without asking again. */
  readonly keptMs: number;
  /** After a fetch, unknown keys are not looked for again for so long: anybody's tokens must not become requests to the issuer. */
  readonly pauseMs: number;
  /** The same after a fetch that failed; short, as a developer may just be starting the issuer. */
  readonly pauseAfterFailureMs: number;
}

/**
 * Of AWS are [1.5 s](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html)
 * for each document and [two hours](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html);
 * the rest is not documented.
 */
export const KEY_LIMITS: KeyLimits = {
  timeoutMs: 1_500, maxBytes: 512 * 1024, keptMs: 2 * 60 * 60 * 1000, pauseMs: 5_000, pauseAfterFailureMs: 1_000,
};

/**
 * The keys of one issuer, in the form in which `jose` asks for them: fetched for its first token, once
 * however many requests wait for them. Asking rejects with `InvalidToken` where they are out of reach.
 */
export async function openKeys(issuer: string, limits: KeyLimits) {
  const { createRemoteJWKSet, customFetch } = await import('jose');
  const load = pausing(async () => loadKeys(issuer, limits), limits.pauseAfterFailureMs);
  // This URL is not asked: only the discovery document knows where the keys are.
  return createRemoteJWKSet(new URL(issuer), {
    cacheMaxAge: limits.keptMs,
    cooldownDuration: limits.pauseMs,
    [customFetch]: async () => Response.json(await load()),
  });
}

async function loadKeys(issuer: string, limits: KeyLimits): Promise<object> {
  const discoveryUrl = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const discovery = await read(issuer, discoveryUrl, limits, 'OIDC discovery endpoint communication error', (document) => textOf(document.jwks_uri), 'jwks_uri');
  return read(issuer, discovery, limits, 'JWKS communication error', (document) => hasKeys(document) ? document : undefined, 'list of keys');
}

/** Reads one part of a document; `description` are AWS's words where that fails. */
async function read<T>(
  issuer: string, url: string, limits: KeyLimits, description: string,
  part: (document: Readonly<Record<string, unknown>>) => T | undefined, name: string,
): Promise<T> {
  const document = await fetchJson(issuer, url, limits).catch((error: Error) => {
    throw new InvalidToken(description, error.message);
  });
  const found = isObject(document) ? part(document) : undefined;
  if (found === undefined) throw new InvalidToken(description, `${shortened(url)}: it has no ${name}`);
  return found;
}

const hasKeys = ({ keys }: Readonly<Record<string, unknown>>) => Array.isArray(keys) && keys.every(isObject);

/** Rejects with the last failure until the pause after it is over. */
function pausing<T>(load: () => Promise<T>, pauseMs: number): () => Promise<T> {
  let failed: { readonly at: number; readonly error: unknown } | undefined;
  return async () => {
    if (failed && performance.now() - failed.at < pauseMs) throw failed.error;
    try {
      return await load();
    } catch (error) {
      failed = { at: performance.now(), error };
      throw error;
    }
  };
}
