import { Duration, Size } from 'aws-cdk-lib';
import { HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Choice } from './strategies';
import { NESTED, privateVpc } from './table';
import { McpAlarm } from '../../src';
import { ALARM_OF, Threshold } from '../../src/observability/facts';
import { DOORS } from '../endpoint/doors';

/** The settings of a server, with strategies that are not made yet. */
export type Draft = Readonly<Record<string, unknown>>;

const ON_IMAGES = ['adapter', 'layers', 'paramsAndSecrets', 'codeSigningConfig'];

/** What code cannot have, by its factory. */
const REFUSING: Readonly<Record<string, readonly string[]>> = {
  image: ON_IMAGES,
  imageFromEcr: ON_IMAGES,
  existing: [
    ...ON_IMAGES, 'memorySize', 'timeout', 'architecture', 'logRetention', 'tracing', 'role', 'functionName', 'description', 'logGroup', 'environmentEncryption',
    'ephemeralStorageSize', 'reservedConcurrentExecutions', 'snapStart', 'vpc', 'vpcSubnets', 'securityGroups', 'interfaceEndpoints',
  ],
};

/** Two that exclude each other: the first of the two goes, unless it is the one that must stay. */
interface Exclusion {
  readonly when: (draft: Draft) => boolean;
  readonly drop: [first: string, second: string];
}

const EXCLUSIONS: readonly Exclusion[] = [
  { when: ({ logGroup, logRetention }) => logGroup !== undefined && logRetention !== undefined, drop: ['logRetention', 'logGroup'] },
  { when: ({ snapStart, code }) => snapStart !== undefined && !['python', 'image', 'imageFromEcr'].includes(factoryOf(code)!), drop: ['snapStart', 'code'] },
  ...Object.entries(REFUSING).flatMap(([factory, settings]) => settings.map((setting): Exclusion => (
    { when: (draft) => draft[setting] !== undefined && factoryOf(draft.code) === factory, drop: [setting, 'code'] }))),
  { when: ({ snapStart, provisionedConcurrency }) => snapStart !== undefined && provisionedConcurrency !== undefined, drop: ['snapStart', 'provisionedConcurrency'] },
  {
    when: ({ snapStart, ephemeralStorageSize: size }) => snapStart !== undefined && size instanceof Size && size.toMebibytes() > 512,
    drop: ['snapStart', 'ephemeralStorageSize'],
  },
  { when: ({ snapStart, adapter }) => snapStart !== undefined && Number((adapter as Choice)?.options.version) < 30, drop: ['snapStart', 'adapter'] },
  {
    when: ({ adapter, architecture }) => factoryOf(adapter) === 'fromAsset' && architecture instanceof lambda.Architecture
      && architecture.name !== lambda.Architecture.ARM_64.name,
    drop: ['adapter', 'architecture'],
  },
  // A function has five layers: those that are given, the adapter, and the extension.
  { when: ({ layers, paramsAndSecrets }) => paramsAndSecrets !== undefined && (layers as unknown[])?.length > 3, drop: ['paramsAndSecrets', 'layers'] },
  {
    when: ({ endpoint, auth }) => !doorOf(endpoint).asks(factoryOf(auth)!),
    drop: ['auth', 'endpoint'],
  },
  { when: ({ endpoint, domain }) => domain !== undefined && !takesDomain(endpoint), drop: ['domain', 'endpoint'] },
];

/** What makes settings agree that do not exclude each other. None of it changes a setting that can be wrong. */
const AMENDMENTS: ReadonlyArray<(draft: Draft) => Draft> = [
  // What is said of a network needs one.
  (draft) => (['vpcSubnets', 'securityGroups', 'interfaceEndpoints'].some((name) => draft[name] !== undefined) ? { vpc: privateVpc(), ...draft } : draft),

  // A request ends with the endpoint's limit. What no function may have stays wrong.
  (draft) => (draft.timeout instanceof Duration && draft.timeout.toMilliseconds() <= 900_000
    && draft.timeout.toMilliseconds() > 1000 * limitOf(draft.endpoint)
    ? { ...draft, timeout: Duration.seconds(limitOf(draft.endpoint)) } : draft),

  // Messages of the old transport have a stream, and its paths stand beside a path of which nothing is removed.
  (draft) => (draft.endpoint instanceof Choice && ['legacySsePath', 'legacyMessagesPath'].some((name) => name in (draft.endpoint as Choice).options)
    ? {
      ...draft,
      endpoint: new Choice('endpoint', draft.endpoint.factory, { legacySsePath: '/old/sse', ...draft.endpoint.options, ...isGoodPath(draft.endpoint) && { path: '/mcp' } }),
      code: draft.code instanceof Choice && draft.code.options.serverPath === '/' ? draft.code.with({ serverPath: '/mcp' }) : draft.code,
    } : draft),

  // A REST API takes policies alone.
  (draft) => (factoryOf(draft.endpoint) === 'restApi' && factoryOf(draft.auth) === 'lambdaAuthorizer'
    ? { ...draft, auth: (draft.auth as Choice).with({ responseType: HttpLambdaResponseType.IAM }) } : draft),

  // One path for the function, where AWS documents that the domain and the API's own URL lead to two.
  (draft) => (factoryOf(draft.endpoint) === 'restApi' && draft.domain instanceof Choice
    ? { ...draft, domain: draft.domain.with({ disableDefaultEndpoint: true }) } : draft),
];

function isGoodPath({ options: { path = '/mcp' } }: Choice): boolean {
  return /^(\/[a-z0-9-]{1,8}){0,2}\/mcp$/.test(String(path));
}

function factoryOf(value: unknown): string | undefined {
  return value instanceof Choice ? value.factory : undefined;
}

/** An HTTP API where nothing is said. */
const doorOf = (endpoint: unknown) => DOORS[factoryOf(endpoint) ?? 'httpApi'];

function takesDomain(endpoint: unknown): boolean {
  return doorOf(endpoint).domain && !['edge', 'vpcEndpoints'].includes(factoryOf((endpoint as Choice)?.options.access)!);
}

/** For how many seconds a request may last. */
const limitOf = (endpoint: unknown) => doorOf(endpoint).longest((endpoint as Choice | undefined)?.options ?? {});

/** What makes the options of one strategy or struct agree, by the property that takes it. */
const INNER_AMENDMENTS: Record<string, (options: Draft) => Draft> = {
  // No page may call with its cookies where every page may call.
  cors: (options) => (options.allowCredentials === true && options.allowOrigins === undefined ? without(options, 'allowCredentials') : options),
  // Nobody could log in.
  auth: (options) => (options.commonClients === false && options.callbackUrls === undefined ? without(options, 'commonClients') : options),
  // A log group that is given has a retention.
  accessLog: (options) => (options.logGroup === undefined ? options : without(options, 'retention')),
  // The dashboard shows what is in the field.
  observability: (options) => (options.toolField === undefined ? options : { ...options, dashboard: true }),
  alarms: enabled,
};

/** An alarm with a threshold is made; where none is, there are no thresholds. */
function enabled(options: Draft): Draft {
  const disabled = (options.disabled ?? []) as McpAlarm[];
  const thresholds = Object.keys(ALARM_OF).filter((name) => name in options) as Threshold[];
  return disabled.length === Object.keys(McpAlarm).length
    ? thresholds.reduce(without, options)
    : { ...options, disabled: disabled.filter((alarm) => !thresholds.some((name) => ALARM_OF[name] === alarm)) };
}

/** With one of two that exclude each other gone, and never the one that is kept. */
export function agreeing(draft: Draft, kept?: string): Draft {
  const agreed = EXCLUSIONS.reduce((rest, { when, drop: [first, second] }) => (
    when(rest) ? withoutSetting(rest, first === kept ? second : first) : rest), draft);
  return innerAgreeing(AMENDMENTS.reduce((rest, amend) => amend(rest), agreed));
}

function innerAgreeing(options: Draft): Draft {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => {
    const amend = INNER_AMENDMENTS[name] ?? ((inner: Draft) => inner);
    if (value instanceof Choice) {
      return [name, new Choice(name, value.factory, innerAgreeing(amend(value.options)))];
    }
    return [name, name in NESTED ? innerAgreeing(amend(value as Draft)) : value];
  }));
}

function without(options: Draft, name: string): Draft {
  const { [name]: _, ...rest } = options;
  return rest;
}

/** What a server cannot do without stays in another way, which agrees with everything. */
function withoutSetting(draft: Draft, name: string): Draft {
  const others: Draft = { code: new Choice('code', 'python', {}), auth: new Choice('auth', 'none', {}) };
  return name in others ? { ...draft, [name]: others[name] } : without(draft, name);
}
