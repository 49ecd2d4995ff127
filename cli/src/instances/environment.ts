import { randomUUID } from 'node:crypto';
import { devNull } from 'node:os';
import { LogStream } from './lambda-context';
import { LambdaFacts, LOCAL_ORIGIN } from '../template/model';

/** What the environment of a server's instance is made of. */
export interface EnvironmentSource extends LambdaEnvironmentSource {
  /** The port that this instance must listen on. */
  readonly port: number;
}

/** What the environment of any function's instance is made of. */
export interface LambdaEnvironmentSource {
  readonly facts: LambdaFacts;
  /** The origin under which the gateway is reached: `http://127.0.0.1:3000`. */
  readonly origin: string;
  /** True where the server is started by the developer's own command. */
  readonly ownCommand: boolean;
  /** The developer's environment. */
  readonly host: NodeJS.ProcessEnv;
  /** True where the server may use the developer's AWS credentials. */
  readonly awsCredentials?: boolean;
  /** Variables that lead to what stands for AWS's services on this machine. */
  readonly services?: Readonly<Record<string, string>>;
  /** Where this instance logs to. */
  readonly log: LogStream;
}

/** What any program needs to run on this machine; nothing that tells it whose machine it is. */
const MACHINE = [
  'PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP',
  // Windows programs do not start without these.
  'SystemRoot', 'SystemDrive', 'ComSpec', 'PATHEXT', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA',
];

/** The AWS SDKs look for credentials below the home directory too, and at the machine's metadata service. */
const NO_CREDENTIALS = {
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_CONFIG_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** The environment of a server process. */
export function environmentFor(source: EnvironmentSource): Record<string, string> {
  const port = String(source.port);
  // Instances share one machine, so each has a port of its own where Lambda gives all the same.
  return { ...lambdaEnvironment(source), PORT: port, AWS_LWA_PORT: port };
}

/**
 * The environment of a function's process. As in Lambda it is the template's and the platform's, not
 * the developer's: a variable that is only set in one's shell is missing here and not first in AWS.
 * A command of the developer's own (`cargo run`) needs the shell's variables, but never gets the
 * AWS credentials: the function's role does not have those rights. `--aws-credentials` lets them in.
 */
export function lambdaEnvironment(source: LambdaEnvironmentSource): Record<string, string> {
  const { facts, origin } = source;
  const template = Object.entries(facts.environment).map(([name, value]) => [name, value.replaceAll(LOCAL_ORIGIN, origin)]);
  return {
    ...pick(source.host, source.ownCommand ? Object.keys(source.host).filter((name) => !isAws(name)) : MACHINE),
    ...source.awsCredentials ? pick(source.host, Object.keys(source.host).filter(isOfSdk)) : NO_CREDENTIALS,
    ...platform(facts, source.host, source.log),
    // Dates and numbers look there as it says, whatever the developer's language is.
    ...source.ownCommand ? {} : { LANG: 'en_US.UTF-8' },
    ...Object.fromEntries(template),
    ...source.services,
  };
}

/** The region that servers are told: the developer's, since a template need not name one. */
export function regionOf(host: NodeJS.ProcessEnv): string {
  return host.AWS_REGION ?? host.AWS_DEFAULT_REGION ?? 'us-east-1';
}

/** Lambda's defined runtime environment variables. */
function platform(facts: LambdaFacts, host: NodeJS.ProcessEnv, log: LogStream): Record<string, string> {
  const region = regionOf(host);
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: facts.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(facts.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: facts.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: log.group,
    AWS_LAMBDA_LOG_STREAM_NAME: log.name,
    // OS-only runtimes and container images do not have it.
    ...facts.runtime === '' || facts.runtime.startsWith('provided') ? {} : { AWS_EXECUTION_ENV: `AWS_Lambda_${facts.runtime}` },
    // Without it the X-Ray SDKs fail where Lambda lets them log.
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    ...facts.codeDirectory === undefined ? {} : { LAMBDA_TASK_ROOT: facts.codeDirectory },
    _HANDLER: facts.handler,
    TZ: ':UTC',
  };
}

/** A log stream as Lambda names that of a new instance: `2026/11/22/[1]` and 32 digits. */
export function newLogStream({ functionName, version }: LambdaFacts, now: Date): LogStream {
  const day = now.toISOString().slice(0, 10).replaceAll('-', '/');
  return { group: `/aws/lambda/${functionName}`, name: `${day}/[${version}]${randomUUID().replaceAll('-', '')}` };
}

function isAws(name: string): boolean {
  return name.toUpperCase().startsWith('AWS_');
}

/** What the AWS SDKs read; the shell of a function or a pipeline may have variables of Lambda too. */
function isOfSdk(name: string): boolean {
  return isAws(name) && !/^AWS_(?:LAMBDA|LWA|EXECUTION_ENV)/i.test(name);
}

function pick(host: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = host[name];
    if (value !== undefined) {
      found[name] = value;
    }
  }
  return found;
}
