import * as fs from 'node:fs';
import * as path from 'node:path';
import { DockerImage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BoundCode, CodeFacts, CodeStrategy } from './bound-code';
import { copyDirectory, describeDirectory, entryState, excluded } from './files';
import { describeListener, Listener, listenerOf, McpServerCodeOptions } from './listener';
import { show } from '../private/errors';

/** What differs from one managed runtime to the next. */
export interface ManagedRuntime {
  /** The factory's name, for messages. */
  readonly factory: string;
  readonly runtime: lambda.Runtime;
  readonly family: lambda.RuntimeFamily;

  /** The lines of a shell script that start the file, which comes quoted. */
  start(file: string): string;
}

/** The name of the generated start script: the function's handler, which the adapter executes. */
const START_SCRIPT = 'mcp-lambda-start.sh';

/** The adapter's script in the layer: it starts the handler instead of the runtime's own loop. */
const WRAPPER = { AWS_LAMBDA_EXEC_WRAPPER: '/opt/bootstrap' };

/** A directory that is uploaded as it is, with a file that a managed runtime's interpreter starts. */
export class ManagedRuntimeCode implements CodeStrategy {
  readonly listener: Listener;

  constructor(
    private readonly directory: string,
    private readonly entry: string,
    options: McpServerCodeOptions,
    private readonly managed: ManagedRuntime,
  ) {
    this.listener = listenerOf(options);
  }

  describe(): CodeFacts {
    const { factory, runtime, family } = this.managed;
    const state = entryState(this.directory, this.entry);
    return {
      call: `McpServerCode.${factory}(${show(this.directory)}, { entry: ${state === 'a token' ? '…' : show(this.entry)} })`,
      ...describeDirectory(this.directory),
      runtime: { name: runtime.name, snapStart: runtime.supportsSnapStart },
      entry: { state, runtime: runtime.name, runtimeFits: runtime.family === family },
      listener: describeListener(this.listener),
      environment: WRAPPER,
    };
  }

  bind(scope: Construct): BoundCode {
    const script = `#!/bin/sh\n${this.managed.start(quote(this.entry))}\n`;
    return {
      code: withStartScript(this.directory, script, excluded(scope, this.directory)),
      runtime: this.managed.runtime,
      handler: START_SCRIPT,
      environment: WRAPPER,
    };
  }
}

/** For a POSIX shell, where nothing between single quotes has a meaning but the quote itself. */
function quote(entry: string): string {
  const file = entry.split(path.sep).join('/');
  const relative = file.startsWith('-') ? `./${file}` : file;
  return `'${relative.replace(/'/g, "'\\''")}'`;
}

/**
 * The directory and the script beside it. The asset's hash covers the directory and the bundling
 * options, not what bundling writes: the whole script stands in the options' environment for that.
 */
function withStartScript(directory: string, script: string, exclude: string[]): lambda.Code {
  return lambda.Code.fromAsset(directory, {
    exclude,
    bundling: {
      image: DockerImage.fromRegistry('unused'),
      environment: { MCP_LAMBDA_START: script },
      local: {
        tryBundle(output: string): boolean {
          copyDirectory(directory, output, exclude);
          fs.writeFileSync(path.join(output, START_SCRIPT), script);
          fs.chmodSync(path.join(output, START_SCRIPT), 0o755); // whatever the umask, and whatever lay there
          return true;
        },
      },
    },
  });
}
