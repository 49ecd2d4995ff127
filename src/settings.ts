import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { McpEndpoint } from './endpoint/endpoint';
import { McpLambdaServerProps } from './mcp-lambda-server-props';
import { McpLambdaError } from './private/errors';
import { stated } from './private/maps';
import { McpFunctionOptions } from './runtime/function-options';
import { McpScalingOptions } from './runtime/scaling-options';
import { WebAdapter } from './runtime/web-adapter';

/** What a server may do without: a name of its own, and all that is made, or not needed, where it is not given. */
type Unset = 'domain' | 'logRetention' | 'paramsAndSecrets' | 'vpc' | 'vpcSubnets' | 'securityGroups' | keyof McpFunctionOptions | keyof McpScalingOptions;

/** The settings with every default in place. */
export interface Settings extends Required<Omit<McpLambdaServerProps, Unset>>, Pick<McpLambdaServerProps, Unset> {
  /** The names of the settings that the user has made. */
  readonly given: readonly string[];
}

/** The one place where defaults are put in. */
export function withDefaults(scope: Construct, props: McpLambdaServerProps): Settings {
  const code = required(scope, 'code', props.code, 'McpServerCode.cargo(…), McpServerCode.python(…), McpServerCode.nodejs(…) or another one');
  const endpoint = props.endpoint ?? McpEndpoint.httpApi();
  const existing = code.existingFunction;
  const longest = endpoint._describe().timeoutSeconds; // a function that is there already ends by itself, maybe sooner
  return {
    ...props,
    given: Object.keys(stated(props)),
    code,
    auth: required(scope, 'auth', props.auth, 'McpAuth.cognito(), McpAuth.jwt(…) or another one, or McpAuth.none() for a public server'),
    endpoint,
    interfaceEndpoints: props.interfaceEndpoints ?? false,
    secrets: props.secrets ?? {},
    memorySize: props.memorySize ?? code._memorySize(),
    timeout: props.timeout ?? Duration.seconds(existing ? longest : Math.min(30, longest)),
    architecture: props.architecture ?? existing?.architecture ?? lambda.Architecture.ARM_64,
    environment: props.environment ?? {},
    adapter: props.adapter ?? WebAdapter.layer(),
    aliasName: props.aliasName ?? 'live',
    logRetention: props.logRetention ?? (props.logGroup ? undefined : logs.RetentionDays.ONE_MONTH),
    tracing: props.tracing ?? lambda.Tracing.DISABLED,
    observability: props.observability ?? {},
  };
}

/** For callers whose compiler does not ask for it. */
function required<T>(scope: Construct, setting: string, value: T | undefined, expected: string): T {
  if (value === undefined || value === null) {
    throw new McpLambdaError(scope, { setting, given: 'nothing', expected });
  }
  return value;
}
