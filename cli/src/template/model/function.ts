/** A Lambda function whose code is an MCP server behind the Lambda Web Adapter. */
export interface FunctionFacts extends LambdaFacts {
  readonly adapter: AdapterFacts;
}

/** A Lambda function, whatever its code is. */
export interface LambdaFacts {
  readonly logicalId: string;
  /** `FunctionName` where the template gives one, else the logical id. */
  readonly functionName: string;
  /** `provided.al2023`, `nodejs24.x`, … */
  readonly runtime: string;
  /** What the door invokes: a published version's number, `1` where only a deployment counts them, or `$LATEST`. */
  readonly version: string;
  /** The alias through which the door invokes it. */
  readonly alias?: string;
  readonly handler: string;
  /** The unpacked asset on this machine, absolute; missing for a container image, in whose place a command runs. */
  readonly codeDirectory?: string;
  readonly architecture: 'arm64' | 'x86_64';
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** `ReservedConcurrentExecutions`: so many instances at most; 0 throttles every invocation. */
  readonly reservedConcurrency?: number;
  /** Every literal of the template's environment; the API's own URL stands as `LOCAL_ORIGIN`. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The settings of the Lambda Web Adapter, read from the function's environment. */
export interface AdapterFacts {
  /** `AWS_LWA_PORT`, else `PORT`, else 8080. */
  readonly port: number;
  /** `AWS_LWA_READINESS_CHECK_PATH`, default `/`. */
  readonly readinessPath: string;
  /** `AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS`; undefined waits for Lambda's init limit. */
  readonly readinessTimeoutSeconds?: number;
  /** `AWS_LWA_REMOVE_BASE_PATH`. */
  readonly removeBasePath?: string;
  readonly invokeMode: 'buffered' | 'response_stream';
}
