import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Command, run } from './command';
import { BuilderFacts } from '../bound-code';

/** A program that builds code. */
export interface Tool {
  readonly name: string;

  /** Succeeds where the program works. */
  readonly probe: Command;
  readonly install: string;
}

const answers = new Map<string, boolean>();

/** Whether the probe succeeds; asked once for each `PATH`, as programs do not come and go during synthesis. */
export function works(probe: Command): boolean {
  const key = JSON.stringify([probe, process.env.PATH]);
  if (!answers.has(key)) {
    answers.set(key, run(probe, process.cwd()).succeeded);
  }
  return answers.get(key)!;
}

/** Whether a daemon answers, and not only its client. CDK takes the same variable. */
export function dockerWorks(): boolean {
  return works([process.env.CDK_DOCKER ?? 'docker', 'version']);
}

/** What builds the code of the scope; nothing where its stack is not to be built, as with `cdk list` or `cdk destroy`. */
export function describeBuilder(scope: Construct, tool: Tool): BuilderFacts | undefined {
  if (!Stack.of(scope).bundlingRequired) {
    return undefined;
  }
  const toolWorks = works(tool.probe);
  return { tool: tool.name, install: tool.install, toolWorks, dockerWorks: toolWorks || dockerWorks() };
}
