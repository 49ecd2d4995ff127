import { Aws, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { McpAuth } from '../auth/auth';
import { AuthFacts } from '../auth/guard';
import { BuiltFacts, CodeFacts, ExistingFacts } from '../code/bound-code';
import { McpServerCode } from '../code/server-code';
import { DomainFacts } from '../domain/bound-domain';
import { McpDomain } from '../domain/domain';
import { EndpointFacts } from '../endpoint/door';
import { McpEndpoint } from '../endpoint/endpoint';
import { ObservabilityFacts, observabilityFacts } from '../observability/facts';
import { McpObservabilityOptions } from '../observability/options';
import { holdsSecretValue } from '../private/secret-values';
import { Fact, factOf, factsOf, secondsOf, UNKNOWN } from '../private/tokens';
import { serverEnvironment } from '../runtime/environment';
import { describeFunction, FunctionFacts } from '../runtime/function-facts';
import { McpFunctionOptions } from '../runtime/function-options';
import { McpNetworkOptions } from '../runtime/network';
import { describeNetwork, NetworkFacts } from '../runtime/network-facts';
import { McpProvisionedConcurrency, ProvisionedConcurrencyFacts } from '../runtime/provisioned-concurrency';
import { McpSnapStart, SnapStartFacts } from '../runtime/snap-start';
import { AdapterFacts, WebAdapter } from '../runtime/web-adapter';
import { McpSecret } from '../secrets/secret';
import { SecretFacts } from '../secrets/secret-strategy';

/** A server as plain facts, before any resource exists: all that rules look at. */
export interface Plan {
  readonly code: CodeFacts;

  /** The names of the settings that the user has made. */
  readonly given: readonly string[];
  readonly auth: AuthFacts;
  readonly endpoint: EndpointFacts;

  /** Unset where API Gateway makes up a name. */
  readonly domain?: DomainFacts;
  readonly adapter: AdapterFacts;
  readonly region: Fact<string>;

  /** The path of the stack. */
  readonly stack: string;
  readonly memorySize: Fact<number>;
  readonly timeoutSeconds: Fact<number>;
  readonly architecture: string;

  readonly aliasName: Fact<string>;
  readonly observability: ObservabilityFacts;
  readonly function: FunctionFacts;

  /** Each is unset where it is not given. */
  readonly logRetention?: number;
  readonly reservedConcurrency?: Fact<number>;
  readonly provisionedConcurrency?: ProvisionedConcurrencyFacts;
  readonly snapStart?: SnapStartFacts;

  /** What the user sets, and nothing of ours. */
  readonly environment: Readonly<Record<string, Fact<string>>>;

  /** Those of its names whose values have the value of a secret in them. */
  readonly secretValues: readonly string[];

  /** What is set beside it. */
  readonly ownEnvironment: Readonly<Record<string, Fact<string>>>;

  /** By the names of their variables. */
  readonly secrets: Readonly<Record<string, SecretFacts>>;
  readonly network: NetworkFacts;
}

/** What a plan is made from: the settings of a server with every default in place. */
export interface PlanSources extends McpFunctionOptions, McpNetworkOptions {
  readonly code: McpServerCode;
  readonly given: readonly string[];
  readonly auth: McpAuth;
  readonly endpoint: McpEndpoint;
  readonly domain?: McpDomain;
  readonly adapter: WebAdapter;
  readonly memorySize: number;
  readonly timeout: Duration;
  readonly architecture: lambda.Architecture;
  readonly environment: Record<string, string>;
  readonly aliasName: string;
  readonly secrets: Record<string, McpSecret>;
  readonly paramsAndSecrets?: lambda.ParamsAndSecretsLayerVersion;
  readonly observability: McpObservabilityOptions;
  readonly logRetention?: number;
  readonly reservedConcurrentExecutions?: number;
  readonly provisionedConcurrency?: McpProvisionedConcurrency;
  readonly snapStart?: McpSnapStart;
}

/** The same plan, of whose code only that is known which a build has made: what it was built from has been looked at. */
export function planOfBuilt(plan: Plan, built: BuiltFacts = {}): Plan {
  return { ...plan, code: { ...plan.code, bootstrap: undefined, contents: undefined, ...built } };
}

/** Each strategy describes itself; tokens become unknown facts. */
export function describe(scope: Construct, sources: PlanSources): Plan {
  const code = sources.code._describe(scope);
  const domain = sources.domain?._describe();
  const endpoint = sources.endpoint._describe(domain?.site);
  return {
    code,
    given: sources.given,
    auth: sources.auth._describe(),
    endpoint,
    domain,
    adapter: code.adapterInside ? { call: `that of ${code.call}` } : sources.adapter._describe(),
    region: factOf(Stack.of(scope).region),
    stack: Stack.of(scope).node.path,
    memorySize: factOf(sources.memorySize),
    timeoutSeconds: secondsOf(sources.timeout),
    architecture: sources.architecture.name,
    aliasName: factOf(sources.aliasName),
    observability: observabilityFacts(sources.observability),
    function: describeFunction(sources),
    logRetention: sources.logRetention,
    reservedConcurrency: sources.reservedConcurrentExecutions === undefined ? undefined : factOf(sources.reservedConcurrentExecutions),
    provisionedConcurrency: sources.provisionedConcurrency?._describe(),
    snapStart: sources.snapStart?._describe(),
    environment: factsOf(sources.environment),
    secretValues: Object.keys(sources.environment).filter((name) => holdsSecretValue(scope, sources.environment[name])),
    secrets: Object.fromEntries(Object.entries(sources.secrets).map(([name, secret]) => [name, secret._describe()])),
    network: describeNetwork(sources),
    ownEnvironment: factsOf({
      ...code.environment,
      ...serverEnvironment(sources.code._listener(), endpoint.shell, Aws.NO_VALUE),
      ...sources.snapStart?._environment(),
    }),
    ...code.existing && ofExisting(code.existing),
  };
}

/** What a function that is there already has by itself, in place of settings that it refuses. */
function ofExisting({ reservedConcurrency, snapStart }: ExistingFacts): Pick<Plan, 'memorySize' | 'reservedConcurrency' | 'snapStart'> {
  return { memorySize: UNKNOWN, reservedConcurrency, snapStart: snapStart ? { hooks: [] } : undefined };
}
