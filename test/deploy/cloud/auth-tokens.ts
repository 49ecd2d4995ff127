import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { AUDIENCE, SCOPE } from './auth-app';
import type { StackOutputs } from './deployment';
import { addUser, cognitoApi, describeClient, type Login, machineToken, userTokens } from './user-pool';
import { hmacToken, type IssuerKey, noneToken, token } from '../../../cli/test/gateway/authorizer/issuer';
import type { Ministack } from '../tools/ministack';

/** A user of the pool of `McpAuth.cognito`. */
export const USER: Omit<Login, 'authorizationUrl'> = { username: 'ada@example.com', password: 'Correct-Horse-7' };

const CALLBACK = 'http://localhost:8080/callback';

/** Tokens by what they are; one that is not there is none. */
export type Tokens = Readonly<Record<string, string | undefined>>;

/** Where users and programs get tokens, as clients find it. */
export interface AuthorizationServer {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
}

/** Tokens of the deployed pools, got as clients get them, and forged ones; the user is added to the pool. */
export async function cognitoTokens(aws: Ministack, outputs: StackOutputs, server: AuthorizationServer, thief: IssuerKey): Promise<Tokens> {
  const [pool, clientId] = ['CognitoUserPoolId', 'CognitoClientId'].map((prefix) => outputs[Object.keys(outputs).find((name) => name.startsWith(prefix))!]);
  await addUser(aws, pool, USER);
  const flow = { authorizationEndpoint: server.authorization_endpoint, tokenEndpoint: server.token_endpoint, clientId, redirectUri: CALLBACK };
  const user = await userTokens(aws, { ...flow, scope: `openid ${SCOPE}` }, USER);
  const machineOf = async (poolId: string, id: string) => machineToken(aws, server.token_endpoint, await describeClient(aws, poolId, id), SCOPE);
  const machine = await machineOf(pool, outputs.MachineClientId);
  await expireTokensOf(aws, pool, outputs.MachineClientId);
  return {
    'a program\'s access token': machine,
    'a user\'s access token': user.access_token,
    'an ID token': user.id_token,
    'an access token without the scope': (await userTokens(aws, { ...flow, scope: 'openid' }, USER)).access_token,
    'an access token of another client of the pool': await machineOf(pool, outputs.OtherClientId),
    'an access token of another pool': await machineOf(outputs.OtherPoolId, outputs.ForeignClientId),
    'an expired access token': await machineOf(pool, outputs.MachineClientId),
    ...forged(machine, { ...thief, ...await publicKeyOf(aws, pool, machine) }, thief),
  };
}

/** The shortest time that a token is valid for is 5 minutes; ministack also takes one that has passed. */
async function expireTokensOf(aws: Ministack, pool: string, client: string): Promise<void> {
  await cognitoApi(aws, 'UpdateUserPoolClient', { ...await describeClient(aws, pool, client), AccessTokenValidity: -5 });
}

/** What can be made of a good token by one who has the pool's public key. */
function forged(good: string, key: IssuerKey, thief: IssuerKey): Tokens {
  const [head, claims, signature] = good.split('.');
  const said = decoded(claims);
  return {
    'garbage': 'garbage',
    'a token with changed claims': [head, encoded({ ...said, sub: 'eve' }), signature].join('.'),
    'a token without a signature': `${head}.${claims}.`,
    'a token of the algorithm none': noneToken(key, said),
    'a token signed with the public key': hmacToken(key, said),
    'a token of another key under the same id': token(key, said),
    'a token of an unknown key': token(thief, said),
  };
}

async function publicKeyOf({ endpoint }: Ministack, pool: string, good: string): Promise<Pick<IssuerKey, 'kid' | 'publicKey'>> {
  const { kid } = decoded(good.split('.')[0]) as { kid: string };
  const { keys } = await (await fetch(`${endpoint}/${pool}/.well-known/jwks.json`)).json() as { keys: (JsonWebKey & { kid: string })[] };
  return { kid, publicKey: createPublicKey({ key: keys.find((each) => each.kid === kid)!, format: 'jwk' }) };
}

/** Tokens of an issuer of `McpAuth.jwt`. */
export function jwtTokens(issuer: string, mcpUrl: string, key: IssuerKey, thief: IssuerKey): Tokens {
  const now = Math.floor(Date.now() / 1000);
  const said = { iss: issuer, sub: 'ada', aud: AUDIENCE, scope: `openid ${SCOPE}` };
  const good = token(key, said);
  return {
    'a token for the audience': good,
    'a token for the MCP URL': token(key, { ...said, aud: mcpUrl }),
    'a token for the MCP URL with a slash at its end': token(key, { ...said, aud: [`${mcpUrl}/`] }),
    'a token of the client, without an audience': token(key, { ...said, aud: undefined, client_id: AUDIENCE }),
    'an ID token': token(key, { ...said, scope: undefined }),
    'a token with another scope': token(key, { ...said, scope: 'openid' }),
    'a token for another audience': token(key, { ...said, aud: 'https://other.example.com' }),
    'a token for another audience, of the client': token(key, { ...said, aud: 'https://other.example.com', client_id: AUDIENCE }),
    'a token of another client': token(key, { ...said, aud: undefined, client_id: 'other' }),
    'an expired token': token(key, { ...said, iat: now - 7200, exp: now - 3600 }),
    'a token that is not valid yet': token(key, { ...said, nbf: now + 3600 }),
    'a token of another issuer': token(key, { ...said, iss: 'https://other.example.com' }),
    'a token of the issuer with a slash at its end': token(key, { ...said, iss: `${issuer}/` }),
    ...forged(good, { ...thief, kid: key.kid, publicKey: key.publicKey }, thief),
  };
}

function decoded(part: string): object {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
