import { readAdapter } from './adapter';
import { adapterNotices } from './adapter-notices';
import type { StackTemplate } from './assembly';
import { codeDirectory } from './code-directory';
import { described } from './described';
import type { FoundDoor } from './doors';
import { readEnvironment } from './environment';
import { readInvoked } from './invoked';
import { textOf, textsOf } from './json';
import type { FunctionFacts, Notice } from './model';
import { readNumber } from './numbers';
import { Unresolved } from './resolved';
import type { Resource, Resources } from './resources';

/** A function that can be run here, or why it cannot. */
export type FunctionReading =
  | { readonly facts: FunctionFacts; readonly notices: readonly Notice[] }
  | { readonly refusal: string; readonly incomplete?: boolean };

/** Lambda's own limits, and its defaults for what a template leaves out. */
const MEMORY = { range: { from: 128, to: 10_240 }, otherwise: 128 };
const TIMEOUT = { range: { from: 1, to: 900 }, otherwise: 3 };

/** Reads the facts of a function that is reached through an API. */
export function readFunction(lambda: Resource, { api, uris }: FoundDoor, resources: Resources, stack: StackTemplate): FunctionReading {
  const { properties, logicalId } = lambda;
  if (properties.PackageType === 'Image') {
    return { refusal: 'it is a container image, and dev runs a function from its directory' };
  }
  const open = Object.entries({ Runtime: properties.Runtime, Handler: properties.Handler }).find(([, value]) => value instanceof Unresolved);
  if (open) {
    return { refusal: `its ${open[0]} is ${described(open[1])}` };
  }
  const code = codeDirectory(lambda, stack);
  if ('missing' in code) {
    return { refusal: code.missing, incomplete: code.incomplete };
  }
  const { variables, notices } = readEnvironment(lambda, api, resources, stack.region);
  const adapter = readAdapter(variables);
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
      adapter,
    },
    notices: [...notices, ...memory.notices, ...timeout.notices, ...reserved.notices, ...invoked.notices, ...adapterNotices(variables, adapter)],
  };
}
