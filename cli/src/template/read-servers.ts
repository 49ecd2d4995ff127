import { UserError } from '../errors';
import { readStacks } from './assembly/assembly';
import type { StackTemplate } from './assembly/assembly';
import { doorsTo } from './doors';
import { runsAdapter } from './function/adapter';
import { readFunction, Starting } from './function/function-facts';
import { functionNotices } from './function/function-notices';
import { readSecrets } from './function/secrets';
import type { ServedServer } from './model';
import { otherDoors } from './other-doors';
import type { Resource } from './resources/resources';
import { Resources } from './resources/resources';
import { serverName } from './server-name';
import { described } from './values/described';
import { textOf } from './values/json';
import { Unresolved } from './values/resolved';

/** A function, or a stack of them, that `dev` cannot serve, and why. */
export interface RefusedServer {
  readonly name: string;
  readonly stack: string;
  readonly reason: string;
  /** False for a function without the adapter: it was probably never meant to be a server. */
  readonly likely: boolean;
  /** True where the assembly lacks the function's code, and synthesis brings it back. */
  readonly incomplete?: boolean;
}

/** All that was found in an assembly. */
export interface FoundServers {
  readonly servers: readonly ServedServer[];
  readonly refused: readonly RefusedServer[];
  /** The names of the stacks that were read. */
  readonly stacks: readonly string[];
  /** What constructs warned about while they were synthesised. */
  readonly warnings: readonly ConstructMessage[];
  /** What they remarked besides: what could be better, and is fine as it is. */
  readonly remarks: readonly ConstructMessage[];
}

/** What a construct said while it was synthesised. */
export interface ConstructMessage {
  /** The name of its stack. */
  readonly stack: string;
  readonly constructPath: string;
  readonly message: string;
}

/** Reads every template of a cloud assembly and finds the MCP servers in it. */
export function readServers(assemblyDirectory: string, starting: Starting = { ownCommand: false }): FoundServers {
  const stacks = readStacks(assemblyDirectory);
  const findings = stacks.flatMap((stack) => readStack(stack, starting));
  return {
    servers: findings.filter((finding): finding is ServedServer => 'door' in finding),
    refused: findings.filter((finding): finding is RefusedServer => 'reason' in finding),
    stacks: stacks.map(({ name }) => name),
    warnings: saidBy(stacks, 'warning'),
    remarks: saidBy(stacks, 'info'),
  };
}

function saidBy(stacks: readonly StackTemplate[], of: 'info' | 'warning'): ConstructMessage[] {
  return stacks.flatMap(({ name: stack, annotations }) => annotations
    .filter(({ level }) => level === of)
    .map(({ constructPath, message }) => ({ stack, constructPath, message })));
}

function readStack(stack: StackTemplate, starting: Starting): (ServedServer | RefusedServer)[] {
  const resources = new Resources(stack);
  const nested = resources.ofType('AWS::CloudFormation::Stack').map((each): RefusedServer => (
    { name: serverName(each, stack), stack: stack.name, reason: 'it is a nested stack, which dev does not read yet', likely: true }));
  const findings = [...resources.ofType('AWS::Lambda::Function').map((lambda) => readLambda(lambda, stack, resources, starting)), ...nested];
  if (findings.some((finding) => 'door' in finding)) {
    refuseErrors(stack);
  }
  return findings;
}

function readLambda(lambda: Resource, stack: StackTemplate, resources: Resources, starting: Starting): ServedServer | RefusedServer {
  const name = serverName(lambda, stack);
  const refused = (reason: string, likely = true): RefusedServer => ({ name, stack: stack.name, reason, likely });
  if (!runsAdapter(lambda)) {
    return refused(`it does not run the Lambda Web Adapter (${textOf(lambda.properties.Runtime) ?? 'container image'})`, false);
  }
  const doors = otherDoors(lambda, resources);
  const [found, ...otherApis] = doorsTo(lambda, resources, stack);
  if (found === undefined) {
    return refused(doors.length > 0 ? `it is reached through ${doors.join(' and ')}, which dev does not serve yet` : noDoor(resources));
  }
  const reading = readFunction(lambda, found, resources, stack, starting);
  if ('refusal' in reading) {
    return { ...refused(reading.refusal), incomplete: reading.incomplete };
  }
  const door = found.read();
  const secrets = readSecrets(lambda, resources, stack);
  const others = [...doors, ...otherApis.map((other) => other.name)];
  return {
    name,
    stack: stack.name,
    region: stack.region,
    function: reading.facts,
    door: door.facts,
    ...secrets && { secrets },
    notices: [
      ...reading.notices,
      ...functionNotices(lambda),
      ...door.notices,
      ...others.map((other) => ({ id: 'other-door', message: `${name} is also reached through ${other}, which is not served locally.` })),
    ],
  };
}

function noDoor(resources: Resources): string {
  const unclear = resources.ofType('AWS::ApiGatewayV2::Integration').filter(({ properties }) => properties.IntegrationUri instanceof Unresolved);
  return [
    'no HTTP API, REST API or function URL of its stack leads to it, and dev does not look for one in other stacks',
    ...unclear.map(({ logicalId, properties }) => `the IntegrationUri of ${logicalId} is ${described(properties.IntegrationUri)}`),
  ].join('; ');
}

/** Throws what constructs have said that a deploy refuses. */
export function refuseErrors({ name, annotations }: Pick<StackTemplate, 'name' | 'annotations'>): void {
  const errors = annotations.filter(({ level }) => level === 'error');
  if (errors.length > 0) {
    throw new UserError([
      `The stack ${name} has errors with which \`cdk deploy\` refuses it:`,
      ...errors.map(({ message }) => `  ${message}`),
    ].join('\n'));
  }
}
