import { IncomingMessage, ServerResponse } from 'node:http';
import { escaped, page } from './page';
import { LocalProvider, NO_RESOURCE } from './provider';
import { DEVELOPER } from './token';

/** A form with one short field. */
const MOST_BYTES = 4_096;

/** As it stands in tokens, headers and lines. */
const NAME = /^[\w.@+-]{1,64}$/;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  // No page may lay itself over the button.
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

/** The page on which the developer says who he is, by one click, and what follows from it. */
export async function login(provider: LocalProvider, origin: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const details = await provider.interactionDetails(request, response).catch(() => undefined);
  if (!details) {
    show(response, 400, page('This login has ended', ['Start it again in the client.']));
    return;
  }
  const { client_id: clientId, redirect_uri: redirectUri } = details.params as { client_id: string; redirect_uri: string };
  if (request.method !== 'POST') {
    const client = await provider.Client.find(clientId);
    show(response, 200, loginPage(client?.clientName ?? clientId, redirectUri));
    return;
  }
  const { origin: sender = origin } = request.headers;
  if (sender !== origin) {
    show(response, 403, page('Another page has sent this', ['Start the login again in the client.']));
    return;
  }
  const name = new URLSearchParams(await bodyOf(request)).get('name') ?? '';
  if (!NAME.test(name)) {
    show(response, 400, page('This is no name', ['A name has 1 to 64 letters, digits and . _ - + @. Go back and try another one.']));
    return;
  }
  const grantId = await grant(provider, clientId, name, details.params);
  await provider.interactionFinished(request, response, { login: { accountId: name }, consent: { grantId } }, { mergeWithLastSubmission: false });
}

/** Lets the client have what it has asked for. */
async function grant(provider: LocalProvider, clientId: string, accountId: string, { scope, resource }: Record<string, unknown>): Promise<string> {
  const given = new provider.Grant({ accountId, clientId });
  const scopes = String(scope ?? '');
  given.addOIDCScope(scopes);
  for (const each of [resource ?? NO_RESOURCE].flat()) {
    given.addResourceScope(String(each), scopes);
  }
  return given.save();
}

function loginPage(client: string, redirectUri: string): string {
  return page('Log in to the local server', [
    `${client} asks for a token for the MCP server that mcp-lambda dev serves on this machine.`,
    `It goes to ${redirectUri}. No account is behind it, and nothing leaves this machine otherwise.`,
  ], `<form method="post">
<label>Name <input name="name" value="${escaped(DEVELOPER)}" required maxlength="64"></label>
<button autofocus>Continue</button>
</form>`);
}

function show(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, HEADERS).end(html);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
