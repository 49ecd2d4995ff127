import * as path from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BoundCode, CodeFacts, CodeStrategy } from './bound-code';
import { describeContents } from './contents';
import { describeExecutable } from './executable';
import { describeDirectory, excluded, patternsOf } from './files';
import { describeListener, Listener, listenerOf, McpServerCodeOptions } from './listener';
import { AL2023_GLIBC, MEMORY } from './runtimes';

/**
 * A directory with an executable `bootstrap`. On `provided.al2023` Lambda starts it by that name, and
 * the adapter runs beside it as an extension: no wrapper, and the handler's name is ignored.
 */
export class AssetCode implements CodeStrategy {
  readonly listener: Listener;
  readonly memorySize = MEMORY.native;

  constructor(private readonly directory: string, options: McpServerCodeOptions) {
    this.listener = listenerOf(options);
  }

  describe(scope: Construct): CodeFacts {
    return {
      call: `McpServerCode.asset(${JSON.stringify(this.directory)})`,
      ...describeDirectory(this.directory),
      contents: describeContents(this.directory, excluded(scope, this.directory)),
      glibc: AL2023_GLIBC,
      runtime: { name: lambda.Runtime.PROVIDED_AL2023.name, snapStart: false },
      bootstrap: describeExecutable(path.join(this.directory, 'bootstrap')),
      listener: describeListener(this.listener),
      environment: {},
    };
  }

  bind(scope: Construct): BoundCode {
    return {
      code: lambda.Code.fromAsset(this.directory, { exclude: patternsOf(excluded(scope, this.directory)) }),
      runtime: lambda.Runtime.PROVIDED_AL2023,
      handler: 'bootstrap',
      environment: {},
    };
  }
}
