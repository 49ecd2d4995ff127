import { createHmac, generateKeyPair, KeyObject, sign } from 'node:crypto';
import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

export const DISCOVERY = '/.well-known/openid-configuration';
export const KEYS = '/keys';

/** A key as an issuer has it. */
export interface IssuerKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** An issuer of tokens on a loopback port, with real keys. */
export interface Issuer {
  readonly url: string;
  /** The paths that it was asked for so far. */
  readonly asked: string[];
  /** What stands in its list of keys. */
  keys: IssuerKey[];
  /** Answers instead of it, by path. */
  readonly answers: Map<string, RequestListener>;
  close(): Promise<void>;
}

export async function startIssuer(...keys: IssuerKey[]): Promise<Issuer> {
  const answers = new Map<string, RequestListener>();
  const asked: string[] = [];
  const documents: Record<string, () => object> = {
    [DISCOVERY]: () => ({ issuer: issuer.url, jwks_uri: `${issuer.url}${KEYS}` }),
    [KEYS]: () => ({ keys: issuer.keys.map(({ kid, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' })) }),
  };
  const server = createServer((request, response) => {
    const path = request.url!;
    asked.push(path);
    const answer = answers.get(path) ?? (() => response.writeHead(path in documents ? 200 : 404).end(JSON.stringify(documents[path]?.() ?? {})));
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer: Issuer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    keys,
    answers,
    close: async () => new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
  return issuer;
}

/** Prime numbers are found by luck, on a machine that may be busy. */
export const KEYS_MS = 60_000;

export async function newKey(kid: string): Promise<IssuerKey> {
  return { kid, ...await promisify(generateKeyPair)('rsa', { modulusLength: 2048 }) };
}

/** A token that is good for an hour, with other or (undefined) without claims. */
export function token(key: IssuerKey, claims: object, header: object = {}, alg = 'RS256'): string {
  const now = Math.floor(Date.now() / 1000);
  const input = unsigned({ alg, kid: key.kid, ...header }, { iat: now - 60, exp: now + 3600, ...claims });
  return `${input}.${sign(alg.replace('RS', 'sha'), Buffer.from(input), key.privateKey).toString('base64url')}`;
}

/** The same with `alg: none` and no signature. */
export function noneToken(key: IssuerKey, claims: object): string {
  return `${token(key, claims, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`;
}

/** The same signed with the public key as a shared secret. */
export function hmacToken(key: IssuerKey, claims: object): string {
  const input = token(key, claims, { alg: 'HS256' }).split('.').slice(0, 2).join('.');
  const secret = key.publicKey.export({ type: 'spki', format: 'pem' });
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function unsigned(header: object, claims: object): string {
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}
