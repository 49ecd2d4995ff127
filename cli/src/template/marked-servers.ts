import { DOMAIN_OUTPUT, MCP_OUTPUT } from 'cdk-mcp-lambda/lib/private/mcp-output';
import type { StackTemplate } from './assembly/assembly';
import { secretName } from './function/secret-ids';
import type { SecretService } from './function/secret-ids';
import { readSecrets } from './function/secrets';
import { doorTo, MarkedDoor } from './marked-door';
import type { Resource } from './resources/resources';
import { Resources } from './resources/resources';
import { serverName } from './server-name';
import { isObject, objectOf, own, textOf } from './values/json';

/** A server of the library as a template has it: what is needed to deploy it, to call it, and to find its logs. */
export interface MarkedServer {
  /** The construct path below the stack: `Server`. */
  readonly name: string;
  /** The name of the output with the URL for clients. */
  readonly output: string;
  /** The name of the output that says where a CNAME record of the domain name must lead; missing where there is none to be made. */
  readonly targetOutput?: string;
  /** The logical id of the function that runs the server. */
  readonly functionId: string;
  /** The function's name, `name` of deploy.toml; missing where CloudFormation makes one up. */
  readonly functionName?: string;
  /** The logical id of the alias behind the endpoint. */
  readonly aliasId: string;
  readonly door: MarkedDoor;
  readonly logGroups: readonly ServerLogGroup[];
}

/** A log group of a server: by the logical id, where the stack makes it, else by its name. */
export interface ServerLogGroup {
  readonly of: 'server' | 'api';
  readonly logicalId?: string;
  readonly name?: string;
}

const HASH = '[0-9A-F]{8}';

/**
 * The servers that the library has put into a template. It knows them by the output that every server has: so
 * it is for a template of the app as for one that was deployed, whatever became of the rest.
 */
export function markedServers(stack: StackTemplate): MarkedServer[] {
  const resources = new Resources(stack);
  const aliases = resources.ofType('AWS::Lambda::Alias');
  const outputs = objectOf(stack.template.Outputs);
  return Object.entries(outputs).filter(isMarked).flatMap(([output]) => {
    const prefix = output.replace(new RegExp(`${MCP_OUTPUT.id}${HASH}$`), '');
    const alias = aliases.find(({ logicalId }) => new RegExp(`^${prefix}Alias${HASH}$`).test(logicalId));
    const [lambda] = alias ? resources.named(alias.properties.FunctionName) : [];
    if (!alias || !lambda) return [];
    const targetOutput = Object.keys(outputs).find((name) => new RegExp(`^${prefix}${DOMAIN_OUTPUT.id}${HASH}$`).test(name));
    // As it is written: what is made of other values, a deployment alone knows.
    const functionName = textOf(own(own(own(stack.template.Resources, lambda.logicalId), 'Properties'), 'FunctionName'));
    return [{
      name: serverName(alias, stack).replace(/\/Alias$/, ''),
      output,
      ...targetOutput !== undefined && { targetOutput },
      functionId: lambda.logicalId,
      ...functionName !== undefined && { functionName },
      aliasId: alias.logicalId,
      door: doorTo(lambda, resources, ({ logicalId }) => logicalId.startsWith(prefix)),
      logGroups: [...logGroup('server', own(lambda.properties.LoggingConfig, 'LogGroup'), resources), ...accessLogs(prefix, resources)],
    }];
  });
}

/** Whether an output's name and description are the library's. */
export function isServerOutput(name: string, description: string | undefined): boolean {
  return description === MCP_OUTPUT.description && new RegExp(`${MCP_OUTPUT.id}${HASH}$`).test(name);
}

/** A secret or parameter that a template names and does not make. */
export interface NeededSecret {
  readonly service: SecretService;
  readonly name: string;
}

/** Secrets that have to be there before a deploy: what the roles of functions may read by its name, and what CloudFormation itself reads. */
export function neededSecrets(stack: StackTemplate): NeededSecret[] {
  const resources = new Resources(stack);
  const granted = resources.ofType('AWS::Lambda::Function').flatMap((lambda) => readSecrets(lambda, resources, stack)?.granted ?? []);
  const named = granted
    // A wildcard names none; an invented id stands for one that the stack makes.
    .map(({ service, resource }) => ({ service, name: secretName(service, resource) }))
    .filter(({ name }) => !/[*?]/.test(name) && !name.startsWith('local-'));
  const resolved = [...JSON.stringify(stack.template).matchAll(/\{\{resolve:secretsmanager:((?:arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:)?[^:{}"\\]+)/g)]
    .map(([, name]): NeededSecret => ({ service: 'secretsmanager', name: secretName('secretsmanager', name) }));
  return [...new Map([...named, ...resolved].map((each) => [`${each.service} ${each.name}`, each])).values()];
}

/** Resources that stay when the stack goes, by their logical ids. */
export function retainedIds({ template }: Pick<StackTemplate, 'template'>): Set<string> {
  return new Set(Object.entries(objectOf(template.Resources))
    .filter(([, resource]) => ['Retain', 'RetainExceptOnCreate'].includes(textOf(own(resource, 'DeletionPolicy')) ?? ''))
    .map(([logicalId]) => logicalId));
}

/** Log groups that the template names and keeps: they may be there from a stack of before. */
export function keptLogGroups(stack: StackTemplate): { readonly logicalId: string; readonly name: string }[] {
  const kept = retainedIds(stack);
  return Object.entries(objectOf(stack.template.Resources)).flatMap(([logicalId, resource]) => {
    const name = textOf(own(own(resource, 'Properties'), 'LogGroupName'));
    return own(resource, 'Type') === 'AWS::Logs::LogGroup' && kept.has(logicalId) && name !== undefined ? [{ logicalId, name }] : [];
  });
}

function isMarked([name, output]: [string, unknown]): boolean {
  return isObject(output) && isServerOutput(name, textOf(output.Description));
}

function accessLogs(prefix: string, resources: Resources): ServerLogGroup[] {
  const stages = resources.where(({ logicalId, type }) => logicalId.startsWith(prefix) && ['AWS::ApiGatewayV2::Stage', 'AWS::ApiGateway::Stage'].includes(type));
  const groups = stages.flatMap(({ properties }) => logGroup(
    'api', own(properties.AccessLogSettings, 'DestinationArn') ?? own(properties.AccessLogSetting, 'DestinationArn'), resources));
  // Stages beside each other share one.
  return [...new Map(groups.map((group) => [group.logicalId ?? group.name, group])).values()];
}

function logGroup(of: ServerLogGroup['of'], value: unknown, resources: Resources): ServerLogGroup[] {
  const [made]: Resource[] = resources.named(value as Parameters<Resources['named']>[0]).filter(({ type }) => type === 'AWS::Logs::LogGroup');
  if (made) return [{ of, logicalId: made.logicalId }];
  return typeof value === 'string' ? [{ of, name: value.replace(/^arn:.*:log-group:/, '').replace(/:\*$/, '') }] : [];
}
