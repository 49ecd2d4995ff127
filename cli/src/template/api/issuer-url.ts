import { isLoopbackHost } from './loopback-host';

/**
 * The URL of an issuer or of its keys; undefined where tokens must not be trusted for what it says:
 * AWS takes https alone, and here http on a loopback host as well.
 */
export function issuerUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && (url.protocol === 'https:' || isLoopbackHttp(url)) ? url : undefined;
}

/** Whether AWS would refuse the URL for its scheme alone: an issuer under development listens here without a certificate. */
export function isLoopbackHttp({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && isLoopbackHost(hostname);
}

/**
 * Whether a document of the issuer, or what it redirects to, may be fetched: an issuer elsewhere has no
 * business with the ports of this machine.
 */
export function mayLeadTo(issuer: string, url: string): boolean {
  const target = issuerUrl(url);
  return target !== undefined && (target.protocol === 'https:' || issuerUrl(issuer)?.protocol === 'http:');
}
