import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACCOUNT } from './account';
import { type ExecutionEnvironment, fitForMinistack } from './assembly';
import { cdkSucceeds } from './cdk-cli';
import { LOCAL_ARCHITECTURE } from '../tools/examples';
import { REGION } from '../tools/ministack';

/** The outputs of a stack by their names. */
export type StackOutputs = Record<string, string>;

/** Where stacks are deployed to, and how their functions are run there. */
export interface Target {
  readonly endpoint: string;
  readonly environment: ExecutionEnvironment;
}

/** `cdk bootstrap`, which each account needs once. */
export async function bootstrapAccount({ endpoint }: Pick<Target, 'endpoint'>): Promise<void> {
  await cdkSucceeds({ args: ['bootstrap', `aws://${ACCOUNT}/${REGION}`], endpoint });
}

/** `cdk synth` in the directory of an app, by the `app` of its cdk.json. Returns the assembly, fit for ministack. */
export async function synthesise(app: string, { endpoint, environment }: Target): Promise<string> {
  const assembly = join(app, 'cdk.out');
  await cdkSucceeds({ args: ['synth', '--quiet', '--output', assembly], endpoint, env: LOCAL_ARCHITECTURE, cwd: app });
  fitForMinistack(assembly, environment);
  return assembly;
}

/** `cdk deploy` of the assembly's only stack. */
export async function deploy(assembly: string, { endpoint }: Pick<Target, 'endpoint'>): Promise<StackOutputs> {
  const outputs = `${assembly}.outputs.json`;
  await cdkSucceeds({ args: deployArguments(assembly, '--outputs-file', outputs), endpoint });
  const [ofStack] = Object.values(JSON.parse(await readFile(outputs, 'utf8')) as Record<string, StackOutputs>);
  return ofStack;
}

/** `cdk destroy` of the assembly's only stack. */
export async function destroy(assembly: string, { endpoint }: Pick<Target, 'endpoint'>): Promise<void> {
  await cdkSucceeds({ args: ['destroy', '--app', assembly, '--force'], endpoint });
}

/** The arguments of a `cdk deploy` that asks nothing. */
export function deployArguments(assembly: string, ...more: string[]): string[] {
  return ['deploy', '--app', assembly, '--require-approval', 'never', ...more];
}

/** The output that an MCP client needs: the URL of the endpoint. */
export function mcpUrlOf(outputs: StackOutputs): URL {
  const [url] = Object.keys(outputs).filter((name) => name.includes('McpEndpoint')).map((name) => outputs[name]);
  return new URL(url);
}
