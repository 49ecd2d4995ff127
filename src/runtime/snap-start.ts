import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Fact, factOf } from '../private/tokens';

/** Options of `McpSnapStart.onPublishedVersions`. */
export interface McpSnapStartOptions {
  /**
   * A path of the server that gets an empty POST before the snapshot is taken, to close what would not
   * live through it: connections, pools. A status of 200 to 299 means done; with any other one, or none,
   * the deployment fails. The adapter's layer knows it from version 30 on, and keeps callers away from it.
   *
   * @see https://aws.github.io/aws-lambda-web-adapter/features/snapstart.html
   * @default - the server is not asked
   */
  readonly beforeCheckpointPath?: string;

  /**
   * A path of the server that gets an empty POST after an instance has started from the snapshot, to make
   * anew what must be its own: connections, random seeds, ids. Answered as `beforeCheckpointPath` is.
   *
   * @default - the server is not asked
   */
  readonly afterRestorePath?: string;
}

/** What is known of it before any resource exists. */
export interface SnapStartFacts {
  readonly hooks: ReadonlyArray<{ readonly setting: string; readonly path: Fact<string> }>;
}

/**
 * Instances that start from a snapshot of one that has been started.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html
 */
export class McpSnapStart {
  /**
   * A snapshot of each version that is published, and so of each deployment, which it makes some minutes
   * longer. All instances start with the same memory: what must differ from one to the next (random
   * seeds, ids, connections) is made anew in `afterRestorePath`.
   *
   * @param options what the server is told
   * @throws at synthesis, for a runtime that has no SnapStart
   */
  public static onPublishedVersions(options: McpSnapStartOptions = {}): McpSnapStart {
    return new McpSnapStart(options);
  }

  private constructor(private readonly options: McpSnapStartOptions) {}

  /** @internal */
  public _describe(): SnapStartFacts {
    const { beforeCheckpointPath, afterRestorePath } = this.options;
    return {
      hooks: Object.entries({ beforeCheckpointPath, afterRestorePath }).flatMap(([name, path]) => (
        path === undefined ? [] : [{ setting: `snapStart.${name}`, path: factOf(path) }])),
    };
  }

  /** @internal */
  public _environment(): Record<string, string> {
    const { beforeCheckpointPath, afterRestorePath } = this.options;
    return {
      ...(beforeCheckpointPath === undefined ? {} : { AWS_LWA_SNAPSTART_BEFORE_CHECKPOINT_PATH: beforeCheckpointPath }),
      ...(afterRestorePath === undefined ? {} : { AWS_LWA_SNAPSTART_AFTER_RESTORE_PATH: afterRestorePath }),
    };
  }

  /**
   * Not through the L2: it warns that a version must be published, as is always done here, and in older
   * versions of the CDK refuses container images.
   *
   * @internal
   */
  public _bind(fn: lambda.Function): void {
    (fn.node.defaultChild as lambda.CfnFunction).snapStart = { applyOn: 'PublishedVersions' };
  }
}
