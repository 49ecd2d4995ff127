import { Aspects, IAspect, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** By symbols that all copies of this library share, and not by classes: an app may hold it twice, and servers may be of subclasses. */
const SERVER = Symbol.for('cdk-mcp-lambda.McpLambdaServer');
const REQUIREMENT = Symbol.for('cdk-mcp-lambda.McpRequireAuth');

/** Puts the server under what the scopes around it require, also those outside of its `Stage`, where CDK's aspects end. */
export function underRequirements(server: IConstruct): void {
  Object.defineProperty(server, SERVER, { value: true });
  Aspects.of(server).add({ visit: (node) => node === server && outsideOfStage(server).forEach((requirement) => requirement.visit(server)) });
}

/** Lets servers in stages find what the scopes around them require. */
export function markRequirement(aspect: IAspect): void {
  Object.defineProperty(aspect, REQUIREMENT, { value: true });
}

export function isServer(node: IConstruct): boolean {
  return SERVER in node;
}

function outsideOfStage(server: IConstruct): IAspect[] {
  const around = Stage.of(server)?.node.scopes.slice(0, -1) ?? [];
  return around.flatMap((scope) => Aspects.of(scope).all).filter((aspect) => REQUIREMENT in aspect);
}
