import * as fs from 'node:fs';
import * as path from 'node:path';
import { DockerImage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { copyDirectory, describeDirectory, describeEntry, NOT_UPLOADED } from './files';
import { describeListener, listenerOf, McpServerCodeOptions } from './listener';
import { BoundCode, CodeFacts, CodeStrategy } from './strategy';

/** What differs from one managed runtime to the next. */
export interface ManagedRuntime {
  /** The factory's name, for messages. */
  readonly factory: string;

  /** The program of the runtime that starts the entry file. */
  readonly interpreter: string;
  readonly runtime: lambda.Runtime;
}

/** The name of the generated start script: the function's handler, which the adapter executes. */
const START_SCRIPT = 'mcp-lambda-start.sh';

/** The adapter's script in the layer: it starts the handler instead of the runtime's own loop. */
const WRAPPER = { AWS_LAMBDA_EXEC_WRAPPER: '/opt/bootstrap' };

/** A directory that is uploaded as it is, with a file that a managed runtime's interpreter starts. */
export class ManagedRuntimeCode implements CodeStrategy {
  constructor(
    private readonly directory: string,
    private readonly entry: string,
    private readonly options: McpServerCodeOptions,
    private readonly managed: ManagedRuntime,
  ) {}

  describe(): CodeFacts {
    return {
      call: `McpServerCode.${this.managed.factory}(${JSON.stringify(this.directory)}, { entry: ${JSON.stringify(this.entry)} })`,
      directory: this.directory,
      directoryState: describeDirectory(this.directory),
      entry: describeEntry(this.directory, this.entry),
      listener: describeListener(listenerOf(this.options)),
      environment: WRAPPER,
    };
  }

  bind(): BoundCode {
    return {
      code: withStartScript(this.directory, startScript(this.managed.interpreter, this.entry)),
      runtime: this.managed.runtime,
      handler: START_SCRIPT,
      listener: listenerOf(this.options),
      environment: WRAPPER,
    };
  }
}

function startScript(interpreter: string, entry: string): string {
  const file = entry.split(path.sep).join('/');
  return `#!/bin/sh\nexec ${interpreter} ${quote(file.startsWith('-') ? `./${file}` : file)}\n`;
}

/** For a POSIX shell: nothing between single quotes has a meaning but the quote itself. */
function quote(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}

/**
 * The directory and the script beside it. The asset's hash covers the directory and the bundling
 * options, not what bundling writes: the whole script stands in the options' environment for that.
 */
function withStartScript(directory: string, script: string): lambda.Code {
  return lambda.Code.fromAsset(directory, {
    exclude: NOT_UPLOADED,
    bundling: {
      image: DockerImage.fromRegistry('unused'),
      environment: { MCP_LAMBDA_START: script },
      local: {
        tryBundle(output: string): boolean {
          copyDirectory(directory, output);
          fs.writeFileSync(path.join(output, START_SCRIPT), script, { mode: 0o755 });
          return true;
        },
      },
    },
  });
}
