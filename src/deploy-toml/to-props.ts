import { Duration, Size } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { nameOf } from './checks';
import { DeployToml } from './deploy-toml';
import { McpDeployTomlOverrides, McpLambdaServerProps } from '../mcp-lambda-server-props';
import { auth } from './props/auth';
import { serverCode } from './props/code';
import { domain, endpoint } from './props/endpoint';
import { network } from './props/network';
import { observability } from './props/observability';
import { secrets } from './props/secrets';
import { McpProvisionedConcurrency } from '../runtime/provisioned-concurrency';

const TRACING = { active: lambda.Tracing.ACTIVE, pass_through: lambda.Tracing.PASS_THROUGH, disabled: lambda.Tracing.DISABLED };
const ARCHITECTURES = { arm64: lambda.Architecture.ARM_64, x86_64: lambda.Architecture.X86_64 };

/**
 * What a server is made from, out of what a file says and what the app says instead.
 *
 * @param scope where what exists is referred to
 */
export function toProps(scope: Construct, toml: DeployToml, overrides: McpDeployTomlOverrides, topic?: sns.ITopic): McpLambdaServerProps {
  const { lambda: fn = {}, server = {} } = toml.values;
  const functionName = overrides.functionName ?? nameOf(server.name!, toml.environment);
  return {
    ...network(scope, toml),
    code: overrides.code ?? serverCode(toml),
    auth: overrides.auth ?? auth(scope, toml),
    endpoint: endpoint(toml),
    domain: domain(scope, toml),
    logRetention: toml.values.logs?.retention_days,
    description: server.description,
    memorySize: fn.memory_size,
    timeout: fn.timeout_seconds === undefined ? undefined : Duration.seconds(fn.timeout_seconds),
    architecture: fn.architecture && ARCHITECTURES[fn.architecture],
    ephemeralStorageSize: server.ephemeral_storage_mb === undefined ? undefined : Size.mebibytes(server.ephemeral_storage_mb),
    reservedConcurrentExecutions: fn.reserved_concurrency,
    provisionedConcurrency: fn.provisioned_concurrency === undefined ? undefined : McpProvisionedConcurrency.of(fn.provisioned_concurrency),
    tracing: fn.tracing && TRACING[fn.tracing],
    observability: observability(toml, topic),
    ...overrides,
    functionName,
    environment: { ...toml.values['lambda.environment'], ...overrides.environment },
    secrets: { ...secrets(scope, toml), ...overrides.secrets },
  };
}
