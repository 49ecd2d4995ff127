import { DeployToml } from './deploy-toml';
import { Finding, ITSELF } from './layer';
import { SectionName, TABLES } from './schema';
import { Table } from './section';

/** What cannot be seen in one key alone. It looks at a file in which each key is right by itself. */
type Check = (toml: DeployToml) => Finding[];

/** CloudFormation and Lambda take longer ones for some of it, and Lambda's function names are the shortest. */
const MAX_NAME = 64;

const PROVIDERS: Readonly<Record<string, readonly SectionName[]>> = {
  cognito: ['auth.cognito', 'auth.scopes.custom', 'auth.dcr'],
  custom: ['auth.jwt', 'auth.lambda_authorizer'],
  oidc: ['auth.oidc'],
  none: [],
};

export const CHECKS: readonly Check[] = [
  ({ values, environment, stated }) => {
    const name = values.server?.name;
    const whole = nameOf(name ?? '', environment);
    return name === undefined
      ? [missing('server', 'name', 'the name of the server, from which stack and function have theirs')]
      : whole.length <= MAX_NAME ? [] : [{ ...stated('server', 'name')?.place, key: '[server] name', message: `got ${whole} with the environment, expected ${MAX_NAME} characters at most` }];
  },

  (toml) => toml.values.auth?.enabled === true && toml.values.auth.provider === 'none' ? [
    at(toml, 'auth', 'provider', 'got "none" with enabled = true: write who logs callers in, or enabled = false for a server that everybody may call'),
  ] : [],

  (toml) => {
    const provider = providerOf(toml.values.auth);
    return provider === undefined || provider === 'none' ? [] : Object.entries(PROVIDERS)
      .filter(([other]) => other !== provider)
      .flatMap(([other, sections]) => sections.flatMap((section) => firstOf(toml, section)).map((finding) => ({
        ...finding, message: `it says nothing for provider = "${provider}": remove it, or write provider = "${other}"`,
      })));
  },

  (toml) => {
    const { auth, 'auth.jwt': jwt, 'auth.lambda_authorizer': authorizer, 'auth.oidc': oidc } = toml.values;
    switch (providerOf(auth)) {
      case 'custom': return [
        ...jwt !== undefined && authorizer !== undefined ? firstOf(toml, 'auth.lambda_authorizer').map((finding) => ({ ...finding, message: 'it stands beside [auth.jwt]: keep one of them' })) : [],
        ...jwt === undefined && authorizer === undefined
          ? [at(toml, 'auth', 'provider', 'got "custom" alone, expected [auth.jwt] with issuer and scopes, or [auth.lambda_authorizer] with function_arn')] : [],
        ...jwt !== undefined && jwt.issuer === undefined ? [missing('auth.jwt', 'issuer', 'the URL of the issuer, exactly as in the tokens')] : [],
        ...jwt !== undefined && jwt.scopes === undefined ? [missing('auth.jwt', 'scopes', 'the scopes of which a token needs one, or [] for none')] : [],
        ...authorizer !== undefined && authorizer.function_arn === undefined ? [missing('auth.lambda_authorizer', 'function_arn', 'the ARN of the function')] : [],
      ];
      case 'oidc': return [
        ...oidc?.issuer === undefined ? [missing('auth.oidc', 'issuer', 'the URL of the issuer, exactly as in the tokens')] : [],
        ...oidc?.client_id === undefined ? [missing('auth.oidc', 'client_id', 'the client whose tokens are let in')] : [],
      ];
      default: return [];
    }
  },

  (toml) => {
    const pool = toml.values['auth.cognito'];
    if (pool?.user_pool_id === undefined) {
      return pool?.client_id === undefined ? [] : [at(toml, 'auth.cognito', 'client_id', 'got a client without its pool, expected user_pool_id beside it')];
    }
    return [
      ...(['client_id', 'domain'] as const).filter((key) => pool[key] === undefined).map((key) => missing('auth.cognito', key, 'it beside user_pool_id, as a pool of yours stays as it is')),
      ...(['user_pool_name', 'mfa', 'access_token_ttl', 'refresh_token_ttl'] as const)
        .filter((key) => pool[key] !== undefined)
        .map((key) => at(toml, 'auth.cognito', key, 'it cannot be set with user_pool_id: a pool of yours stays as it is')),
      ...Object.keys(toml.values['auth.scopes.custom'] ?? {}).length === 0 ? [missing('auth.scopes.custom', 'NAME', 'the scopes of the pool, with user_pool_id: a token needs one of them')] : [],
    ];
  },

  (toml) => {
    const { domain } = toml.values;
    return domain === undefined ? [] : [
      ...domain.name === undefined ? [missing('domain', 'name', 'the whole name, "mcp.example.com"')] : [],
      ...domain.hosted_zone === undefined && domain.hosted_zone_id !== undefined
        ? [at(toml, 'domain', 'hosted_zone_id', 'got an id alone, expected hosted_zone, the name of the zone, beside it')] : [],
      ...domain.hosted_zone === undefined && domain.certificate_arn === undefined
        ? [missing('domain', 'hosted_zone', 'hosted_zone, in which records and certificate are made, or certificate_arn')] : [],
    ];
  },

  (toml) => {
    const { waf, api_gateway } = toml.values;
    return waf === undefined ? [] : [
      ...waf.web_acl_arn === undefined ? [missing('waf', 'web_acl_arn', 'the ARN of a web ACL, or no [waf]')] : [],
      ...api_gateway?.type === 'rest' ? [] : [{ ...firstOf(toml, 'waf')[0], message: 'an HTTP API takes no firewall: write type = "rest" in [api_gateway]' }],
    ];
  },

  (toml) => TABLES.flatMap(([name, section]) => (section.kind === 'table' ? ofAnotherKind(toml, name, section) : [])),

  (toml) => (toml.values['iam.statements'] ?? [])
    .filter(({ effect, actions = [], resources = [] }) => effect === 'Allow' && actions.includes('*') && resources.includes('*'))
    .map(() => at(toml, 'iam.statements', ITSELF, 'got a statement that allows everything, expected the actions and resources that the server needs')),

  (toml) => {
    const alarms = toml.values['observability.alarms'] ?? {};
    return ([['error_threshold', 'errors_percent'], ['latency_threshold_ms', 'duration_percent']] as const)
      .filter(([one, other]) => alarms[one] !== undefined && alarms[other] !== undefined)
      .map(([one, other]) => at(toml, 'observability.alarms', one, `it stands beside ${other}, which is about the same alarm: keep one of them`));
  },
];

/** The name of stack and function. */
export function nameOf(server: string, environment?: string): string {
  return environment === undefined ? server : `${server}-${environment}`;
}

/** Who logs callers in; nothing where the file does not say whether anybody does. */
export function providerOf(auth: DeployToml['values']['auth']): 'cognito' | 'custom' | 'oidc' | 'none' | undefined {
  if (auth?.enabled === undefined && auth?.provider === undefined) {
    return undefined;
  }
  return auth.enabled === false ? 'none' : auth.provider ?? 'cognito';
}

function at({ stated }: DeployToml, section: SectionName, key: string, message: string): Finding {
  const { place, label } = stated(section, key) ?? {};
  return { ...place, key: label, message };
}

function missing(section: SectionName, key: string, expected: string): Finding {
  return { key: `[${section}] ${key}`, message: `got nothing, expected ${expected}` };
}

/** What says nothing beside another key of its table. */
function ofAnotherKind(toml: DeployToml, name: SectionName, { keys }: Table): Finding[] {
  const says = (toml.values[name] ?? {}) as Readonly<Record<string, string | undefined>>;
  return Object.entries(keys).flatMap(([key, { only }]) => {
    const given = only && says[only.key];
    return given === undefined || says[key] === undefined || only!.values.includes(given) ? []
      : [at(toml, name, key, `it says nothing with ${only!.key} = "${given}": remove it, or write ${only!.key} = "${only!.values.join('" or "')}"`)];
  });
}

/** The first thing that a table says, or that it is there. */
function firstOf({ values, stated }: DeployToml, section: SectionName): Finding[] {
  const [key = ITSELF] = Object.keys(values[section] ?? {});
  const first = stated(section, key);
  return first === undefined ? [] : [{ ...first.place, key: first.label, message: '' }];
}
