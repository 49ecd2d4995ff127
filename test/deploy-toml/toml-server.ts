import * as path from 'node:path';
import { App, Stack, StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DeployConfig, McpLambdaServer } from '../../src';
import { directoryOf } from '../support';

/** A project with a server that is built already, and what stands in its `deploy.toml`. */
export function projectWith(toml: string, files: Record<string, string> = { bootstrap: '#!/bin/sh\nexec ./server\n' }): string {
  return path.join(directoryOf({ ...files, '.pmcp/deploy.toml': toml }), '.pmcp', 'deploy.toml');
}

/** The smallest file, in which everything else has its default. */
export const SMALLEST = '[server]\nname = "tools"\n[auth]\nenabled = false\n';

const ENV = { account: '123456789012', region: 'eu-central-1' };

export interface TomlStack {
  readonly stack: Stack;
  readonly server: McpLambdaServer;
}

/** A stack as an app makes it after a file. */
export function stackOf(file: string, context: Record<string, unknown> = {}, props: StackProps = {}): TomlStack {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [], ...context } });
  const config = DeployConfig.fromFile(file, { env: app.node.tryGetContext('mcp-lambda:env') });
  const { account = ENV.account, region = ENV.region } = config.env;
  const stack = new Stack(app, config.stackName, { env: { account, region }, ...props });
  return { stack, server: McpLambdaServer.fromDeployToml(stack, 'Server', file) };
}

/** The template of such a stack; `Template` also finds resources that depend on each other. */
export function templateOf(file: string, context: Record<string, unknown> = {}): Record<string, any> {
  return Template.fromStack(stackOf(file, context).stack).toJSON();
}

/** What the file is refused with. */
export function complaintAbout(file: string, context: Record<string, unknown> = {}): string {
  try {
    templateOf(file, context);
    return '';
  } catch (error) {
    return (error as Error).message.replaceAll(path.dirname(path.dirname(file)), '<project>');
  }
}
