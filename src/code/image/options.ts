import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ADAPTER_LINE } from '../../private/adapter-image';
import { CodeFacts, NewFunctionCode } from '../bound-code';
import { describeListener, Listener, McpServerCodeOptions } from '../listener';

/** How a container starts its server. Every kind of container image takes these. */
export interface McpContainerOptions extends McpServerCodeOptions {
  /**
   * What the container runs, in place of the image's own `CMD`: `['node', 'server.js']`.
   *
   * @default - the image's own
   */
  readonly cmd?: string[];

  /**
   * What stands before it, in place of the image's own `ENTRYPOINT`.
   *
   * @default - the image's own
   */
  readonly entrypoint?: string[];

  /**
   * The directory in which it starts, in place of the image's own `WORKDIR`.
   *
   * @default - the image's own
   */
  readonly workingDirectory?: string;
}

/** What no function of a container image has, and what to do instead. @see https://docs.aws.amazon.com/lambda/latest/dg/images-create.html */
const REFUSED: Readonly<Record<string, string>> = {
  adapter: `no adapter: an image takes no layers, and has the adapter in it by a line of its Dockerfile, ${ADAPTER_LINE}`,
  layers: 'no layers: what is in them is copied into the image',
  paramsAndSecrets: 'no paramsAndSecrets: an image takes no layers, and the extension is one; the server asks Secrets Manager by itself, or the image has the extension in it',
  codeSigningConfig: 'no codeSigningConfig: Lambda checks the signatures of ZIP archives alone',
};

/** The facts of any image, with those that differ. */
export function containerFacts(call: string, listener: Listener, rest: Omit<CodeFacts, 'call' | 'runtime' | 'listener' | 'environment'>): CodeFacts {
  return {
    call,
    runtime: { name: 'a container image', snapStart: true },
    adapterInside: true,
    refuses: REFUSED,
    listener: describeListener(listener),
    environment: {},
    ...rest,
  };
}

/** What every function of an image is made of. */
export const ON_IMAGE: Omit<NewFunctionCode, 'code'> = {
  runtime: lambda.Runtime.FROM_IMAGE,
  handler: lambda.Handler.FROM_IMAGE,
  adapterInside: true,
  environment: {},
};
