import * as path from 'node:path';
import { AssetHashType, BundlingOptions, DockerImage, Stack, Stage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { Command, run } from './command';
import { McpLambdaError } from '../../private/errors';
import { patternsOf } from '../files';

/** How code is built, here or in a container. */
export interface Build {
  /** The user's call, for messages. */
  readonly call: string;
  readonly directory: string;

  /** Names and paths, and not patterns. */
  readonly exclude?: string[];

  readonly hash: AssetHashType;

  /** The image for the container and what runs in it, with `/asset-input` and `/asset-output`. */
  readonly container: { readonly image: string; readonly command: string[] } & Pick<BundlingOptions, 'user' | 'platform'>;

  /** What the asset's hash depends on beside the directory and the command. */
  readonly fingerprint: Record<string, string>;

  /** Whether the tool works on this machine; a container does it otherwise. */
  toolWorks(): boolean;

  /** Fills the directory that it is given; throws `BuildFailure`. */
  make(output: string): void;
}

/** A build that ended without a result, and what it said. */
export class BuildFailure extends Error {}

/** Runs one step of a build, which has a name for messages. */
export function attempt(step: string, command: Command, directory: string, environment: NodeJS.ProcessEnv = {}): string {
  const { succeeded, output, complaint } = run(command, directory, environment);
  if (!succeeded) {
    throw new BuildFailure(`${step} failed:\n${complaint}`);
  }
  return output;
}

/**
 * Code that is built while it is bound, by CDK's bundling: so it is built once for all functions that
 * share it, and not at all where a stack asks for no bundling. CDK wraps what fails in a message about
 * its own directories; that of the build itself is thrown in its place.
 */
export class BuiltCode extends lambda.AssetCode {
  private readonly failures: Failures;
  private staged?: string;

  constructor(private readonly build: Build) {
    const failures: Failures = [];
    super(build.directory, {
      exclude: build.exclude && patternsOf(build.exclude),
      assetHashType: build.hash,
      bundling: {
        ...build.container,
        image: DockerImage.fromRegistry(build.container.image),
        environment: build.fingerprint,
        local: { tryBundle: (output) => build.toolWorks() && made(build, output, failures) },
      },
    });
    this.failures = failures;
  }

  public bind(scope: Construct): lambda.CodeConfig {
    try {
      const config = super.bind(scope);
      const asset = scope.node.findChild('Code') as Asset;
      this.staged = Stack.of(scope).bundlingRequired ? path.resolve(Stage.of(scope)!.outdir, asset.assetPath) : undefined;
      return config;
    } catch (error) {
      const [failure] = this.failures;
      throw failure === undefined ? error : new McpLambdaError(scope.node.scope!, {
        setting: 'code',
        given: `${this.build.call}, which was not built`,
        expected: `a build that succeeds: ${failure.message}`,
        rule: 'buildFailed',
      });
    }
  }

  /** Where the result is; nothing where none was asked for. */
  public get directory(): string | undefined {
    return this.staged;
  }
}

type Failures = BuildFailure[];

function made(build: Build, output: string, failures: Failures): boolean {
  try {
    build.make(output);
    return true;
  } catch (error) {
    if (error instanceof BuildFailure) {
      failures.push(error);
    }
    throw error;
  }
}
