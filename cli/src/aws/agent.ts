import { readFileSync } from 'node:fs';
import { Agent as HttpAgent, ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Agent, AgentConnectOpts } from 'agent-base';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { UserError } from '../errors';

/**
 * Makes every connection to the outside as the environment asks for it: through the proxy of `HTTPS_PROXY`,
 * `HTTP_PROXY` or `ALL_PROXY`, but for the hosts of `NO_PROXY`, and with the certificate authorities of
 * `AWS_CA_BUNDLE`. Node adds those of `NODE_EXTRA_CA_CERTS` by itself, where there is no bundle.
 */
export class OutgoingAgent extends Agent {
  private readonly agents = new Map<string, HttpAgent>();

  constructor(private readonly ca?: Buffer) {
    super({ keepAlive: true });
  }

  override connect(_: ClientRequest, { secureEndpoint, host, port }: AgentConnectOpts): HttpAgent {
    const protocol = secureEndpoint ? 'https:' : 'http:';
    const proxy = getProxyForUrl(`${protocol}//${host}:${port}`);
    const key = `${protocol} ${proxy}`;
    const agent = this.agents.get(key) ?? this.newAgent(secureEndpoint, proxy);
    this.agents.set(key, agent);
    return agent;
  }

  private newAgent(secure: boolean, proxy: string): HttpAgent {
    const options = { keepAlive: true, ...this.ca && { ca: this.ca } };
    if (proxy === '') return secure ? new HttpsAgent(options) : new HttpAgent({ keepAlive: true });
    return new HttpsProxyAgent(proxyUrl(proxy), options);
  }

  /** Closes connections that are kept for a next request. */
  override destroy(): void {
    this.agents.forEach((agent) => agent.destroy());
    super.destroy();
  }
}

/** The agent that this process's environment asks for. */
export function outgoingAgent(env: NodeJS.ProcessEnv = process.env): OutgoingAgent {
  const bundle = env.AWS_CA_BUNDLE;
  return new OutgoingAgent(bundle ? readBundle(bundle) : undefined);
}

function readBundle(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UserError(`AWS_CA_BUNDLE names ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code}): let it name a file of certificates in PEM, or unset it.`);
  }
}

function proxyUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    // What is there may hold a password, and is not repeated.
    throw new UserError('The proxy of HTTPS_PROXY, HTTP_PROXY or ALL_PROXY is no URL such as http://proxy.example.com:3128.');
  }
  return url;
}
