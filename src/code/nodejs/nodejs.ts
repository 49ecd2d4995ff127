import * as lambda from 'aws-cdk-lib/aws-lambda';
import { bundle, BUNDLE } from './bundle';
import { CodeStrategy } from '../bound-code';
import { entryState } from '../files';
import { McpServerCodeOptions } from '../listener';
import { ManagedRuntimeCode, quote } from '../managed-runtime';
import { MEMORY } from '../runtimes';

/** Options of `McpServerCode.nodejs`. */
export interface McpNodejsCodeOptions extends McpServerCodeOptions {
  /**
   * The file that starts the server, relative to the directory. It listens on the port in `PORT`. With
   * `bundle` it may be TypeScript.
   */
  readonly entry: string;

  /**
   * Whether the entry and all that it imports become one file during synthesis, by the esbuild that is
   * installed in the project. Without, the directory is uploaded as it is.
   *
   * @see https://esbuild.github.io
   * @default false
   */
  readonly bundle?: boolean;

  /**
   * The managed Node.js runtime.
   *
   * @default lambda.Runtime.NODEJS_24_X
   */
  readonly runtime?: lambda.Runtime;
}

export function nodejsCode(directory: string, options: McpNodejsCodeOptions): CodeStrategy {
  const runtime = options.runtime ?? lambda.Runtime.NODEJS_24_X;
  return new ManagedRuntimeCode(directory, options, {
    factory: 'nodejs',
    runtime,
    family: lambda.RuntimeFamily.NODEJS,
    memorySize: MEMORY.nodejs,
    entry: options.entry,
    entryState: entryState(directory, options.entry),
    start: `exec node ${quote(options.bundle ? BUNDLE : options.entry ?? '')}`,
    files: {},
    defaultEnvironment: {},
    preparation: options.bundle ? bundle(directory, options.entry, runtime) : undefined,
  });
}
