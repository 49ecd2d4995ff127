/** What the harness must know of a function: the facts of a template, with nothing unresolved. */
export interface LambdaFunction {
  readonly functionName: string;
  /** The published version that is invoked; `$LATEST` by default. */
  readonly version?: string;
  /** `provided.al2023`, `nodejs24.x`, … */
  readonly runtime: string;
  readonly handler: string;
  /** The unpacked code, absolute. */
  readonly codeDirectory: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** As synthesised: the harness adds to it only what Lambda itself sets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly logFormat?: 'JSON' | 'Text';
}

export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

/** What programs need from this machine to run at all; on Lambda the image has it. */
const MACHINE = ['PATH', 'HOME', 'TMPDIR'];

export function functionArn(fn: LambdaFunction): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${fn.functionName}`;
}

export const versionOf = ({ version = '$LATEST' }: LambdaFunction): string => version;

export function isOsOnly({ runtime }: LambdaFunction): boolean {
  return runtime.startsWith('provided');
}

/**
 * The environment that the server and the adapter share, as on Lambda. The function's own variables
 * come first: the reserved ones cannot be set by anybody but Lambda.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function processEnvironment(fn: LambdaFunction, runtimeApi: string): Record<string, string> {
  const version = versionOf(fn);
  const machine = MACHINE.flatMap((name) => process.env[name] === undefined ? [] : [[name, process.env[name]]]);
  return {
    ...Object.fromEntries(machine),
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    ...fn.environment,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_LAMBDA_FUNCTION_NAME: fn.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `2026/01/01/[${version}]0`,
    ...fn.logFormat === 'JSON' ? { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: 'INFO' } : {},
    ...isOsOnly(fn) ? {} : { AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}` },
    LAMBDA_TASK_ROOT: fn.codeDirectory,
    _HANDLER: fn.handler,
  };
}

/** The adapter's script in the layer, for managed runtimes. */
const WRAPPER = '/opt/bootstrap';

/** What Lambda starts beside the adapter: a program with its arguments. */
export function startOf(fn: LambdaFunction): { readonly file: string; readonly args: readonly string[] } {
  if (isOsOnly(fn)) return { file: `${fn.codeDirectory}/bootstrap`, args: [] };
  const wrapper = fn.environment.AWS_LAMBDA_EXEC_WRAPPER;
  if (wrapper !== WRAPPER) {
    throw new Error(`on ${fn.runtime} Lambda starts the server only with AWS_LAMBDA_EXEC_WRAPPER=${WRAPPER}; it is ${wrapper ?? 'not set'}`);
  }
  // The script's text, word by word: the layer is not on this machine.
  return { file: '/bin/bash', args: ['-c', 'exec -- "${LAMBDA_TASK_ROOT}/${_HANDLER}"'] };
}
