import { Project } from './open-project';
import { DeployedStack, StackResource, Stacks } from '../aws/stacks';
import { constructPath } from '../construct-path';
import { UserError } from '../errors';
import type { StackTemplate } from '../template/assembly/assembly';
import type { MarkedDoor } from '../template/marked-door';
import { isServerOutput, markedServers, retainedIds } from '../template/marked-servers';
import { isObject, own } from '../template/values/json';

/** A server that is deployed, by the names that it has in the account. */
export interface DeployedServer {
  readonly name: string;
  /** The URL for clients. */
  readonly url: string;
  readonly door: MarkedDoor;
  /** Where a CNAME record of the domain name in the URL must lead; missing where none is to be made. */
  readonly recordTarget?: string;
  /** The ARN of the alias behind the URL. */
  readonly alias: string;
  readonly logGroups: readonly { readonly of: 'server' | 'api'; readonly name: string }[];
}

/** A stack of ours as it is in the account. */
export interface OurStack {
  readonly stack: DeployedStack;
  readonly servers: readonly DeployedServer[];
  readonly resources: readonly OurResource[];
  /** Those of the resources that stay when the stack goes. */
  readonly retained: readonly OurResource[];
}

/** A resource of a stack of ours. */
export interface OurResource extends StackResource {
  /** The construct path, where the template has it. */
  readonly path?: string;
}

/** The project's stack in the account, which must have servers of the library; undefined where there is no stack. */
export async function readDeployed({ account, region, stack: { name } }: Pick<Project, 'account' | 'region' | 'stack'>): Promise<OurStack | undefined> {
  const stacks = new Stacks(account, region);
  const stack = await stacks.find(name);
  // A first deploy that was never executed has left a stack without anything in it.
  if (stack === undefined || stack.status === 'REVIEW_IN_PROGRESS' || stack.status === 'DELETE_COMPLETE') return undefined;
  const [text, listed] = await Promise.all([stacks.template(name), stacks.resources(name)]);
  const template = templateIn(text, stack, region);
  if (!isOurs(stack, template)) throw notOurs(stack, region);
  const retained = retainedIds(template);
  const resources = listed.map((resource): OurResource => ({ ...resource, path: constructPath(own(own(template.template.Resources, resource.logicalId), 'Metadata')) }));
  const physical = new Map(resources.map(({ logicalId, physicalId }) => [logicalId, physicalId]));
  return {
    stack,
    resources,
    servers: markedServers(template).flatMap(({ name: server, output, targetOutput, aliasId, door, logGroups }): DeployedServer[] => {
      const valueOf = (searched: string) => stack.outputs.find((each) => each.name === searched)?.value;
      const url = valueOf(output);
      const recordTarget = targetOutput === undefined ? undefined : valueOf(targetOutput);
      const alias = physical.get(aliasId);
      if (url === undefined || alias === undefined) return [];
      const groups = logGroups.flatMap(({ of, logicalId, name: known }) => {
        const group = logicalId === undefined ? known : physical.get(logicalId);
        return group === undefined ? [] : [{ of, name: group }];
      });
      return [{ name: server, url, door, ...recordTarget !== undefined && { recordTarget }, alias, logGroups: groups }];
    }),
    retained: resources.filter(({ logicalId }) => retained.has(logicalId)),
  };
}

/** The same, where there has to be one. */
export async function readDeployedOrFail(project: Pick<Project, 'account' | 'region' | 'stack'>): Promise<OurStack> {
  const found = await readDeployed(project);
  if (found === undefined) {
    throw new UserError(`The stack ${project.stack.name} is not deployed to ${project.region}: run \`mcp-lambda deploy\`, or name another account with --profile or region with --region.`, 2);
  }
  return found;
}

/** A stack whose creation has failed has a template and no outputs. */
function isOurs(stack: DeployedStack, template: StackTemplate): boolean {
  return stack.outputs.some(({ name, description }) => isServerOutput(name, description)) || markedServers(template).length > 0;
}

function notOurs({ name, id }: DeployedStack, region: string): UserError {
  return new UserError(`The stack ${name} in ${region} has no MCP server of cdk-mcp-lambda, so it is left alone (${id}). `
    + 'Does another app have a stack of that name? Name the right account or region with --profile or --region.');
}

/** Templates of the CDK are JSON; what is YAML is somebody else's. */
export function templateIn(text: string, { name }: DeployedStack, region: string): StackTemplate {
  let template: unknown;
  try {
    template = JSON.parse(text);
  } catch {
    template = {};
  }
  return { name, path: name, region, account: '', template: isObject(template) ? template : {}, directory: '', assets: new Map(), annotations: [] };
}
