import { mayLeadTo } from '../../template/api/issuer-url';

/** What is read of an issuer's answer. */
export interface FetchLimits {
  /** For each document, from the connection to its last byte. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** Issuers move their documents now and then; more hops than this are a loop. */
const MAX_HOPS = 3;

/** A URL as it may stand in a line: the next one comes out of a document. */
export const shortened = (url: string) => (url.length > 200 ? `${url.slice(0, 200)}…` : url);

/** Fetches a document of an issuer. Rejects with the reason, which names the URL. */
export async function fetchJson(issuer: string, url: string, limits: FetchLimits): Promise<unknown> {
  try {
    return JSON.parse(await fetchText(issuer, url, limits));
  } catch (error) {
    throw new Error(`${shortened(url)}: ${reason(error as Error, limits)}`);
  }
}

async function fetchText(issuer: string, first: string, { timeoutMs, maxBytes }: FetchLimits): Promise<string> {
  const signal = AbortSignal.timeout(timeoutMs);
  let url = first;
  for (let hop = 0; hop <= MAX_HOPS; hop++) {
    if (!mayLeadTo(issuer, url)) throw new Error(`it leads to ${shortened(url)}, which is no https URL (http is for an issuer on this machine)`);
    const response = await fetch(url, { signal, redirect: 'manual', headers: { accept: 'application/json' } });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      url = URL.canParse(location, url) ? new URL(location, url).href : location;
      continue;
    }
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new Error(`it answers ${response.status}`);
    }
    return bodyOf(response, maxBytes);
  }
  throw new Error(`it redirects more than ${MAX_HOPS} times`);
}

async function bodyOf(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop closes the connection.
    if (size > maxBytes) throw new Error(`it is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

function reason(error: Error, { timeoutMs }: FetchLimits): string {
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`;
  if (error instanceof SyntaxError) return 'it is not JSON';
  // `fetch` says why in the cause alone.
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  return cause?.code ?? cause?.message ?? error.message;
}
