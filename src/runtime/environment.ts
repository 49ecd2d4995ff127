import { Tokenization } from 'aws-cdk-lib';
import { Listener } from '../code/listener';
import { DoorShell } from '../endpoint/door';
import { commonPrefixBefore, prefixBefore } from '../private/paths';

/**
 * What the Lambda Web Adapter and the server are told. `PORT` is the name that most servers read, and
 * `MCP_PUBLIC_URL` lets them accept the public host, which they otherwise refuse.
 *
 * @see https://github.com/aws/aws-lambda-web-adapter
 */
export function serverEnvironment(listener: Listener, door: DoorShell, publicUrl?: string): Record<string, string> {
  const port = Tokenization.stringifyNumber(listener.port);
  const eventPaths = [door.eventPath, door.otherEventPath ?? door.eventPath];
  const basePath = commonPrefixBefore(eventPaths, listener.serverPath)
    ?? prefixBefore(door.eventPath, listener.serverPath)
    ?? door.stagePath;
  return {
    PORT: port,
    AWS_LWA_PORT: port,
    AWS_LWA_READINESS_CHECK_PATH: listener.readinessPath,
    AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS: Tokenization.stringifyNumber(listener.readinessTimeout.toSeconds({ integral: false })),
    AWS_LWA_INVOKE_MODE: door.streaming ? 'response_stream' : 'buffered',
    ...(publicUrl === undefined ? {} : { MCP_PUBLIC_URL: publicUrl }),
    ...(basePath ? { AWS_LWA_REMOVE_BASE_PATH: basePath } : {}),
  };
}

/** Every name that is set here or must not be set beside it, and what a user sets instead. */
export const OWNED_NAMES: Readonly<Record<string, string>> = {
  PORT: 'the port of the code',
  AWS_LWA_PORT: 'the port of the code',
  AWS_LWA_READINESS_CHECK_PORT: 'the port of the code',
  AWS_LWA_READINESS_CHECK_PATH: 'the readinessPath of the code',
  AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS: 'the readinessTimeout of the code',
  AWS_LWA_REMOVE_BASE_PATH: 'the serverPath of the code',
  REMOVE_BASE_PATH: 'the serverPath of the code',
  AWS_LWA_INVOKE_MODE: 'the endpoint',
  AWS_LWA_SNAPSTART_BEFORE_CHECKPOINT_PATH: 'snapStart',
  AWS_LWA_SNAPSTART_AFTER_RESTORE_PATH: 'snapStart',
  AWS_LAMBDA_EXEC_WRAPPER: 'the code',
  MCP_PUBLIC_URL: 'the endpoint',
};
