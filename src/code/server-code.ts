import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { AssetCode } from './asset';
import { BoundCode, CodeFacts, CodeStrategy } from './bound-code';
import { CargoCode, McpCargoCodeOptions } from './cargo/cargo';
import { ExistingCode } from './existing';
import { EcrImageCode, McpEcrImageCodeOptions } from './image/ecr-image';
import { ImageCode, McpImageCodeOptions } from './image/image';
import { Listener, McpServerCodeOptions } from './listener';
import { McpNodejsCodeOptions, nodejsCode } from './nodejs/nodejs';
import { McpPythonCodeOptions, pythonCode } from './python/python';

/**
 * The MCP server's code: where it is, and how it is started. The server is a plain HTTP server that
 * listens on the port in the environment variable `PORT`; the Lambda Web Adapter turns invocations
 * into requests to it.
 *
 * @see https://github.com/aws/aws-lambda-web-adapter
 */
export class McpServerCode {
  /**
   * A directory with an executable file named `bootstrap`, for the runtime `provided.al2023`: a
   * compiled server (Rust, Go, …) or a script that starts one. It must be built for the function's
   * `architecture`.
   *
   * @param directory the directory, relative to the process's working directory or absolute
   * @param options how the server listens
   * @throws at synthesis, where `bootstrap` is missing, not executable, built for another
   * architecture, or a script with Windows line ends
   */
  public static asset(directory: string, options: McpServerCodeOptions = {}): McpServerCode {
    return new McpServerCode(new AssetCode(directory, options));
  }

  /**
   * A Rust crate, which is built during synthesis for the function's `architecture`, with
   * [cargo-lambda](https://www.cargo-lambda.info) where it is installed and in a container of it
   * otherwise. A crate of a workspace that is built in a container is named by `bin` in the
   * directory of the workspace, as the container sees nothing outside of the directory.
   *
   * @param directory the directory of `Cargo.toml`, relative to the process's working directory or absolute
   * @param options which binary, how it is built, and how the server listens
   * @throws at synthesis, where there is neither cargo-lambda nor Docker, where the binary is not plain
   * or the build fails, and where Lambda could not run the result
   */
  public static cargo(directory: string, options: McpCargoCodeOptions = {}): McpServerCode {
    return new McpServerCode(new CargoCode(directory, options));
  }

  /**
   * A directory with a Node.js server: uploaded as it is, with its `node_modules` or a bundle in it, or
   * bundled during synthesis, with `bundle`.
   *
   * @param directory the directory, relative to the process's working directory or absolute
   * @param options the entry file, and how the server listens
   * @throws at synthesis, where the entry file is missing or lies outside of the directory, and where
   * it cannot be bundled
   */
  public static nodejs(directory: string, options: McpNodejsCodeOptions): McpServerCode {
    return new McpServerCode(nodejsCode(directory, options));
  }

  /**
   * A directory with a Python server. Where a `uv.lock`, a `requirements.txt` or a `pyproject.toml` is in
   * it, the packages are installed during synthesis; else the directory is uploaded as it is, with the
   * packages that `pip install --target` has put there.
   *
   * @param directory the directory, relative to the process's working directory or absolute
   * @param options the entry file, and how the server listens
   * @throws at synthesis, where the entry is missing or lies outside of the directory, and where
   * packages cannot be installed
   */
  public static python(directory: string, options: McpPythonCodeOptions): McpServerCode {
    return new McpServerCode(pythonCode(directory, options));
  }

  /**
   * A directory with a Dockerfile, which is built for the function's `architecture` while it is deployed. As
   * an image takes no layers, a line of the Dockerfile copies the adapter into it:
   * `COPY --from=public.ecr.aws/awsguru/aws-lambda-adapter:1.1.0 /lambda-adapter /opt/extensions/lambda-adapter`.
   *
   * @param directory the directory, relative to the process's working directory or absolute
   * @param options how the image is built, what it starts, and how the server listens
   * @throws at synthesis, where the Dockerfile or its stage is missing, and where the server is given an
   * adapter or layers
   */
  public static image(directory: string, options: McpImageCodeOptions = {}): McpServerCode {
    return new McpServerCode(new ImageCode(directory, options));
  }

  /**
   * An image that has been pushed already, for the function's `architecture` and with the adapter in it.
   *
   * @param repository the repository, in the function's region
   * @param options which image, what it starts, and how the server listens
   * @throws at synthesis, where no such tag can be, and where the server is given an adapter or layers
   */
  public static imageFromEcr(repository: ecr.IRepository, options: McpEcrImageCodeOptions): McpServerCode {
    return new McpServerCode(new EcrImageCode(repository, options));
  }

  /**
   * A function that you make, with the adapter beside the server: in a layer, or in its image. It is given
   * environment variables, permissions to read the server's secrets, and an alias; whatever else it is to have
   * is set on itself. It is for one server alone.
   *
   * @param fn the function, in the server's stack
   * @param options how the server listens
   * @throws at synthesis, where the function is of another stack, imported, or another server's, and for
   * settings of the server that are the function's own
   */
  public static existing(fn: lambda.Function, options: McpServerCodeOptions = {}): McpServerCode {
    return new McpServerCode(new ExistingCode(fn, options));
  }

  private constructor(private readonly strategy: CodeStrategy) {}

  /** The function of `McpServerCode.existing(…)`, which has its settings already; unset for any other code. */
  public get existingFunction(): lambda.Function | undefined {
    return this.strategy.existing;
  }

  /** @internal */
  public _listener(): Listener {
    return this.strategy.listener;
  }

  /** @internal */
  public _memorySize(): number {
    return this.strategy.memorySize;
  }

  /** @internal */
  public _describe(scope: Construct): CodeFacts {
    return this.strategy.describe(scope);
  }

  /** @internal */
  public _bind(scope: Construct, architecture: lambda.Architecture): BoundCode {
    return this.strategy.bind(scope, architecture);
  }
}
