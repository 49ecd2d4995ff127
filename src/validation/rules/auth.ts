import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { error, Rule, warning, when } from '../rule';

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MAX_AUDIENCES = 50;
const MAX_SCOPES = 10;

/** Who may call. */
export const AUTH_RULES: Rule[] = [
  warning('publicAccess', ({ auth }) =>
    when(auth.publicAccess, () => ({
      setting: 'auth',
      given: `${auth.call}: everybody who knows the URL may call the server`,
      expected: 'another auth, such as McpAuth.jwt(…), or this warning to be acknowledged',
    }))),

  error('jwtIssuerInvalid', ({ auth: { jwt } }) =>
    when(jwt !== undefined && isKnown(jwt.issuer) && !isHttpsUrl(jwt.issuer), () => ({
      setting: 'auth.issuer',
      given: show(jwt!.issuer),
      expected: 'the https URL of the authorization server, exactly as in the "iss" claim of its tokens, which is not its discovery document',
    }))),

  error('jwtAudienceInvalid', ({ auth: { jwt } }) =>
    when(jwt !== undefined && !(jwt.audience.length >= 1 && jwt.audience.length <= MAX_AUDIENCES && !jwt.audience.includes('')), () => ({
      setting: 'auth.audience',
      given: jwt!.audience.includes('') ? 'an empty text' : `${jwt!.audience.length} values`,
      expected: `1 to ${MAX_AUDIENCES} values of the "aud" claim: the MCP URL, or client ids`,
    }))),

  error('jwtScopesInvalid', ({ auth: { jwt } }) =>
    when(jwt !== undefined && (jwt.scopes.length > MAX_SCOPES || jwt.scopes.includes('')), () => ({
      setting: 'auth.scopes',
      given: jwt!.scopes.includes('') ? 'an empty text' : `${jwt!.scopes.length} scopes`,
      expected: `at most ${MAX_SCOPES} scopes, of which a token needs one`,
    }))),

  warning('jwtWithoutScopes', ({ auth: { jwt } }) =>
    when(jwt !== undefined && jwt.scopes.length === 0, () => ({
      setting: 'auth.scopes',
      given: 'no scopes: every valid token of the issuer is let in, ID tokens among them',
      expected: 'the scopes of which a token needs one, or this warning to be acknowledged',
    }))),
];

function isHttpsUrl(text: string): boolean {
  if (!URL.canParse(text)) {
    return false;
  }
  const url = new URL(text);
  return url.protocol === 'https:' && !/\s|\/\.well-known\//.test(text) && url.search === '' && url.hash === '' && url.username === '';
}
