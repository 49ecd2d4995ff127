/** Hosts of this machine, where an issuer under development listens without a certificate. */
const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The URL of an issuer or of its keys; undefined where tokens must not be trusted for what it says:
 * AWS takes https alone, and here http on a loopback host as well.
 */
export function issuerUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && (url.protocol === 'https:' || isLoopbackHttp(url)) ? url : undefined;
}

/** Whether AWS would refuse the URL for its scheme alone. */
export function isLoopbackHttp({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && LOOPBACK.test(hostname);
}
