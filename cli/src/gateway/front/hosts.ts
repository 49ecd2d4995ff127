import { isLoopbackHost } from '../../template/api/loopback-host';
import { Refusal } from '../refusal';

/** Throws a `Refusal` for a host, as it stands in the header, that is not the gateway's. */
export type CheckHost = (host: string | undefined) => void;

/**
 * Knows the names of this machine, with any port, and those that are allowed besides. API Gateway answers 403 to
 * a host that is none of its APIs; here it also keeps out web pages whose own name leads to this machine.
 */
export function compileHosts(allowed: readonly string[]): CheckHost {
  const names = new Set(allowed.map((name) => name.toLowerCase()));
  return (host) => {
    const name = (host ?? '').replace(/:\d*$/, '').toLowerCase();
    if (isLoopbackHost(name) || names.has(name)) return;
    throw new Refusal('unknown-host', name === ''
      ? 'the request names no host'
      : `${name} is no name of this machine; give it with --allow-host if it leads here by intention`);
  };
}
