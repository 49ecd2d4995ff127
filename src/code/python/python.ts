import * as lambda from 'aws-cdk-lib/aws-lambda';
import { pythonStart } from './entry';
import { declarationIn, withPackages } from './packages';
import { CodeStrategy } from '../bound-code';
import { listenerOf, McpServerCodeOptions } from '../listener';
import { ManagedRuntimeCode } from '../managed-runtime';
import { MEMORY } from '../runtimes';

/** Options of `McpServerCode.python`. */
export interface McpPythonCodeOptions extends McpServerCodeOptions {
  /**
   * What starts the server: a file, relative to the directory, that listens on the port in `PORT`
   * (`server.py`), or an object of a module (`server:mcp`), which is served by uvicorn: a FastMCP
   * server or one of the official SDK, without sessions and with JSON answers, or any ASGI application.
   */
  readonly entry: string;

  /**
   * Whether packages are installed during synthesis, as wheels for the function's `architecture` and
   * `runtime`: by uv or pip where they are, in a container otherwise. Without, the packages that lie in
   * the directory are uploaded, and must be made for both.
   *
   * @default - whether there is a uv.lock, a requirements.txt or a pyproject.toml in the directory
   */
  readonly installPackages?: boolean;

  /**
   * The managed Python runtime.
   *
   * @default lambda.Runtime.PYTHON_3_13
   */
  readonly runtime?: lambda.Runtime;
}

export function pythonCode(directory: string, options: McpPythonCodeOptions): CodeStrategy {
  const runtime = options.runtime ?? lambda.Runtime.PYTHON_3_13;
  const declaration = options.installPackages === false ? undefined : declarationIn(directory);
  return new ManagedRuntimeCode(directory, options, {
    factory: 'python',
    runtime,
    family: lambda.RuntimeFamily.PYTHON,
    memorySize: MEMORY.python,
    ...pythonStart(directory, options.entry, listenerOf(options).serverPath),
    packagesUndeclared: options.installPackages === true && declaration === undefined,
    preparation: declaration && withPackages(directory, declaration, runtime),
  });
}
