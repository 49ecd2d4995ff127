import { Aws, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { McpAuth } from '../auth/auth';
import { AuthFacts } from '../auth/guard';
import { CodeFacts } from '../code/bound-code';
import { McpServerCode } from '../code/server-code';
import { DomainFacts } from '../domain/bound-domain';
import { McpDomain } from '../domain/domain';
import { EndpointFacts } from '../endpoint/door';
import { McpEndpoint } from '../endpoint/endpoint';
import { Fact, factOf, factsOf, secondsOf } from '../private/tokens';
import { serverEnvironment } from '../runtime/environment';
import { AdapterFacts, WebAdapter } from '../runtime/web-adapter';

/** A server as plain facts, before any resource exists: all that rules look at. */
export interface Plan {
  readonly code: CodeFacts;
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

  /** What the user sets, and nothing of ours. */
  readonly environment: Readonly<Record<string, Fact<string>>>;

  /** What is set beside it. */
  readonly ownEnvironment: Readonly<Record<string, Fact<string>>>;
}

/** What a plan is made from: the settings of a server with every default in place. */
export interface PlanSources {
  readonly code: McpServerCode;
  readonly auth: McpAuth;
  readonly endpoint: McpEndpoint;
  readonly domain?: McpDomain;
  readonly adapter: WebAdapter;
  readonly memorySize: number;
  readonly timeout: Duration;
  readonly architecture: lambda.Architecture;
  readonly environment: Record<string, string>;
  readonly aliasName: string;
}

/** Each strategy describes itself; tokens become unknown facts. */
export function describe(scope: Construct, sources: PlanSources): Plan {
  const code = sources.code._describe();
  const domain = sources.domain?._describe();
  const endpoint = sources.endpoint._describe(domain?.site);
  return {
    code,
    auth: sources.auth._describe(),
    endpoint,
    domain,
    adapter: sources.adapter._describe(),
    region: factOf(Stack.of(scope).region),
    stack: Stack.of(scope).node.path,
    memorySize: factOf(sources.memorySize),
    timeoutSeconds: secondsOf(sources.timeout),
    architecture: sources.architecture.name,
    aliasName: factOf(sources.aliasName),
    environment: factsOf(sources.environment),
    ownEnvironment: factsOf({ ...code.environment, ...serverEnvironment(sources.code._listener(), endpoint.shell, Aws.NO_VALUE) }),
  };
}
