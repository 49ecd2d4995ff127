import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ecrassets from 'aws-cdk-lib/aws-ecr-assets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { readDockerfile } from './dockerfile';
import { containerFacts, McpContainerOptions, ON_IMAGE } from './options';
import { show } from '../../private/errors';
import { factOf, factsOf } from '../../private/tokens';
import { BoundCode, CodeFacts, CodeStrategy, ImageFacts } from '../bound-code';
import { describeSources, entryState, envFiles, excluded, patternsOf } from '../files';
import { Listener, listenerOf } from '../listener';
import { MEMORY } from '../runtimes';

/** Options of `McpServerCode.image`. */
export interface McpImageCodeOptions extends McpContainerOptions {
  /**
   * The Dockerfile, relative to the directory.
   *
   * @default 'Dockerfile'
   */
  readonly file?: string;

  /**
   * The stage of the Dockerfile that becomes the image.
   *
   * @default - the last one
   */
  readonly target?: string;

  /**
   * Values for the `ARG` lines of the Dockerfile. Not for secrets, for which there is `buildSecrets`:
   * they stay in the image's history.
   *
   * @default {}
   */
  readonly buildArgs?: Record<string, string>;

  /**
   * Secrets for `RUN --mount=type=secret` lines, by their ids, each made with CDK's `DockerBuildSecret.fromSrc`.
   *
   * @see https://docs.docker.com/build/building/secrets/
   * @default {}
   */
  readonly buildSecrets?: Record<string, string>;
}

const DOCKERFILE = 'Dockerfile';

/** A directory with a Dockerfile. It is built while it is deployed, and not during synthesis. */
export class ImageCode implements CodeStrategy {
  readonly listener: Listener;
  readonly memorySize = MEMORY.image;

  constructor(private readonly directory: string, private readonly options: McpImageCodeOptions) {
    this.listener = listenerOf(options);
  }

  describe(): CodeFacts {
    return containerFacts(`McpServerCode.image(${show(this.directory)})`, this.listener, {
      ...describeSources(this.directory),
      envFiles: envFiles(this.directory),
      executableBits: true, // files that come from Windows have it in an image
      image: this.describeImage(),
    });
  }

  bind(scope: Construct, architecture: lambda.Architecture): BoundCode {
    const { file = DOCKERFILE, target, buildArgs = {}, buildSecrets = {}, cmd, entrypoint, workingDirectory } = this.options;
    return {
      ...ON_IMAGE,
      code: lambda.Code.fromAssetImage(this.directory, {
        file,
        target,
        buildArgs,
        buildSecrets,
        cmd,
        entrypoint,
        workingDirectory,
        platform: ecrassets.Platform.custom(architecture.dockerPlatform),
        exclude: patternsOf(excluded(scope, this.directory)).flatMap(atAnyDepth),
      }),
    };
  }

  private describeImage(): ImageFacts {
    const { file = DOCKERFILE, target, buildArgs = {}, buildSecrets = {} } = this.options;
    const state = entryState(this.directory, file);
    return {
      dockerfile: {
        file: factOf(file),
        state,
        target: target === undefined ? undefined : factOf(target),
        ...(state === 'present' ? readDockerfile(fs.readFileSync(path.join(this.directory, file), 'utf8')) : {}),
        buildArgs: factsOf(buildArgs),
        buildSecrets: factsOf(buildSecrets),
      },
    };
  }
}

/** A name alone means in Docker's patterns what lies in the directory itself, and for other code what has that name anywhere. */
function atAnyDepth(pattern: string): string[] {
  return pattern.includes('/') ? [pattern] : [pattern, `**/${pattern}`];
}
