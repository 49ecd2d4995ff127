import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { makeKey } from './key';
import { login } from './login';
import { LOGIN_PATH } from './page';
import { LocalProvider, makeProvider } from './provider';
import { IssuerReply, IssuerRequest } from './settings';
import { pastedToken } from './token';

/** Answers requests as the issuer of this moment. */
let answer: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined;

async function main(): Promise<void> {
  const key = await makeKey();
  const server = createServer((request, response) => void handle(request, response, origin));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.on('message', ({ settings }: IssuerRequest) => void (async () => {
    const issuer = `${origin}${settings.slash ? '/' : ''}`;
    const provider = await makeProvider(issuer, settings, key);
    provider.on('server_error', (_context, error) => reply({ type: 'problem', message: error.message }));
    answer = answering(provider, origin);
    reply({ type: 'serving', token: await pastedToken(issuer, settings, key) });
  })().catch(crash));
  reply({ type: 'listening', origin });
}

function answering(provider: LocalProvider, origin: string) {
  const rest = provider.callback();
  return async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith(LOGIN_PATH)) await login(provider, origin, request, response);
    else await rest(request, response);
  };
}

async function handle(request: IncomingMessage, response: ServerResponse, origin: string): Promise<void> {
  // A name of somebody else's that leads here (DNS rebinding) would make his page one of ours.
  if (`http://${request.headers.host}` !== origin || !answer) {
    response.writeHead(403).end();
    return;
  }
  try {
    await answer(request, response);
  } catch (error) {
    reply({ type: 'problem', message: (error as Error).message });
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

function reply(message: IssuerReply): void {
  process.send!(message);
}

function crash(error: Error): never {
  process.stderr.write(`${error.stack}\n`, () => undefined);
  process.exit(1);
}

// `dev` is gone, however it went.
process.once('disconnect', () => process.exit());
main().catch(crash);
