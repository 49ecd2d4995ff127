import { Key, Section, ValuesOf } from './section';
import { API_GATEWAY, CORS, DOMAIN, WAF } from './sections/api';
import { IAM_BUCKETS, IAM_STATEMENTS, IAM_TABLES, METADATA, TAGS, VPC } from './sections/around';
import { AUTH, COGNITO, CUSTOM_SCOPES, DCR, JWT, LAMBDA_AUTHORIZER, OIDC } from './sections/auth';
import { BUILD } from './sections/build';
import { ENVIRONMENT, LAMBDA, PMCP_ENVIRONMENT, SECRETS } from './sections/lambda';
import { ALARMS, LOGS, OBSERVABILITY } from './sections/observability';
import { AWS, SERVER, TARGET } from './sections/server';
import { POST_DEPLOY_TESTS } from './sections/tests';
import { ACKNOWLEDGED } from './sections/warnings';

/**
 * Everything that a `deploy.toml` may say, by the names of its tables, in the order of the reference page. The
 * reader, the reference page, the JSON schema and the tests follow from it.
 */
export const SECTIONS = {
  'target': TARGET,
  'server': SERVER,
  'aws': AWS,
  'build': BUILD,
  'lambda': LAMBDA,
  'lambda.environment': ENVIRONMENT,
  'environment': PMCP_ENVIRONMENT,
  'secrets': SECRETS,
  'api_gateway': API_GATEWAY,
  'cors': CORS,
  'domain': DOMAIN,
  'waf': WAF,
  'auth': AUTH,
  'auth.cognito': COGNITO,
  'auth.scopes.custom': CUSTOM_SCOPES,
  'auth.dcr': DCR,
  'auth.jwt': JWT,
  'auth.lambda_authorizer': LAMBDA_AUTHORIZER,
  'auth.oidc': OIDC,
  'vpc': VPC,
  'iam.tables': IAM_TABLES,
  'iam.buckets': IAM_BUCKETS,
  'iam.statements': IAM_STATEMENTS,
  'logs': LOGS,
  'observability': OBSERVABILITY,
  'observability.alarms': ALARMS,
  'tags': TAGS,
  'metadata': METADATA,
  'warnings': ACKNOWLEDGED,
  'post_deploy_tests': POST_DEPLOY_TESTS,
} as const;

export type SectionName = keyof typeof SECTIONS;

/** All of them, each with its name. */
export const TABLES = Object.entries(SECTIONS) as ReadonlyArray<readonly [SectionName, Section]>;

/** What a file says: for each table that it has, its values under the names that this library has for them. */
export type Values = { readonly [S in SectionName]?: ValuesOf<(typeof SECTIONS)[S]> };

const ELSEWHERE = 'this deploys to AWS Lambda alone';
const CLOUD_RUN = 'it is for Cloud Run, and this deploys to AWS Lambda alone';

/** What `cargo pmcp` knows and what cannot be had here, and why. */
export const REFUSED: Readonly<Record<string, string>> = {
  'assets': 'files beside the server are part of its code: put them into the crate or into the directory of [build]',
  'gcp': ELSEWHERE,
  'azure': ELSEWHERE,
  'composition': 'servers are not composed here: each has an endpoint of its own',
  'widgets': 'widgets are built with the server, by its own build',
  'layout': 'which crate is built is said by dir and bin in [build]',
  'runtime': 'the runtime follows from kind in [build]; packages of an operating system are installed by a Dockerfile, with kind = "image" there',
  'server.memory': `${CLOUD_RUN}: memory_size in [lambda] is what a function has`,
  'server.cpu': `${CLOUD_RUN}: the CPU of a function grows with memory_size in [lambda]`,
  'server.ingress': CLOUD_RUN,
  'server.allow_unauthenticated': `${CLOUD_RUN}: enabled in [auth] says who may call`,
  'server.max_instances': `${CLOUD_RUN}: reserved_concurrency in [lambda] is what limits a function`,
  'server.min_instances': `${CLOUD_RUN}: provisioned_concurrency in [lambda] keeps instances ready`,
  'server.binary': `${CLOUD_RUN}: bin in [build] says which binary a function runs`,
  'auth.oidc.client_secret': 'tokens are checked with the issuer\'s public keys, and a secret does not belong into this file: remove it, and make a new one',
  'auth.oidc.jwks_url': 'the keys are found through the issuer\'s own discovery document',
  'post_deploy_tests.apps_mode': 'how hosts show apps is not checked',
};

/** The key of a table; nothing where it has none of that name. */
export function keyOf(section: Section, name: string): Key<any> | undefined {
  switch (section.kind) {
    case 'names': return section.entry;
    default: return Object.hasOwn(section.keys, name) ? section.keys[name] : undefined;
  }
}

/** The table of that name. */
export function sectionOf(name: string): Section | undefined {
  return Object.hasOwn(SECTIONS, name) ? SECTIONS[name as SectionName] : undefined;
}

/** Whether tables of that name are among those that are known: `iam` is, for `iam.tables`. */
export function isPrefix(name: string): boolean {
  return Object.keys(SECTIONS).some((section) => section.startsWith(`${name}.`));
}
