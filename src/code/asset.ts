import * as path from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { describeDirectory, describeExecutable, NOT_UPLOADED } from './files';
import { describeListener, listenerOf, McpServerCodeOptions } from './listener';
import { BoundCode, CodeFacts, CodeStrategy } from './strategy';

/**
 * A directory with an executable `bootstrap`. On `provided.al2023` Lambda starts it by that name, and
 * the adapter runs beside it as an extension: no wrapper, and the handler's name is ignored.
 */
export class AssetCode implements CodeStrategy {
  constructor(
    private readonly directory: string,
    private readonly options: McpServerCodeOptions,
  ) {}

  describe(): CodeFacts {
    return {
      call: `McpServerCode.asset(${JSON.stringify(this.directory)})`,
      directory: this.directory,
      directoryState: describeDirectory(this.directory),
      bootstrap: describeExecutable(path.join(this.directory, 'bootstrap')),
      listener: describeListener(listenerOf(this.options)),
      environment: {},
    };
  }

  bind(): BoundCode {
    return {
      code: lambda.Code.fromAsset(this.directory, { exclude: NOT_UPLOADED }),
      runtime: lambda.Runtime.PROVIDED_AL2023,
      handler: 'bootstrap',
      listener: listenerOf(this.options),
      environment: {},
    };
  }
}
