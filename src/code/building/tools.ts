import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Command, run } from './command';
import { BuilderFacts } from '../bound-code';

/** What builds code. */
export interface Tool {
  readonly name: string;

  /** Programs of which one is enough; it works where its command succeeds. */
  readonly probes: readonly Command[];

  /** How to get it. */
  readonly install: string;

  /** What the result lacks with what is here, and how to get that. */
  advice?(): BuilderFacts['advice'];
}

const answers = new Map<string, boolean>();

/** Whether the command succeeds; asked once for each `PATH`, as programs do not come and go during synthesis. */
export function works(probe: Command): boolean {
  const key = JSON.stringify([probe, process.env.PATH]);
  if (!answers.has(key)) {
    answers.set(key, run(probe, process.cwd()).succeeded);
  }
  return answers.get(key)!;
}

/** Whether there is what builds the code on this machine. */
export function toolWorks({ probes }: Tool): boolean {
  return probes.some(works);
}

/**
 * What builds the code of the scope; nothing where its stack is not to be built, as with `cdk list` or
 * `cdk destroy`.
 */
export function describeBuilder(scope: Construct, tool: Tool, hasContainer: boolean): BuilderFacts | undefined {
  if (!Stack.of(scope).bundlingRequired) {
    return undefined;
  }
  const isHere = toolWorks(tool);
  return {
    tool: tool.name,
    install: tool.install,
    toolWorks: isHere,
    container: !hasContainer ? 'none' : isHere || dockerWorks() ? 'works' : 'missing',
    advice: (isHere && tool.advice?.()) || [],
  };
}

/** Whether a daemon answers, and not only its client. CDK takes the same variable. */
function dockerWorks(): boolean {
  return works([process.env.CDK_DOCKER ?? 'docker', 'version']);
}
