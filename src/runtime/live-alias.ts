import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { McpProvisionedConcurrency } from './provisioned-concurrency';

/** What the live alias is made from. */
export interface LiveAliasProps {
  readonly aliasName: string;
  readonly version: lambda.IVersion;
  readonly provisionedConcurrency?: McpProvisionedConcurrency;
}

/** The alias that every door leads to. How many instances it keeps ready changes neither its id nor a route. */
export function liveAlias(scope: Construct, id: string, { aliasName, version, provisionedConcurrency }: LiveAliasProps): lambda.Alias {
  const alias = new lambda.Alias(scope, id, { aliasName, version });
  provisionedConcurrency?._bind(alias);
  return alias;
}
