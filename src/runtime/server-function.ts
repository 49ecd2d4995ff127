import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { serverEnvironment } from './environment';
import { McpFunctionOptions } from './function-options';
import { McpSnapStart } from './snap-start';
import { WebAdapter } from './web-adapter';
import { BoundCode } from '../code/bound-code';
import { Listener } from '../code/listener';
import { Door } from '../endpoint/door';

/** What a server's function is made from. */
export interface ServerFunctionProps extends Omit<McpFunctionOptions, 'logGroup'> {
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

/** The server's code with the adapter beside it. */
export function serverFunction(scope: Construct, id: string, props: ServerFunctionProps): lambda.Function {
  const { code, runtime, handler } = props.code;
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
    // Of files that two layers have, those of the later one stay.
    layers: [...(props.layers ?? []), props.adapter._bind(scope, props.architecture)],
    environment: {
      ...props.code.defaultEnvironment,
      ...props.environment,
      ...props.code.environment,
      ...serverEnvironment(props.listener, props.door.shell, props.door.publicUrl),
      ...props.snapStart?._environment(),
    },
    environmentEncryption: props.environmentEncryption,
    codeSigningConfig: props.codeSigningConfig,
    reservedConcurrentExecutions: props.reservedConcurrentExecutions,
    role: props.role ? givenRole(scope, props.role, props.logGroup) : executionRole(scope, props.logGroup),
    logGroup: props.logGroup,
    // The platform's lines; what the server prints stays as it prints it.
    loggingFormat: lambda.LoggingFormat.JSON,
    tracing: props.tracing,
  });
  props.snapStart?._bind(fn);
  return fn;
}

/** It may write to the server's own log group, where AWS's managed policy allows every one. */
function executionRole(scope: Construct, logGroup: logs.ILogGroup): iam.Role {
  const role = new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  return role;
}

/**
 * The policy stands here and not with the role: the role's stack would otherwise need this one, and this one
 * needs that. A role that takes no policies refuses it, and then there is none.
 */
function givenRole(scope: Construct, role: iam.IRole, logGroup: logs.ILogGroup): iam.IRole {
  const policy = new iam.Policy(scope, 'RolePolicy');
  logGroup.grantWrite(policy);
  role.attachInlinePolicy(policy);
  return role;
}
