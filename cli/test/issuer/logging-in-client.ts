import {
  CallToolResult, Client, OAuthClientInformationMixed, OAuthClientProvider, OAuthDiscoveryState, OAuthTokens, StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { logIn } from './log-in';

/** Where the client says that it waits for its code. */
export const CALLBACK = 'http://localhost:8080/callback';

/** Keeps what a client finds out on its way to a token. */
export class Memory implements OAuthClientProvider {
  readonly redirectUrl = CALLBACK;
  readonly clientMetadata = {
    client_name: 'test', redirect_uris: [CALLBACK], token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'],
  };
  authorizationUrl?: URL;
  private verifier = '';
  private kept?: OAuthTokens;
  private found?: OAuthDiscoveryState;

  /** Registers itself where it gets no client id. */
  constructor(public client?: OAuthClientInformationMixed) {}

  clientInformation() { return this.client; }
  saveClientInformation(client: OAuthClientInformationMixed) { this.client = client; }
  tokens() { return this.kept; }
  saveTokens(tokens: OAuthTokens) { this.kept = tokens; }
  redirectToAuthorization(url: URL) { this.authorizationUrl = url; }
  saveCodeVerifier(verifier: string) { this.verifier = verifier; }
  saveDiscoveryState(state: OAuthDiscoveryState) { this.found = state; }
  discoveryState() { return this.found; }
  codeVerifier() { return this.verifier; }
}

/** What is around the client, where that is not `dev` on this machine. */
export interface Surroundings {
  readonly fetch?: typeof fetch;
  /** Logs in at a page; returns where it is sent back to. */
  readonly login?: (authorizationUrl: URL) => Promise<URL>;
  /** The arguments of the call. */
  readonly args?: Record<string, unknown>;
}

/** The official client calls a tool of a server of which it knows the URL alone, and whatever is in its memory. */
export async function callAfterLogin(url: string, tool: string, memory: Memory, surroundings: Surroundings = {}): Promise<CallToolResult> {
  const { fetch, login = logIn, args } = surroundings;
  const connect = async () => {
    const transport = new StreamableHTTPClientTransport(new URL(url), { authProvider: memory, fetch });
    const client = new Client({ name: 'test', version: '1.0.0' });
    return { transport, client, connected: client.connect(transport) };
  };
  const first = await connect();
  await first.connected.then(() => { throw new Error('nobody asked for a token'); }, () => undefined);
  if (!memory.authorizationUrl) throw new Error('the client was not sent to a login');
  const back = await login(memory.authorizationUrl);
  if (!back.href.startsWith(`${CALLBACK}?`)) throw new Error(`it was sent to ${back}`);
  await first.transport.finishAuth(back.searchParams);
  const { client, connected } = await connect();
  await connected;
  const result = await client.callTool({ name: tool, arguments: args }) as CallToolResult;
  await client.close();
  return result;
}
