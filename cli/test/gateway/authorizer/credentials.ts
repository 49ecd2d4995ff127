import { hmacToken, IssuerKey, noneToken, token } from './issuer';
import { signed, signingTime } from './signing-client';
import { AccessKey, newAccessKey } from '../../../src/issuer/access-key';
import { JwtGuard } from '../../../src/template/model';

/** A request with credentials of one kind. */
export type Credentials = (url: string, method: string) => Request | Promise<Request>;

/** Those that are let in, and those that are not, by their names. */
export interface CredentialKinds {
  readonly good: Credentials;
  readonly bad: Readonly<Record<string, Credentials>>;
}

const withHeader = (authorization: string): Credentials => (url, method) => new Request(url, { method, headers: { authorization } });

/** What is no credential for any auth. */
const NONE: Readonly<Record<string, Credentials>> = {
  'none': (url, method) => new Request(url, { method }),
  'an empty header': withHeader(''),
  'a user and a password': withHeader('Basic YTpi'),
};

/** Tokens of an issuer with these keys for the authorizer of the template; `stranger` is a key of somebody else's. */
export function tokenCredentials({ issuer: iss, audience, scopes: [scope] }: JwtGuard, key: IssuerKey, stranger: IssuerKey): CredentialKinds {
  const [aud] = audience;
  const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset;
  // A user pool's tokens name their client, whose id is an audience beside the MCP URL.
  const plain = { iss, aud, scope, client_id: audience.find((one) => !URL.canParse(one)) };
  const bearer = (claims: object, make = (all: object) => token(key, all)) => withHeader(`Bearer ${make({ ...plain, ...claims })}`);
  const good = token(key, plain);
  const [head, , signature] = good.split('.');
  const changed = Buffer.from(JSON.stringify({ ...plain, exp: seconds(3600), sub: 'eve' })).toString('base64url');
  return {
    good: bearer({}),
    bad: {
      ...NONE,
      'an expired token': bearer({ exp: seconds(-1) }),
      'a token without an expiry': bearer({ exp: undefined }),
      'a token whose expiry is a text': bearer({ exp: '9999999999' }),
      'a token that is not valid yet': bearer({ nbf: seconds(120) }),
      'a token that will be issued': bearer({ iat: seconds(120) }),
      'a token of another issuer': bearer({ iss: 'https://other.example.com' }),
      'a token of an issuer that begins alike': bearer({ iss: `${iss}.example.com` }),
      'a token for another audience': bearer({ aud: ['you', 'them'] }),
      'a token for another audience of the right client': bearer({ aud: 'you', client_id: aud }),
      'a token of another client': bearer({ aud: undefined, client_id: 'you' }),
      'a token for nobody': bearer({ aud: undefined, client_id: undefined }),
      'a token without scopes, as an ID token is': bearer({ scope: undefined, token_use: 'id' }),
      'a token with other scopes': bearer({ scope: `openid ${scope}r` }),
      'a token without a signature (alg: none)': bearer({}, (claims) => noneToken(key, claims)),
      'a token signed with the public key as a secret (HS256)': bearer({}, (claims) => hmacToken(key, claims)),
      'a token of an unknown algorithm': bearer({}, (claims) => token(key, claims, { alg: 'RS257' })),
      'a token that names no key': bearer({}, (claims) => token(key, claims, { kid: undefined })),
      'a token of another key of the same name': bearer({}, (claims) => token({ ...stranger, kid: key.kid }, claims)),
      'a token of an unknown key': bearer({}, (claims) => token(stranger, claims)),
      'a token that was changed': withHeader(`Bearer ${[head, changed, signature].join('.')}`),
      'garbage': withHeader('Bearer garbage'),
      'garbage in three parts': withHeader('Bearer a.b.c'),
      'another spelling of Bearer': withHeader(`bearer ${good}`),
      'a good token in the query': (url, method) => new Request(`${url}?access_token=${good}&Authorization=${good}`, { method }),
      'a good token in another header': (url, method) => new Request(url, { method, headers: { 'x-forwarded-authorization': `Bearer ${good}` } }),
    },
  };
}

/** What the Lambda authorizer of the fixtures is shown. */
export const LAMBDA_CREDENTIALS: CredentialKinds = {
  good: withHeader('Bearer good'),
  bad: { ...NONE, 'a bad token': withHeader('Bearer bad'), 'a token that begins alike': withHeader('Bearer good '.padEnd(20, '.')), 'no Bearer': withHeader('good') },
};

/** Signatures with the key of the gateway, or not, for what the service is. */
export function signatureCredentials(key: AccessKey, service: 'execute-api' | 'lambda' = 'execute-api'): CredentialKinds {
  const stranger = newAccessKey();
  const good: Credentials = async (url, method) => signed(url, key, { method }, { service });
  const changed = (name: string, change: (value: string) => string): Credentials => async (url, method) => {
    const request = await good(url, method);
    request.headers.set(name, change(request.headers.get(name)!));
    return request;
  };
  return {
    good,
    bad: {
      ...NONE,
      'a bearer token': withHeader('Bearer a.b.c'),
      'the key without a signature': withHeader(`AWS4-HMAC-SHA256 Credential=${key.id}`),
      'another key': async (url, method) => signed(url, stranger, { method }, { service }),
      'another secret': async (url, method) => signed(url, { id: key.id, secret: stranger.secret }, { method }, { service }),
      'an expired signature': async (url, method) => signed(url, key, { method }, { service, datetime: signingTime(-301) }),
      'a signature for later': async (url, method) => signed(url, key, { method }, { service, datetime: signingTime(330) }),
      'a signature for another service': async (url, method) => signed(url, key, { method }, { service: service === 'lambda' ? 'execute-api' : 'lambda' }),
      'a signature for another region': async (url, method) => signed(url, key, { method }, { service, region: 'eu-west-1' }),
      'a signature for another path': async (url, method) => {
        const { headers } = await good(`${url}/other`, method);
        return new Request(url, { method, headers });
      },
      'a signature for another method': async (url, method) => {
        const { headers } = await good(url, method === 'PUT' ? 'POST' : 'PUT');
        return new Request(url, { method, headers });
      },
      'a signature that was changed': changed('authorization', (text) => text.replace(/.$/, (digit) => digit === '0' ? '1' : '0')),
      'a time that was changed': changed('x-amz-date', () => signingTime(60)),
      'temporary credentials': async (url, method) => signed(url, key, { method }, { service, sessionToken: 'token' }),
      'an expired signature in the query': async (url, method) => signed(`${url}?X-Amz-Expires=60`, key, { method }, { service, signQuery: true, datetime: signingTime(-61) }),
      'another secret in the query': async (url, method) => signed(`${url}?X-Amz-Expires=60`, { id: key.id, secret: stranger.secret }, { method }, { service, signQuery: true }),
    },
  };
}
