import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { McpEndpoint } from './endpoint/endpoint';
import { McpLambdaServerProps } from './mcp-lambda-server-props';
import { McpLambdaError } from './private/errors';
import { WebAdapter } from './runtime/web-adapter';

/** What a server may do without. */
type Unset = 'domain' | 'vpc' | 'vpcSubnets' | 'securityGroups' | 'paramsAndSecrets';

/** The settings with every default in place. */
export type Settings = Required<Omit<McpLambdaServerProps, Unset>> & Pick<McpLambdaServerProps, Unset>;

/** The one place where defaults are put in. */
export function withDefaults(scope: Construct, props: McpLambdaServerProps): Settings {
  return {
    code: required(scope, 'code', props.code, 'McpServerCode.asset(…), McpServerCode.nodejs(…) or McpServerCode.python(…)'),
    auth: required(scope, 'auth', props.auth, 'McpAuth.cognito(), McpAuth.jwt(…) or another one, or McpAuth.none() for a public server'),
    endpoint: props.endpoint ?? McpEndpoint.httpApi(),
    domain: props.domain,
    vpc: props.vpc,
    vpcSubnets: props.vpcSubnets,
    securityGroups: props.securityGroups,
    interfaceEndpoints: props.interfaceEndpoints ?? false,
    secrets: props.secrets ?? {},
    paramsAndSecrets: props.paramsAndSecrets,
    memorySize: props.memorySize ?? 256,
    timeout: props.timeout ?? Duration.seconds(30),
    architecture: props.architecture ?? lambda.Architecture.ARM_64,
    environment: props.environment ?? {},
    adapter: props.adapter ?? WebAdapter.layer(),
    aliasName: props.aliasName ?? 'live',
    logRetention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
  };
}

/** For callers whose compiler does not ask for it. */
function required<T>(scope: Construct, setting: string, value: T | undefined, possible: string): T {
  if (value === undefined || value === null) {
    throw new McpLambdaError(scope, `${setting}: got nothing, expected ${possible}`);
  }
  return value;
}
