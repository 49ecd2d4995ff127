import { readAdapter } from './adapter';
import { adapterNotices } from './adapter-notices';
import { codeDirectory } from './code-directory';
import { readEnvironment } from './environment';
import { readInvoked } from './invoked';
import type { StackTemplate } from '../assembly/assembly';
import type { FunctionFacts, LambdaFacts, Notice } from '../model';
import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { textOf, textsOf } from '../values/json';
import { readNumber } from '../values/numbers';
import { Unresolved } from '../values/resolved';
import type { Resolved } from '../values/resolved';

/** A function that can be run here, or why it cannot. */
export type FunctionReading<Facts extends LambdaFacts> =
  | { readonly facts: Facts; readonly notices: readonly Notice[] }
  | { readonly refusal: string; readonly incomplete?: boolean };

/** What invokes it. */
export interface Invoking {
  readonly api: Resource;
  /** What of the function it invokes. */
  readonly uris: readonly (Resolved | undefined)[];
}

/** What invokes a function with the adapter. */
export interface InvokingServer extends Invoking {
  /** Whether it waits for the function's whole answer, at least at one place. */
  readonly waits: boolean;
}

/** How a server is started. */
export interface Starting {
  /** By a command of the developer's, in place of what the template has. */
  readonly ownCommand: boolean;
}

const IMAGE = 'it is a container image, and dev runs a function from its directory';

/** Lambda's own limits, and its defaults for what a template leaves out. */
const MEMORY = { range: { from: 128, to: 10_240 }, otherwise: 128 };
const TIMEOUT = { range: { from: 1, to: 900 }, otherwise: 3 };

/** Reads the facts of a function with the adapter. */
export function readFunction(
  lambda: Resource, door: InvokingServer, resources: Resources, stack: StackTemplate, { ownCommand }: Starting,
): FunctionReading<FunctionFacts> {
  if (isImage(lambda) && !ownCommand) {
    return { refusal: `${IMAGE}: start the server that is in it by a command of your own, --command "…"` };
  }
  const reading = readFacts(lambda, door, resources, stack);
  if ('refusal' in reading) {
    return reading;
  }
  const { facts, notices } = reading;
  const adapter = readAdapter(facts.environment);
  return { facts: { ...facts, adapter }, notices: [...notices, ...adapterNotices(facts.environment, adapter, door.waits)] };
}

/** Reads the facts of a function that is invoked by an API. */
export function readLambda(lambda: Resource, invoking: Invoking, resources: Resources, stack: StackTemplate): FunctionReading<LambdaFacts> {
  return isImage(lambda) ? { refusal: IMAGE } : readFacts(lambda, invoking, resources, stack);
}

function isImage({ properties }: Resource): boolean {
  return properties.PackageType === 'Image';
}

function readFacts(lambda: Resource, { api, uris }: Invoking, resources: Resources, stack: StackTemplate): FunctionReading<LambdaFacts> {
  const { properties, logicalId } = lambda;
  const open = Object.entries({ Runtime: properties.Runtime, Handler: properties.Handler }).find(([, value]) => value instanceof Unresolved);
  if (open) {
    return { refusal: `its ${open[0]} is ${described(open[1])}` };
  }
  const code = isImage(lambda) ? { directory: undefined } : codeDirectory(lambda, stack);
  if ('missing' in code) {
    return { refusal: code.missing, incomplete: code.incomplete };
  }
  const { variables, notices } = readEnvironment(lambda, api, resources);
  const subject = (name: string) => `${lambda.type} ${logicalId}: ${name}`;
  const memory = readNumber(properties.MemorySize, subject('MemorySize'), MEMORY.range, MEMORY.otherwise);
  const timeout = readNumber(properties.Timeout, subject('Timeout'), TIMEOUT.range, TIMEOUT.otherwise);
  const reserved = readNumber(properties.ReservedConcurrentExecutions, subject('ReservedConcurrentExecutions'), { from: 0 }, undefined);
  const invoked = readInvoked(lambda, uris, resources);
  return {
    facts: {
      logicalId,
      functionName: textOf(properties.FunctionName) ?? logicalId,
      runtime: textOf(properties.Runtime) ?? '',
      version: invoked.version,
      alias: invoked.alias,
      handler: textOf(properties.Handler) ?? '',
      codeDirectory: code.directory,
      architecture: textsOf(properties.Architectures).includes('arm64') ? 'arm64' : 'x86_64',
      memoryMb: memory.value,
      timeoutSeconds: timeout.value,
      reservedConcurrency: reserved.value,
      environment: variables,
    },
    notices: [...notices, ...memory.notices, ...timeout.notices, ...reserved.notices, ...invoked.notices],
  };
}
