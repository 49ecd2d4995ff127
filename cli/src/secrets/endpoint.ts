import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { getParameter, getParameters } from './parameter-store';
import { failed, Reply } from './reply';
import { getSecretValue } from './secrets-manager';
import { Vault } from './vault';
import { isObject, JsonObject, textOf } from '../template/values/json';

/** A request names a secret or ten; more is none. */
const MAX_BODY_BYTES = 64 * 1024;

/** What the SDKs can ask for, as `X-Amz-Target` names it. */
const OPERATIONS: Readonly<Record<string, (vault: Vault, input: JsonObject) => Reply>> = {
  'secretsmanager.GetSecretValue': getSecretValue,
  'AmazonSSM.GetParameter': getParameter,
  'AmazonSSM.GetParameters': getParameters,
};

/** Credentials that are worth nothing elsewhere, and without which nothing is answered here. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** How the server is known. */
export interface Callers {
  /** With which requests are signed; any where this is missing. */
  readonly accessKeyId?: string;
  /** What the server has as AWS_SESSION_TOKEN, by which the extension knows it; nobody is answered there where this is missing. */
  readonly sessionToken?: string;
}

/** Secrets Manager, Parameter Store and AWS's extension on one port of this machine. */
export class Endpoint {
  static async open(): Promise<Endpoint> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new Endpoint(server);
  }

  readonly credentials: Credentials = {
    accessKeyId: `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString('hex'),
    sessionToken: randomBytes(20).toString('hex'),
  };

  readonly port: number;
  /** Who does not know it is not answered: with credentials of the developer's, signatures cannot be checked. */
  private readonly path = `/${randomBytes(20).toString('hex')}`;
  private vault: Vault | undefined;
  private callers: Callers = {};

  private constructor(private readonly server: Server) {
    this.port = (server.address() as AddressInfo).port;
    server.on('request', (request, response) => {
      this.answer(request).catch(() => failed('InternalServiceError', 'The request cannot be answered.', 500)).then((reply) => send(response, reply), () => response.destroy());
    });
  }

  /** What SDKs are told, for both services. */
  get url(): string {
    return `http://127.0.0.1:${this.port}${this.path}`;
  }

  /** Answers from the vault. */
  serve(vault: Vault | undefined, callers: Callers): void {
    this.vault = vault;
    this.callers = callers;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage): Promise<Reply> {
    const { headers, method, url = '/' } = request;
    const { vault } = this;
    // Pages of a browser reach this port as well.
    const local = [`127.0.0.1:${this.port}`, `localhost:${this.port}`].includes(headers.host ?? '') && headers.origin === undefined;
    if (!local || vault === undefined) return failed('AccessDeniedException', 'This port is for the server that mcp-lambda dev has started.', 403);
    if (method === 'GET') return this.extension(vault, new URL(url, 'http://localhost'), headers['x-aws-parameters-secrets-token']);
    const input = await inputIn(request);
    if (!isSame(url.replace(/\/$/, ''), this.path) || !this.isSigned(headers.authorization)) return failed('UnrecognizedClientException', 'The security token included in the request is invalid.');
    const target = textOf(headers['x-amz-target']) ?? '';
    if (!Object.hasOwn(OPERATIONS, target)) {
      return failed('UnknownOperationException', `mcp-lambda dev answers ${Object.keys(OPERATIONS).map((name) => name.split('.')[1]).join(', ')} alone.`);
    }
    return input === undefined ? failed('SerializationException', 'The request is not a JSON object.') : OPERATIONS[target](vault, input);
  }

  /** @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html */
  private extension(vault: Vault, { pathname, searchParams }: URL, token: unknown): Reply {
    const { sessionToken } = this.callers;
    if (typeof token !== 'string' || !sessionToken || !isSame(token, sessionToken)) {
      return failed('AccessDeniedException', 'The header X-Aws-Parameters-Secrets-Token is not the value of AWS_SESSION_TOKEN.', 401);
    }
    const of = (name: string) => searchParams.get(name) ?? undefined;
    if (pathname === '/secretsmanager/get') return getSecretValue(vault, { SecretId: of('secretId'), VersionStage: of('versionStage'), VersionId: of('versionId') });
    if (pathname === '/systemsmanager/parameters/get') return getParameter(vault, { Name: of('name') });
    return failed('NotFoundException', 'The extension answers /secretsmanager/get and /systemsmanager/parameters/get.', 404);
  }

  private isSigned(authorization = ''): boolean {
    const { accessKeyId } = this.callers;
    return authorization.startsWith(accessKeyId === undefined ? 'AWS4-HMAC-SHA256 ' : `AWS4-HMAC-SHA256 Credential=${accessKeyId}/`);
  }
}

/** Without telling by the time how much of it fits. */
function isSame(given: string, wanted: string): boolean {
  const [one, other] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(one, other);
}

/** The whole body; undefined where it is too large or no object. */
async function inputIn(request: IncomingMessage): Promise<JsonObject | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BODY_BYTES) return undefined;
  try {
    const input: unknown = JSON.parse(Buffer.concat(chunks).toString());
    return isObject(input) ? input : undefined;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body));
}
