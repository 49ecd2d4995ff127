import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CodeStrategy } from './bound-code';
import { McpServerCodeOptions } from './listener';
import { ManagedRuntimeCode } from './managed-runtime';
import { MEMORY } from './runtimes';

/** Options of `McpServerCode.nodejs`. */
export interface McpNodejsCodeOptions extends McpServerCodeOptions {
  /**
   * The file that starts the server, relative to the directory. It listens on the port in `PORT`.
   */
  readonly entry: string;

  /**
   * The managed Node.js runtime.
   *
   * @default lambda.Runtime.NODEJS_24_X
   */
  readonly runtime?: lambda.Runtime;
}

export function nodejsCode(directory: string, options: McpNodejsCodeOptions): CodeStrategy {
  const runtime = options.runtime ?? lambda.Runtime.NODEJS_24_X;
  return new ManagedRuntimeCode(directory, options.entry, options, {
    factory: 'nodejs',
    runtime,
    family: lambda.RuntimeFamily.NODEJS,
    memorySize: MEMORY.nodejs,
    start: (file) => `exec node ${file}`,
  });
}
