import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { containerFacts, McpContainerOptions, ON_IMAGE } from './options';
import { factOf } from '../../private/tokens';
import { BoundCode, CodeFacts, CodeStrategy } from '../bound-code';
import { NO_DIRECTORY } from '../files';
import { Listener, listenerOf } from '../listener';
import { MEMORY } from '../runtimes';

/** Options of `McpServerCode.imageFromEcr`. */
export interface McpEcrImageCodeOptions extends McpContainerOptions {
  /**
   * Which image of the repository: a tag, or a digest that begins with `sha256:`. Lambda looks a tag up
   * once, when a deployment changes it here: for what is pushed under the same tag later, nothing is deployed.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
   */
  readonly tagOrDigest: string;
}

/** An image that has been pushed already. */
export class EcrImageCode implements CodeStrategy {
  readonly listener: Listener;
  readonly memorySize = MEMORY.image;

  constructor(private readonly repository: ecr.IRepository, private readonly options: McpEcrImageCodeOptions) {
    this.listener = listenerOf(options);
  }

  describe(): CodeFacts {
    return containerFacts('McpServerCode.imageFromEcr(…)', this.listener, {
      ...NO_DIRECTORY,
      image: { tagOrDigest: factOf(this.options.tagOrDigest), region: factOf(this.repository.env.region) },
    });
  }

  bind(): BoundCode {
    const { tagOrDigest, cmd, entrypoint, workingDirectory } = this.options;
    return { ...ON_IMAGE, code: lambda.Code.fromEcrImage(this.repository, { tagOrDigest, cmd, entrypoint, workingDirectory }) };
  }
}
