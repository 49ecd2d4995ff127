import { assertIsJwks, Jwks } from 'aws-jwt-verify/jwk';

/** What API Gateway gives an issuer for each of its documents. */
const TIMEOUT_MS = 1500;
const MAX_BYTES = 150_000;

/** `https`, or a port of this machine, where nothing listens on AWS. */
const TRUSTED = /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\/)/;

/**
 * The public keys of an issuer, from where it says by its own word that they are.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export async function keysOf(issuer: string): Promise<Jwks> {
  const { jwks_uri: url } = await fetchJson<{ readonly jwks_uri?: unknown }>(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (typeof url !== 'string') {
    throw new Error('the issuer does not say where its keys are');
  }
  const keys = await fetchJson<Jwks>(url);
  assertIsJwks(keys);
  return keys;
}

/** An operator reads of which document something is wrong: the issuer has said itself where its keys are. */
async function fetchJson<T>(url: string): Promise<T> {
  try {
    return JSON.parse(await fetchText(url));
  } catch (error) {
    throw new Error(`${url}: ${reasonOf(error as Error)}`, { cause: error });
  }
}

/** `fetch` says that it failed, and its cause why. */
function reasonOf({ message, cause }: Error): string {
  const { code, message: reason } = (cause ?? {}) as { readonly code?: string; readonly message?: string };
  return code ?? reason ? `${message} (${code ?? reason})` : message;
}

/** A document of an issuer: within a time, a size, and without being sent elsewhere. */
async function fetchText(url: string): Promise<string> {
  if (!TRUSTED.test(url)) {
    throw new Error('an issuer has documents at https URLs alone');
  }
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
  if (response.status !== 200 || response.body === null) {
    throw new Error(`the issuer answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) {
      throw new Error(`the issuer's document has more than ${MAX_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
