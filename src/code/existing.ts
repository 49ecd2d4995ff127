import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BoundCode, CodeFacts, CodeStrategy, ExistingFacts } from './bound-code';
import { NO_DIRECTORY } from './files';
import { describeListener, Listener, listenerOf, McpServerCodeOptions } from './listener';
import { MEMORY } from './runtimes';
import { timeoutOf } from '../private/function-timeout';
import { factOf, secondsOf, UNKNOWN } from '../private/tokens';

/** The settings that a function brings along. */
const OF_THE_FUNCTION = [
  'memorySize', 'timeout', 'architecture', 'adapter', 'logRetention', 'tracing', 'role', 'functionName', 'description', 'logGroup',
  'environmentEncryption', 'ephemeralStorageSize', 'codeSigningConfig', 'layers', 'reservedConcurrentExecutions', 'snapStart',
  'vpc', 'vpcSubnets', 'securityGroups', 'interfaceEndpoints', 'paramsAndSecrets',
];

const REFUSED = Object.fromEntries(OF_THE_FUNCTION.map((setting) => (
  [setting, `no ${setting}: the function brings its own, and is given environment, secrets and an alias alone`])));

/** The construct paths of the servers that have been made of functions: each has one environment, and so one server. */
const SERVERS = new WeakMap<lambda.Function, string>();

/** A function that the user makes. It is told what a server's function is told, and nothing of it is changed otherwise. */
export class ExistingCode implements CodeStrategy {
  readonly listener: Listener;
  readonly memorySize = MEMORY.native; // is not asked for: it has its own

  constructor(readonly existing: lambda.Function, options: McpServerCodeOptions) {
    this.listener = listenerOf(options);
  }

  describe(): CodeFacts {
    const facts = describeFunction(this.existing);
    return {
      ...NO_DIRECTORY,
      call: 'McpServerCode.existing(…)',
      runtime: { name: facts.kind, snapStart: true },
      adapterInside: true,
      refuses: REFUSED,
      existing: facts,
      listener: describeListener(this.listener),
      environment: {},
    };
  }

  bind(scope: Construct): BoundCode {
    SERVERS.set(this.existing, scope.node.path);
    return { existing: this.existing };
  }
}

function describeFunction(fn: lambda.Function): ExistingFacts {
  const stack = Stack.of(fn);
  const resource = fn.node.defaultChild as lambda.CfnFunction | undefined;
  return {
    path: fn.node.path,
    stack: stack.node.path,
    server: SERVERS.get(fn),
    imported: resource === undefined,
    kind: kindOf(fn.runtime),
    layers: (stack.resolve(resource?.layers) as unknown[] | undefined)?.length ?? 0,
    timeoutSeconds: secondsOf(timeoutOf(fn)),
    reservedConcurrency: resource?.reservedConcurrentExecutions === undefined ? undefined : factOf(resource.reservedConcurrentExecutions),
    snapStart: resource?.snapStart !== undefined,
    environment: describeEnvironment(stack.resolve(resource?.environment)),
  };
}

/** What is an expression after all tokens are resolved is known at deployment. */
function describeEnvironment(environment?: { readonly variables?: Record<string, unknown> }): ExistingFacts['environment'] {
  return Object.fromEntries(Object.entries(environment?.variables ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : UNKNOWN]));
}

function kindOf(runtime?: lambda.Runtime): ExistingFacts['kind'] {
  if (runtime?.name === lambda.Runtime.FROM_IMAGE.name) {
    return 'image';
  }
  return runtime?.family === undefined || runtime.family === lambda.RuntimeFamily.OTHER ? 'own bootstrap' : 'managed runtime';
}
