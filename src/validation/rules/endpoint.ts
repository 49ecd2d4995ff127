import { HTTP_PATH, HTTP_PATH_WORDS, tokenPathProblems } from './paths';
import { AuthFacts } from '../../auth/guard';
import { EndpointFacts, StageFacts } from '../../endpoint/door';
import { show } from '../../private/errors';
import { Fact, isKnown } from '../../private/tokens';
import { error, Finding, Rule, warning, when } from '../rule';

const STAGE_NAME = /^[a-zA-Z0-9_-]{1,128}$/;

/** What an HTTP API takes. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
const ORIGIN_PATTERNS = ['https://*', 'http://*'];
const ANY_ORIGIN = ['*', ...ORIGIN_PATTERNS];

/** Browser extensions and the like have a scheme of their own. */
const OTHER_ORIGIN = /^(?!https?:)[a-z][a-z0-9+.-]*:\/\/[^\s/?#*@]+$/;
const MAX_AGE_SECONDS = 86400;
const MAX_BURST = 2 ** 31 - 1;

/** What a user writes for a guard. */
const AUTHS: Record<AuthFacts['guard'], string> = {
  'none': 'McpAuth.none()',
  'jwt': 'McpAuth.cognito(…), McpAuth.userPool(…), McpAuth.jwt(…)',
  'lambda': 'McpAuth.lambdaAuthorizer(…)',
  'iam': 'McpAuth.iam()',
  'in-server': 'McpAuth.inServer(…)',
};

/** The front door. */
export const ENDPOINT_RULES: Rule[] = [
  error('endpointPathInvalid', ({ endpoint }) => {
    const { path, pathHasSlash } = endpoint;
    return isKnown(path)
      ? when(!HTTP_PATH.test(path), () => ({ setting: 'endpoint.path', given: show(path), expected: HTTP_PATH_WORDS }))
      : tokenPathProblems('endpoint.path', pathHasSlash, endpoint);
  }),

  error('stageNameInvalid', ({ endpoint: { stage } }) =>
    when(stage !== undefined && !isStageName(stage), () => ({
      setting: 'endpoint.stageName',
      given: isKnown(stage!.name) ? show(stage!.name) : 'a token',
      expected: `${stage!.nameless ? '"$default", or ' : ''}up to 128 letters, digits, hyphens and underscores that are known at synthesis, since the server is told its URL`,
    }))),

  error('authNotAtEndpoint', ({ endpoint, auth }) =>
    when(!endpoint.guards.includes(auth.guard), () => ({
      setting: 'auth',
      given: `${auth.call} at ${endpoint.call}, which cannot check such callers`,
      expected: `${endpoint.guards.map((guard) => AUTHS[guard]).join(', ')}, or McpEndpoint.httpApi(…)`,
    }))),

  error('simpleResponseAtEndpoint', ({ endpoint, auth }) =>
    when(auth.lambdaAuthorizer?.answersPolicy === false && !endpoint.simpleResponses && endpoint.guards.includes('lambda'), () => ({
      setting: 'auth.responseType',
      given: `HttpLambdaResponseType.SIMPLE at ${endpoint.call}, which takes IAM policies alone`,
      expected: 'HttpLambdaResponseType.IAM, and a function that answers such a policy; an HTTP API takes it too',
    }))),

  warning('stageHidesDiscovery', ({ endpoint, domain, auth }) =>
    when(domain === undefined && endpoint.hidesRoot && (auth.tokenBased || auth.inServer !== undefined), () => (endpoint.given ? {
      setting: 'endpoint.apiUrl',
      given: `nothing in ${endpoint.call} with ${auth.call}: clients look for its discovery documents at the root of the host, which the stage does not answer`,
      expected: 'the URL of the API at a domain name; or this warning to be acknowledged, for clients that are told where to get their tokens',
    } : {
      setting: 'endpoint',
      given: `${endpoint.call} with ${auth.call}${endpoint.takesDomain ? ' and without a domain' : ''}: clients that do not read where a 401 leads them look at the root of the host, which no stage answers`,
      expected: `${answersAtRoot(endpoint)}this warning to be acknowledged, for clients that read the header or are told where to get their tokens`,
    }))),

  error('domainNotAtEndpoint', ({ endpoint, domain }) =>
    when(domain !== undefined && !endpoint.takesDomain, () => ({
      setting: 'domain',
      given: `${domain!.call} for ${endpoint.call}, to which ${endpoint.given ? 'it cannot lead alone, as the API is yours' : 'no domain name can lead'}`,
      expected: endpoint.given
        ? 'no domain: the name is the API\'s own, made beside it, and its URL is the apiUrl of this endpoint, "https://api.example.com"'
        : 'no domain, or McpEndpoint.httpApi(…) or McpEndpoint.restApi(…)',
    }))),

  error('throttleOutOfRange', ({ endpoint: { rateLimit, burstLimit } }) => [
    ...limit('rateLimit', rateLimit, (rate) => Number.isFinite(rate) && rate >= 0, 'requests a second, 0 or more'),
    ...limit('burstLimit', burstLimit, (burst) => Number.isInteger(burst) && burst >= 0 && burst <= MAX_BURST, 'a whole number of requests, 0 or more'),
  ]),

  error('corsOriginInvalid', ({ endpoint: { cors } }) =>
    (cors?.allowOrigins ?? []).filter((origin) => isKnown(origin) && !isOrigin(origin)).map((origin) => ({
      setting: 'endpoint.cors.allowOrigins',
      given: show(origin),
      expected: '"*", or scheme, host and port as a browser sends them, without a path: "https://app.example.com"',
    }))),

  error('corsOriginPatternAtEndpoint', ({ endpoint: { call, cors, origins } }) =>
    (cors?.allowOrigins ?? []).filter((origin) => origins?.patterns === false && ORIGIN_PATTERNS.some((one) => one === origin)).map((origin) => ({
      setting: 'endpoint.cors.allowOrigins',
      given: `${show(origin)} at ${call}, which compares it as it is, and so with the origin of no page`,
      expected: '"*", or the origins by name: "https://app.example.com"; or McpEndpoint.httpApi(…), which takes it',
    }))),

  error('corsAnyOriginBesideOthers', ({ endpoint: { call, cors, origins } }) =>
    when(origins?.anyBesideOthers === false && cors !== undefined && cors.allowOrigins.length > 1 && cors.allowOrigins.includes('*'), () => ({
      setting: 'endpoint.cors.allowOrigins',
      given: `"*" beside ${cors!.allowOrigins.length - 1} more at ${call}`,
      expected: '"*" alone, which takes them too, or the others without it',
    }))),

  error('corsOriginsEmpty', ({ endpoint: { cors } }) =>
    when(cors?.allowOrigins.length === 0, () => ({
      setting: 'endpoint.cors.allowOrigins',
      given: 'no origin',
      expected: 'at least one, or McpCors.disabled()',
    }))),

  error('corsCredentialsWithAnyOrigin', ({ endpoint: { cors } }) =>
    (cors?.allowCredentials ? ANY_ORIGIN.filter((origin) => cors.allowOrigins.includes(origin)) : []).map((origin) => ({
      setting: 'endpoint.cors.allowCredentials',
      given: `credentials for the origin ${show(origin)}`,
      expected: origin === '*'
        ? 'allowOrigins to name the origins: a browser refuses credentials with "*", and so does API Gateway'
        : 'allowOrigins to name the origins: any page could call the server as whoever has opened it',
    }))),

  error('corsMaxAgeOutOfRange', ({ endpoint: { cors } }) =>
    when(cors !== undefined && isKnown(cors.maxAgeSeconds) && !isMaxAge(cors.maxAgeSeconds), () => ({
      setting: 'endpoint.cors.maxAge',
      given: `${show(cors!.maxAgeSeconds)} seconds`,
      expected: `whole seconds from 0 to ${MAX_AGE_SECONDS}, which is 24 hours`,
    }))),
];

/** What else to take, whose root clients find: nothing where the API is private, for which there is no other. */
function answersAtRoot({ takesDomain, rest }: EndpointFacts): string {
  if (rest?.access.vpcEndpoints !== undefined) {
    return '';
  }
  return `${takesDomain ? 'a domain, or ' : ''}McpEndpoint.httpApi(…); or `;
}

function isStageName({ name, nameless }: StageFacts): boolean {
  return isKnown(name) && (STAGE_NAME.test(name) || (nameless && name === '$default'));
}

function isOrigin(text: string): boolean {
  return ANY_ORIGIN.includes(text) || OTHER_ORIGIN.test(text)
    || (/^https?:/.test(text) && !text.includes('*') && URL.canParse(text) && new URL(text).origin === text);
}

function isMaxAge(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds <= MAX_AGE_SECONDS;
}

function limit(name: string, value: Fact<number> | undefined, fits: (value: number) => boolean, expected: string): Finding[] {
  return when(value !== undefined && isKnown(value) && !fits(value), () => ({ setting: `endpoint.throttle.${name}`, given: show(value), expected }));
}
