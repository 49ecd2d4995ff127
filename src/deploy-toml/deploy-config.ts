import { Environment } from 'aws-cdk-lib';
import { nameOf } from './checks';
import { DeployToml } from './deploy-toml';
import { looksUpVpc, looksUpZone } from './looked-up';
import { DeployTomlError } from './problem';
import { tagsOf } from './tags';

/** Options of `DeployConfig.fromFile`. */
export interface DeployConfigOptions {
  /**
   * The environment: `staging` lays `[env.staging.lambda]` over `[lambda]`, and so on with each table.
   *
   * @default - none: what stands in the tables themselves
   */
  readonly env?: string;
}

/**
 * What a `deploy.toml` says, for apps that make their stacks after it. `McpLambdaServer.fromDeployToml` reads the
 * file by itself.
 *
 * @example
 * import { App, Stack } from 'aws-cdk-lib';
 * import { DeployConfig, McpLambdaServer } from 'cdk-mcp-lambda';
 *
 * declare const app: App;
 * const config = DeployConfig.fromFile('.pmcp/deploy.toml', { env: app.node.tryGetContext('mcp-lambda:env') });
 * const stack = new Stack(app, config.stackName, { env: config.env, description: config.description });
 * McpLambdaServer.fromDeployToml(stack, 'Server', '.pmcp/deploy.toml');
 */
export class DeployConfig {
  /**
   * Reads and checks a file.
   *
   * @param path the file, relative to the process's working directory or absolute
   * @throws with one line for each mistake, each with file, line and key
   */
  public static fromFile(path: string, options: DeployConfigOptions = {}): DeployConfig {
    // Loaded here: the reader with its tables is nothing that an app without such a file needs.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { readDeployToml } = require('./read') as typeof import('./read');
    const { toml, problems } = readDeployToml(path, { environment: options.env ?? undefined });
    if (toml === undefined) {
      throw new DeployTomlError(problems);
    }
    return new DeployConfig(toml);
  }

  /** `[server] name`. */
  public readonly serverName: string;

  /** What stack and function are called: the server's name, and with an environment a hyphen and its name behind it. */
  public readonly stackName: string;

  /** `[server] description`. */
  public readonly description?: string;

  /**
   * Where the stack is deployed to, as far as `[aws]` says it; with an account alone or a region alone the other is left
   * open. Where a VPC or a hosted zone must be looked up, for which CDK must know both, what `[aws]` does not say is what
   * CDK's command line says: `CDK_DEFAULT_ACCOUNT` and `CDK_DEFAULT_REGION`.
   */
  public readonly env: Environment;

  /** `[aws] profile`. */
  public readonly profile?: string;

  /** The environment that was asked for. */
  public readonly environmentName?: string;

  /** Every environment that the file has. */
  public readonly environmentNames: string[];

  /** The directory that holds `.pmcp/`, or that of a file that lies elsewhere; directories in the file lead on from it. */
  public readonly projectDirectory: string;

  /** `[tags]` and `[metadata]`, and `[target] version` as `version`. */
  public readonly tags: Record<string, string>;

  /** @internal */
  public readonly _toml: DeployToml;

  private constructor(toml: DeployToml) {
    const { server, aws } = toml.values;
    const { CDK_DEFAULT_ACCOUNT, CDK_DEFAULT_REGION } = looksUpVpc(toml.values) || looksUpZone(toml.values) ? process.env : {};
    this._toml = toml;
    this.serverName = server!.name!;
    this.stackName = nameOf(this.serverName, toml.environment);
    this.description = server!.description;
    this.env = { account: aws?.account_id ?? CDK_DEFAULT_ACCOUNT, region: aws?.region ?? CDK_DEFAULT_REGION };
    this.profile = aws?.profile;
    this.environmentName = toml.environment;
    this.environmentNames = [...toml.environments];
    this.projectDirectory = toml.directory;
    this.tags = tagsOf(toml.values);
  }
}
