import * as fs from 'node:fs';
import * as path from 'node:path';
import { DockerImage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { copyDirectory, describeDirectory, describeEntry, NOT_UPLOADED } from './files';
import { describeListener, listenerOf, McpServerCodeOptions } from './listener';
import { BoundCode, CodeFacts, CodeStrategy } from './strategy';

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

/** The name of the generated start script: the function's handler, which the adapter executes. */
const START_SCRIPT = 'mcp-lambda-start.sh';

/** The adapter's script in the layer: it starts the handler instead of Node's own loop. */
const WRAPPER = { AWS_LAMBDA_EXEC_WRAPPER: '/opt/bootstrap' };

/** A directory that is uploaded as it is, on a managed Node.js runtime. */
export class NodejsCode implements CodeStrategy {
  constructor(
    private readonly directory: string,
    private readonly options: McpNodejsCodeOptions,
  ) {}

  describe(): CodeFacts {
    const { entry } = this.options;
    return {
      call: `McpServerCode.nodejs(${JSON.stringify(this.directory)}, { entry: ${JSON.stringify(entry)} })`,
      directory: this.directory,
      directoryState: describeDirectory(this.directory),
      entry: describeEntry(this.directory, entry),
      listener: describeListener(listenerOf(this.options)),
      environment: WRAPPER,
    };
  }

  bind(): BoundCode {
    return {
      code: withStartScript(this.directory, startScript(this.options.entry)),
      runtime: this.options.runtime ?? lambda.Runtime.NODEJS_24_X,
      handler: START_SCRIPT,
      listener: listenerOf(this.options),
      environment: WRAPPER,
    };
  }
}

function startScript(entry: string): string {
  const file = entry.split(path.sep).join('/');
  return `#!/bin/sh\nexec node ${quote(file.startsWith('-') ? `./${file}` : file)}\n`;
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
