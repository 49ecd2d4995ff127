import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { serverEnvironment } from './environment';
import { existingFunction } from './existing-function';
import { McpFunctionOptions } from './function-options';
import { functionRole } from './function-role';
import { interfaceEndpoints } from './interface-endpoints';
import { keepLast } from './layer-order';
import { McpNetworkOptions, network } from './network';
import { grantNetworkInterfaces } from './network-permissions';
import { McpSnapStart } from './snap-start';
import { WebAdapter } from './web-adapter';
import { BoundCode, NewFunctionCode } from '../code/bound-code';
import { Listener } from '../code/listener';
import { Door } from '../endpoint/door';
import { McpSecretsOptions } from '../secrets/options';
import { bindSecrets, servicesOf } from '../secrets/secrets';

/** What a server's function is made from. */
export interface ServerFunctionProps extends Omit<McpFunctionOptions, 'logGroup'>, McpNetworkOptions, McpSecretsOptions {
  readonly code: BoundCode;
  readonly listener: Listener;
  readonly adapter: WebAdapter;
  readonly door: Door;
  readonly memorySize: number;
  readonly timeout: Duration;
  readonly architecture: lambda.Architecture;
  readonly environment: Record<string, string>;
  readonly logGroup: logs.ILogGroup;
  readonly tracing: lambda.Tracing;
  readonly reservedConcurrentExecutions?: number;
  readonly snapStart?: McpSnapStart;
}

/** The server's code with the adapter beside it, or the function that is given. */
export function serverFunction(scope: Construct, id: string, props: ServerFunctionProps): lambda.Function {
  const { code } = props;
  return 'existing' in code ? existingFunction(scope, code.existing, props) : newFunction(scope, id, { ...props, code });
}

function newFunction(scope: Construct, id: string, props: ServerFunctionProps & { readonly code: NewFunctionCode }): lambda.Function {
  const { code, runtime, handler, adapterInside } = props.code;
  const { vpc, vpcSubnets, secrets = {} } = props;
  const { role, grantee, policy } = functionRole(scope, props.logGroup, props.role);
  if (vpc) {
    grantNetworkInterfaces(scope, grantee);
  }
  const adapter = adapterInside ? undefined : props.adapter._bind(scope, props.architecture);
  const fn = new lambda.Function(scope, id, {
    functionName: props.functionName,
    description: props.description,
    code,
    runtime,
    handler,
    architecture: props.architecture,
    memorySize: props.memorySize,
    ephemeralStorageSize: props.ephemeralStorageSize,
    timeout: props.timeout,
    layers: adapter && [...(props.layers ?? []), adapter],
    environment: {
      ...props.code.defaultEnvironment,
      ...props.environment,
      ...bindSecrets(scope, secrets, grantee),
      ...props.code.environment,
      ...serverEnvironment(props.listener, props.door.shell, props.door.publicUrl),
      ...props.snapStart?._environment(),
    },
    environmentEncryption: props.environmentEncryption,
    codeSigningConfig: props.codeSigningConfig,
    reservedConcurrentExecutions: props.reservedConcurrentExecutions,
    paramsAndSecrets: props.paramsAndSecrets,
    ...network(scope, props),
    role,
    logGroup: props.logGroup,
    // The platform's lines; what the server prints stays as it prints it.
    loggingFormat: lambda.LoggingFormat.JSON,
    tracing: props.tracing,
  });
  if (adapter) {
    keepLast(fn, adapter);
  }
  if (vpc && policy) {
    fn.node.addDependency(policy); // without it Lambda may not make the network interfaces yet
  }
  if (vpc && props.interfaceEndpoints) {
    interfaceEndpoints(scope, { vpc, vpcSubnets, from: fn, services: servicesOf(secrets) });
  }
  props.snapStart?._bind(fn);
  return fn;
}
