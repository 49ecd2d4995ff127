import { Construct } from 'constructs';
import { DeployConfig } from './deploy-config';
import { finish, MadeServer } from './props/after';
import { alarmTopic } from './props/observability';
import { toProps } from './to-props';
import { wordsOf } from './words';
import { McpDeployTomlOverrides, McpLambdaServerProps } from '../mcp-lambda-server-props';
import { stated } from '../private/maps';
import { speakOf } from '../private/words';

/** The context key that names the environment of the file; the command line sets it for `--env`. */
const ENVIRONMENT = 'mcp-lambda:env';

/** How a server is made from a file. */
export interface FromToml<T extends MadeServer> {
  readonly path: string;
  readonly overrides: McpDeployTomlOverrides;
  make(props: McpLambdaServerProps): T;
}

/** Reads the file, makes the server, and does what the file asks for besides. */
export function serverFromToml<T extends MadeServer>(scope: Construct, id: string, { path, overrides: given, make }: FromToml<T>): T {
  const { environmentName, ...overrides } = given;
  const { _toml: toml } = DeployConfig.fromFile(path, { env: environmentName ?? scope.node.tryGetContext(ENVIRONMENT) });
  const references = new Construct(scope, `${id}DeployToml`); // beside the server, which is made from them
  const topic = alarmTopic(references, toml);
  speakOf(scope, id, wordsOf(toml, overrides));
  // Of what the file does not say, an injector may have a default.
  const server = make(stated(toProps(references, toml, overrides, topic)));
  finish(server, toml, topic);
  return server;
}
