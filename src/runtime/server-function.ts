import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { serverEnvironment } from './environment';
import { interfaceEndpoints } from './interface-endpoints';
import { McpNetworkOptions, network } from './network';
import { grantNetworkInterfaces } from './network-permissions';
import { WebAdapter } from './web-adapter';
import { McpServerCode } from '../code/server-code';
import { Door } from '../endpoint/door';
import { McpSecretsOptions } from '../secrets/options';
import { bindSecrets, servicesOf } from '../secrets/secrets';

/** What a server's function is made from. */
export interface ServerFunctionProps extends McpNetworkOptions, McpSecretsOptions {
  readonly code: McpServerCode;
  readonly adapter: WebAdapter;
  readonly door: Door;
  readonly memorySize: number;
  readonly timeout: Duration;
  readonly architecture: lambda.Architecture;
  readonly environment: Record<string, string>;
  readonly logGroup: logs.ILogGroup;
}

/** The server's code with the adapter beside it. */
export function serverFunction(scope: Construct, id: string, props: ServerFunctionProps): lambda.Function {
  const { code, runtime, handler, environment } = props.code._bind(scope);
  const { vpc, vpcSubnets, secrets = {} } = props;
  const role = executionRole(scope, props.logGroup);
  if (vpc) {
    grantNetworkInterfaces(scope, role);
  }
  const fn = new lambda.Function(scope, id, {
    code,
    runtime,
    handler,
    architecture: props.architecture,
    memorySize: props.memorySize,
    timeout: props.timeout,
    layers: [props.adapter._bind(scope, props.architecture)],
    environment: {
      ...props.environment,
      ...bindSecrets(scope, secrets, role),
      ...environment,
      ...serverEnvironment(props.code._listener(), props.door.shell, props.door.mcpUrl),
    },
    paramsAndSecrets: props.paramsAndSecrets,
    ...network(scope, props),
    role,
    logGroup: props.logGroup,
    // The platform's lines; what the server prints stays as it prints it.
    loggingFormat: lambda.LoggingFormat.JSON,
  });
  if (vpc && props.interfaceEndpoints) {
    interfaceEndpoints(scope, { vpc, vpcSubnets, from: fn, services: servicesOf(secrets) });
  }
  return fn;
}

/** It may write to the server's own log group, where AWS's managed policy allows every one. */
function executionRole(scope: Construct, logGroup: logs.ILogGroup): iam.Role {
  const role = new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  return role;
}
