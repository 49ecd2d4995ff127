import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { API_ID } from './event-facts';
import { LambdaFunction, REGION } from './lambda-function';
import { McpLambdaServer, McpLambdaServerProps } from '../../../src';

/**
 * The function that `McpLambdaServer` makes of these props, read from the template that it synthesises
 * into the directory, where the code is too. Overrides of its environment are for
 * what no construct sets yet, like a streaming front door.
 */
export function synthesised(
  props: McpLambdaServerProps, outdir: string, overrides: Readonly<Record<string, string>> = {},
): LambdaFunction {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Stack');
  new McpLambdaServer(stack, 'Server', props);
  const assembly = app.synth();
  const template = assembly.getStackByName(stack.stackName).template as { Resources: Record<string, Resource> };
  const functions = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
  if (functions.length !== 1) throw new Error(`the template has ${functions.length} functions`);
  const [[functionName, { Properties }]] = functions;
  const asset = String((Properties.Code as { S3Key: unknown }).S3Key).replace(/\.zip$/, '');
  const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
  return {
    functionName,
    runtime: String(Properties.Runtime),
    handler: String(Properties.Handler),
    codeDirectory: join(assembly.directory, `asset.${asset}`),
    memoryMb: Number(Properties.MemorySize),
    timeoutSeconds: Number(Properties.Timeout),
    environment: { ...Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, resolve(value)])), ...overrides },
    logFormat: (Properties.LoggingConfig as { LogFormat?: 'JSON' | 'Text' } | undefined)?.LogFormat,
  };
}

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

const PSEUDO: Readonly<Record<string, string>> = { 'AWS::Region': REGION, 'AWS::URLSuffix': 'amazonaws.com', 'AWS::Partition': 'aws' };

/** What CloudFormation would put there: the one reference to a resource is that to the API. */
function resolve(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join_ } = value as { 'Ref'?: string; 'Fn::Join'?: [string, unknown[]] };
  if (Ref !== undefined) return PSEUDO[Ref] ?? API_ID;
  if (join_ !== undefined) return join_[1].map(resolve).join(join_[0]);
  throw new Error(`a value that only CloudFormation knows: ${JSON.stringify(value)}`);
}
