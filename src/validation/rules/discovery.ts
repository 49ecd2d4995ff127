import { routedPaths } from './paths';
import { AuthFacts } from '../../auth/guard';
import { PATHS } from '../../discovery/handler/wire';
import { show } from '../../private/errors';
import { Fact, factOf, isKnown } from '../../private/tokens';
import { error, Rule, when } from '../rule';

/** What a function's environment may take. @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const MAX_BYTES = 4096;

/** The longest URLs of this origin, of a made-up login page, and of a user pool's keys. */
const ORIGIN = 'x'.repeat('https://'.length + 253);
const LOGIN_PAGE = 'x'.repeat(115);
const KEYS = 'x'.repeat(110);

/** Names of fields and variables, a client's id, a server's name, and what is the same in all documents. */
const FIXED_BYTES = { resource: 300, authorizationServer: 950 };

/** What clients find out by themselves. */
export const DISCOVERY_RULES: Rule[] = [
  error('discoveryTooLarge', ({ auth, endpoint: { path, given, shell } }) => {
    const share = given ? factOf(shell.otherEventPath ?? shell.eventPath) : '';
    const bytes = auth.tokenBased ? sizeOf(auth, path, share) : 0;
    return when(bytes > MAX_BYTES, () => ({
      setting: 'auth',
      given: `documents for clients of up to ${bytes} bytes`,
      expected: `${MAX_BYTES} at most, since a function's environment holds them: fewer or shorter scopes`
        + `${auth.clientRegistration ? ' and callback URLs, or clients that are given their client id and do not register' : ''}`,
    }));
  }),

  error('discoveryPathTaken', (plan) => {
    const { auth, domain, endpoint: { stage } } = plan;
    const taken = auth.tokenBased ? [PATHS.resource, PATHS.authorizationServer, ...auth.clientRegistration ? [PATHS.registration] : []] : [];
    return [
      ...routedPaths(plan).filter(([, path]) => isKnown(path) && taken.some((one) => one === path)).map(([setting, path]) => ({
        setting, given: show(path), expected: `another path: ${auth.call} has clients look there for where to get a token`,
      })),
      ...when(domain === undefined && stage !== undefined && stage.nameless && taken.some((one) => one === `/${String(stage.name)}`), () => ({
        setting: 'endpoint.stageName', given: show(stage!.name), expected: `another name: clients of ${auth.call} register at /${String(stage!.name)}, which would be this stage`,
      })),
    ];
  }),
];

/**
 * The most that the documents can take, with what tells servers on one API apart; a text that is not known yet counts as empty. Lambda measures the
 * environment as JSON, and so they are JSON in JSON.
 *
 * @see https://github.com/github-aws-runners/terraform-aws-github-runner/issues/3594
 */
function sizeOf(auth: AuthFacts, path: Fact<string>, share: Fact<string>): number {
  const { cognito, userPool, jwt, lambdaAuthorizer } = auth;
  if (!cognito && !userPool) {
    const servers: ReadonlyArray<Fact<string>> = jwt ? [jwt.issuer] : lambdaAuthorizer!.authorizationServers!;
    return FIXED_BYTES.resource + bytesOf([ORIGIN, path, share, ...servers, ...(jwt ?? lambdaAuthorizer)!.scopes]);
  }
  const scopes = userPool?.scopes ?? cognito!.scopes.map(({ name }): Fact<string> => (isKnown(name) ? `mcp/${name}` : name));
  const loginPage: Fact<string> = userPool?.domainUrl ?? LOGIN_PAGE;
  const registration: ReadonlyArray<Fact<string>> = auth.clientRegistration ? [ORIGIN, ...scopes, ...auth.callbackUrls!.urls] : [];
  return FIXED_BYTES.authorizationServer
    + bytesOf([path, ORIGIN, ORIGIN, ORIGIN, share, share, share, loginPage, loginPage, loginPage, KEYS, ...scopes, ...scopes, ...registration]);
}

function bytesOf(texts: ReadonlyArray<Fact<string>>): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(texts.map((text) => (isKnown(text) ? text : '')))));
}
