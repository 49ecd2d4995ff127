import * as fs from 'node:fs';
import * as path from 'node:path';
import { AssetHashType, AssetStaging, DockerImage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BoundCode, CodeFacts, CodeStrategy, EntryFacts } from './bound-code';
import { BuiltCode } from './building/built-code';
import { describeBuilder, Tool, toolWorks } from './building/tools';
import { describeContents } from './contents';
import { copyDirectory, describeDirectory, describeSources, envFiles, excluded, patternsOf } from './files';
import { describeListener, Listener, listenerOf, McpServerCodeOptions } from './listener';
import { glibcOf } from './runtimes';
import { show } from '../private/errors';

/** What differs from one managed runtime, and one way to start a server on it, to the next. */
export interface ManagedRuntime {
  /** The factory's name, for messages. */
  readonly factory: string;
  readonly runtime: lambda.Runtime;
  readonly family: lambda.RuntimeFamily;
  readonly memorySize: number;
  readonly entry: string;
  readonly entryState: EntryFacts['state'];

  /** The lines of the shell script that starts the server. */
  readonly start: string;

  /** Files that lie beside the script. */
  readonly files: Readonly<Record<string, string>>;

  /** Variables that the server is told where the user does not set them. */
  readonly defaultEnvironment: Readonly<Record<string, string>>;

  /** Whether packages are to be installed and nothing says which. */
  readonly packagesUndeclared?: boolean;

  /** Set where the directory is built from, and not uploaded as it is. */
  readonly preparation?: Preparation;
}

/** How what is uploaded is made from the directory. */
export interface Preparation {
  readonly tool: Tool;
  readonly hash: AssetHashType;

  /** Where the directory is copied, too: what of it is left out besides. */
  readonly exclude?: string[];

  /** Fills the output, but for the start script and what lies beside it. */
  make(output: string, architecture: lambda.Architecture, exclude: string[]): void;

  /** The image for a container, and the commands of its shell that do the same, from and to CDK's directories. */
  container?(architecture: lambda.Architecture, exclude: string[]): { readonly image: string; readonly platform?: string; readonly script: string };
}

/** The name of the generated start script: the function's handler, which the adapter executes. */
const START_SCRIPT = 'mcp-lambda-start.sh';

/** The adapter's script in the layer: it starts the handler instead of the runtime's own loop. */
const WRAPPER = { AWS_LAMBDA_EXEC_WRAPPER: '/opt/bootstrap' };

/** A directory with a server that a managed runtime's interpreter starts: uploaded as it is, or built from. */
export class ManagedRuntimeCode implements CodeStrategy {
  readonly listener: Listener;
  readonly memorySize: number;
  private readonly files: Readonly<Record<string, string>>;

  constructor(private readonly directory: string, options: McpServerCodeOptions, private readonly managed: ManagedRuntime) {
    this.listener = listenerOf(options);
    this.memorySize = managed.memorySize;
    this.files = { ...managed.files, [START_SCRIPT]: `#!/bin/sh\n${managed.start}\n` };
  }

  describe(scope: Construct): CodeFacts {
    const { runtime, family, preparation, packagesUndeclared, entryState, defaultEnvironment } = this.managed;
    return {
      call: this.call(),
      ...(preparation ? describeSources(this.directory) : describeDirectory(this.directory)),
      ...preparation?.exclude && { envFiles: envFiles(this.directory) },
      contents: preparation ? undefined : describeContents(this.directory, excluded(scope, this.directory)),
      glibc: glibcOf(runtime),
      builder: preparation && describeBuilder(scope, preparation.tool, preparation.container !== undefined),
      packagesUndeclared,
      entry: { state: entryState, runtime: runtime.name, runtimeFits: runtime.family === family },
      runtime: { name: runtime.name, snapStart: runtime.supportsSnapStart },
      listener: describeListener(this.listener),
      environment: { ...defaultEnvironment, ...WRAPPER },
    };
  }

  bind(scope: Construct, architecture: lambda.Architecture): BoundCode {
    const { preparation, runtime, defaultEnvironment } = this.managed;
    const built = preparation && this.build(scope, architecture, preparation);
    return {
      code: built ?? this.asItIs(excluded(scope, this.directory)),
      runtime,
      handler: START_SCRIPT,
      environment: WRAPPER,
      defaultEnvironment,
      built: () => built?.directory === undefined ? undefined : { contents: describeContents(built.directory) },
    };
  }

  /**
   * The directory and the script beside it. The asset's hash covers the directory and the bundling
   * options, not what bundling writes: all of that stands in the options' environment for it.
   */
  private asItIs(exclude: string[]): lambda.Code {
    return lambda.Code.fromAsset(this.directory, {
      exclude: patternsOf(exclude),
      bundling: {
        image: DockerImage.fromRegistry('unused'),
        environment: this.fingerprint(),
        local: {
          tryBundle: (output: string): boolean => {
            copyDirectory(this.directory, output, exclude);
            this.writeFiles(output);
            return true;
          },
        },
      },
    });
  }

  private build(scope: Construct, architecture: lambda.Architecture, preparation: Preparation): BuiltCode {
    const exclude = [...excluded(scope, this.directory), ...preparation.exclude ?? []];
    const { image, platform, script } = preparation.container?.(architecture, exclude) ?? { image: 'unused', script: '' };
    const variables = Object.keys(this.files).map((name, index) => [name, `MCP_LAMBDA_FILE_${index}`]);
    const write = variables.map(([name, variable]) => `printf %s "$${variable}" > ${AssetStaging.BUNDLING_OUTPUT_DIR}/${name}`);
    return new BuiltCode({
      call: this.call(),
      directory: this.directory,
      exclude,
      hash: preparation.hash,
      toolWorks: () => toolWorks(preparation.tool),
      make: (output) => {
        preparation.make(output, architecture, exclude);
        this.writeFiles(output);
      },
      container: {
        image,
        platform,
        command: ['sh', '-ceu', [script, ...write, `chmod 755 ${AssetStaging.BUNDLING_OUTPUT_DIR}/${START_SCRIPT}`].join('\n')],
      },
      fingerprint: Object.fromEntries(variables.map(([name, variable]) => [variable, this.files[name]])),
    });
  }

  private writeFiles(output: string): void {
    for (const [name, content] of Object.entries(this.files)) {
      fs.writeFileSync(path.join(output, name), content);
      fs.chmodSync(path.join(output, name), name === START_SCRIPT ? 0o755 : 0o644); // whatever the umask, and whatever lay there
    }
  }

  private fingerprint(): Record<string, string> {
    return { MCP_LAMBDA_START: this.files[START_SCRIPT], ...this.managed.files };
  }

  private call(): string {
    const { factory, entry, entryState } = this.managed;
    return `McpServerCode.${factory}(${show(this.directory)}, { entry: ${entryState === 'a token' ? '…' : show(entry)} })`;
  }
}

/** For a POSIX shell, where nothing between single quotes has a meaning but the quote itself. */
export function quote(entry: string): string {
  const file = entry.split(path.sep).join('/');
  const relative = file.startsWith('-') ? `./${file}` : file;
  return `'${relative.replace(/'/g, "'\\''")}'`;
}
