import { Tokenization } from 'aws-cdk-lib';
import { Listener } from '../code/listener';
import { Door } from '../endpoint/door';
import { prefixBefore } from '../private/paths';

/**
 * What the Lambda Web Adapter and the server are told. `PORT` is the name that most servers read, and
 * `MCP_PUBLIC_URL` lets them accept the public host, which they otherwise refuse.
 *
 * @see https://github.com/aws/aws-lambda-web-adapter
 */
export function serverEnvironment(
  listener: Listener,
  door: Pick<Door, 'eventPath' | 'stagePath' | 'streaming' | 'mcpUrl'>,
): Record<string, string> {
  const port = Tokenization.stringifyNumber(listener.port);
  const basePath = prefixBefore(door.eventPath, listener.serverPath) ?? door.stagePath;
  return {
    PORT: port,
    AWS_LWA_PORT: port,
    AWS_LWA_READINESS_CHECK_PATH: listener.readinessPath,
    AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS: Tokenization.stringifyNumber(listener.readinessTimeout.toSeconds()),
    AWS_LWA_INVOKE_MODE: door.streaming ? 'response_stream' : 'buffered',
    MCP_PUBLIC_URL: door.mcpUrl,
    ...(basePath ? { AWS_LWA_REMOVE_BASE_PATH: basePath } : {}),
  };
}

/** Every name that the library may set, also those that a particular server does without. */
export const OWNED_NAMES: readonly string[] = [
  'PORT', 'AWS_LWA_PORT', 'AWS_LWA_READINESS_CHECK_PATH', 'AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS',
  'AWS_LWA_INVOKE_MODE', 'AWS_LWA_REMOVE_BASE_PATH', 'AWS_LAMBDA_EXEC_WRAPPER', 'MCP_PUBLIC_URL',
];
