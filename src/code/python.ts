import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CodeStrategy } from './bound-code';
import { McpServerCodeOptions } from './listener';
import { ManagedRuntimeCode } from './managed-runtime';
import { MEMORY } from './runtimes';

/** Options of `McpServerCode.python`. */
export interface McpPythonCodeOptions extends McpServerCodeOptions {
  /**
   * The file that starts the server, relative to the directory. It listens on the port in `PORT`.
   */
  readonly entry: string;

  /**
   * The managed Python runtime. The packages in the directory must be made for it and for the
   * function's `architecture`.
   *
   * @default lambda.Runtime.PYTHON_3_13
   */
  readonly runtime?: lambda.Runtime;
}

export function pythonCode(directory: string, options: McpPythonCodeOptions): CodeStrategy {
  const runtime = options.runtime ?? lambda.Runtime.PYTHON_3_13;
  return new ManagedRuntimeCode(directory, options.entry, options, {
    factory: 'python',
    runtime,
    family: lambda.RuntimeFamily.PYTHON,
    memorySize: MEMORY.python,
    // The packages lie beside the entry's directory too, and Python looks into that one alone.
    start: (file) => `export PYTHONPATH="$LAMBDA_TASK_ROOT\${PYTHONPATH:+:$PYTHONPATH}:/opt/python"\nexec python3 ${file}`,
  });
}
