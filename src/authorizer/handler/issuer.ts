/** What API Gateway gives an issuer for each of its documents. */
const TIMEOUT_MS = 1500;
const MAX_BYTES = 150_000;

/** `https`, or a port of this machine, where nothing listens on AWS. */
const TRUSTED = /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\/)/;

/**
 * Where an issuer's keys are, by its own word.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export async function keysUrlOf(issuer: string): Promise<string> {
  const text = Buffer.from(await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)).toString('utf8');
  const { jwks_uri: keys } = JSON.parse(text) as { readonly jwks_uri?: unknown };
  if (typeof keys !== 'string') {
    throw new Error('the issuer does not say where its keys are');
  }
  return keys;
}

/** A document of an issuer: within a time, a size, and without being sent elsewhere. */
export async function fetchJson(url: string): Promise<ArrayBuffer> {
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
  return new Uint8Array(Buffer.concat(chunks)).buffer;
}
