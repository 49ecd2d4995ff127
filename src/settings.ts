import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { McpEndpoint } from './endpoint/endpoint';
import { McpLambdaServerProps } from './mcp-lambda-server-props';
import { McpLambdaError } from './private/errors';
import { WebAdapter } from './runtime/web-adapter';

/** The settings with every default in place; without a `domain` the server has no name of its own. */
export type Settings = Required<Omit<McpLambdaServerProps, 'domain'>> & Pick<McpLambdaServerProps, 'domain'>;

/** The one place where defaults are put in. */
export function withDefaults(scope: Construct, props: McpLambdaServerProps): Settings {
  const code = required(scope, 'code', props.code, 'McpServerCode.cargo(…), McpServerCode.python(…), McpServerCode.nodejs(…) or another one');
  const endpoint = props.endpoint ?? McpEndpoint.httpApi();
  return {
    code,
    auth: required(scope, 'auth', props.auth, 'McpAuth.cognito(), McpAuth.jwt(…) or another one, or McpAuth.none() for a public server'),
    endpoint,
    domain: props.domain,
    memorySize: props.memorySize ?? code._memorySize(),
    timeout: props.timeout ?? Duration.seconds(Math.min(30, endpoint._describe().timeoutSeconds)),
    architecture: props.architecture ?? lambda.Architecture.ARM_64,
    environment: props.environment ?? {},
    adapter: props.adapter ?? WebAdapter.layer(),
    aliasName: props.aliasName ?? 'live',
    logRetention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
    tracing: props.tracing ?? lambda.Tracing.DISABLED,
    observability: props.observability ?? {},
  };
}

/** For callers whose compiler does not ask for it. */
function required<T>(scope: Construct, setting: string, value: T | undefined, possible: string): T {
  if (value === undefined || value === null) {
    throw new McpLambdaError(scope, `${setting}: got nothing, expected ${possible}`);
  }
  return value;
}
