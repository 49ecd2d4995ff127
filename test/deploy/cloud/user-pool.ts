import { createHash, randomBytes } from 'node:crypto';
import { rootAuthorization } from './account';
import { fetchThrough } from './mcp-client';
import type { Ministack } from '../tools/ministack';

/** What stands for AWS. */
type Aws = Pick<Ministack, 'endpoint' | 'port'>;

/** What a login at a pool needs. */
export interface Login {
  readonly authorizationUrl: URL;
  readonly username: string;
  readonly password: string;
}

/** What the token endpoint answers. */
export interface Tokens {
  readonly access_token: string;
  readonly id_token?: string;
}

/** Calls the API of Cognito, by plain HTTP, since there is no client of it among the dependencies. */
export async function cognitoApi<T>({ endpoint }: Aws, action: string, parameters: object): Promise<T> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${action}`,
      'authorization': rootAuthorization('cognito-idp'),
    },
    body: JSON.stringify(parameters),
  });
  if (!response.ok) throw new Error(`${action}: ${response.status} ${await response.text()}`);
  return await response.json() as T;
}

/** Adds a user, who can log in at once. */
export async function addUser(aws: Aws, UserPoolId: string, { username: Username, password: Password }: Omit<Login, 'authorizationUrl'>): Promise<void> {
  await cognitoApi(aws, 'AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' });
  await cognitoApi(aws, 'AdminSetUserPassword', { UserPoolId, Username, Password, Permanent: true });
}

/** What is read of a client. */
export interface DescribedClient {
  readonly UserPoolId: string;
  readonly ClientId: string;
  readonly ClientSecret: string;
}

/** A client with all that it is set to. */
export async function describeClient(aws: Aws, UserPoolId: string, ClientId: string): Promise<DescribedClient> {
  const { UserPoolClient } = await cognitoApi<{ UserPoolClient: DescribedClient }>(aws, 'DescribeUserPoolClient', { UserPoolId, ClientId });
  return UserPoolClient;
}

/** A token of a client for programs, as they get it: by client credentials. */
export async function machineToken(aws: Aws, tokenEndpoint: string, { ClientId, ClientSecret }: DescribedClient, scope: string): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${ClientId}:${ClientSecret}`).toString('base64')}`;
  return (await tokens(aws, tokenEndpoint, { grant_type: 'client_credentials', scope }, { authorization })).access_token;
}

/** A browser as far as a login needs it: reads the form of the page, and fills it in. Returns where it is sent back to. */
export async function logIn({ port }: Aws, { authorizationUrl, username, password }: Login): Promise<URL> {
  const call = fetchThrough(port);
  const page = await (await call(authorizationUrl)).text();
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]): [string, string] => [name, unescaped(value)]);
  const action = /<form method="POST" action="([^"]*)">/.exec(page)?.[1];
  if (action === undefined) throw new Error(`${authorizationUrl} shows no form: ${page}`);
  const answer = await call(new URL(action, authorizationUrl), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams([...hidden, ['username', username], ['password', password]]).toString(),
  });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`the login was refused: ${answer.status} ${await answer.text()}`);
  return new URL(location);
}

/** What a public client asks for, and where. */
export interface CodeFlow {
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
}

/** The tokens of a user who logs in, as a public client gets them: by authorization code and PKCE. */
export async function userTokens(aws: Aws, flow: CodeFlow, user: Omit<Login, 'authorizationUrl'>): Promise<Tokens> {
  const { clientId: client_id, redirectUri: redirect_uri, scope } = flow;
  const code_verifier = randomBytes(32).toString('base64url');
  const authorizationUrl = new URL(flow.authorizationEndpoint);
  authorizationUrl.search = new URLSearchParams({
    response_type: 'code',
    client_id,
    redirect_uri,
    scope,
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(code_verifier).digest('base64url'),
  }).toString();
  const code = (await logIn(aws, { authorizationUrl, ...user })).searchParams.get('code') ?? '';
  return tokens(aws, flow.tokenEndpoint, { grant_type: 'authorization_code', client_id, redirect_uri, code, code_verifier });
}

async function tokens({ port }: Aws, tokenEndpoint: string, body: Record<string, string>, headers: Record<string, string> = {}): Promise<Tokens> {
  const response = await fetchThrough(port)(tokenEndpoint, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(body).toString(),
  });
  if (!response.ok) throw new Error(`${tokenEndpoint}: ${response.status} ${await response.text()}`);
  return await response.json() as Tokens;
}

function unescaped(html: string): string {
  return html.replaceAll('&quot;', '"').replaceAll('&#x27;', '\'').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
