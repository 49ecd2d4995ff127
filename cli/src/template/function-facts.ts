import { readAdapter } from './adapter';
import { adapterNotices } from './adapter-notices';
import type { StackTemplate } from './assembly';
import { codeDirectory } from './code-directory';
import { readEnvironment } from './environment';
import { numberOf, textOf, textsOf } from './json';
import type { FunctionFacts, Notice } from './model';
import type { Resource, Resources } from './resources';

/** A function that can be run here, or why it cannot. */
export type FunctionReading =
  | { readonly facts: FunctionFacts; readonly notices: readonly Notice[] }
  | { readonly refusal: string; readonly incomplete?: boolean };

/** Lambda's own defaults for what a template leaves out. */
const DEFAULTS = { memoryMb: 128, timeoutSeconds: 3 };

/** Reads the facts of a function that is reached through an API. */
export function readFunction(lambda: Resource, api: Resource, resources: Resources, stack: StackTemplate): FunctionReading {
  const { properties, logicalId } = lambda;
  if (properties.PackageType === 'Image') {
    return { refusal: 'it is a container image, and dev runs a function from its directory' };
  }
  const code = codeDirectory(lambda, stack);
  if ('missing' in code) {
    return { refusal: code.missing, incomplete: code.incomplete };
  }
  const { variables, notices } = readEnvironment(lambda, api, resources, stack.region);
  const adapter = readAdapter(variables);
  return {
    facts: {
      logicalId,
      functionName: textOf(properties.FunctionName) ?? logicalId,
      runtime: textOf(properties.Runtime) ?? '',
      version: '$LATEST',
      handler: textOf(properties.Handler) ?? '',
      codeDirectory: code.directory,
      architecture: textsOf(properties.Architectures).includes('arm64') ? 'arm64' : 'x86_64',
      memoryMb: numberOf(properties.MemorySize) ?? DEFAULTS.memoryMb,
      timeoutSeconds: numberOf(properties.Timeout) ?? DEFAULTS.timeoutSeconds,
      environment: variables,
      adapter,
    },
    notices: [...notices, ...adapterNotices(variables, adapter)],
  };
}
