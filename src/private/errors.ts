import { IConstruct } from 'constructs';
import { Problem } from './problem';
import { inWordsOf } from './words';

/**
 * A mistake in how the library is used, as a message and as data. CDK's own error classes are internal and
 * have changed their constructor, so this one stands by itself and puts the construct's path into the message.
 */
export class McpLambdaError extends Error {
  /** Every problem that was found; `setting`, `given` and `allowed` are those of the first. */
  public readonly problems: readonly Problem[];
  public readonly setting: string;
  public readonly given: string;
  public readonly allowed: string;

  /** The path of the construct that cannot be made. */
  public readonly constructPath: string;

  constructor(scope: IConstruct, ...problems: [Problem, ...Problem[]]) {
    const said = problems.map((problem) => inWordsOf(scope, problem));
    super(`${said.map(line).join('\n')} (at ${scope.node.path})`);
    const [first] = said;
    this.name = 'McpLambdaError';
    this.problems = said;
    this.setting = first.setting;
    this.given = first.given;
    this.allowed = first.expected;
    this.constructPath = scope.node.path;
  }
}

/** The problem as one sentence. */
export function sentence({ setting, given, expected }: Problem): string {
  return `${setting}: got ${given}, expected ${expected}`;
}

function line(problem: Problem): string {
  return problem.rule === undefined ? sentence(problem) : `${sentence(problem)} [${problem.rule}]`;
}

/** The value as a message shows it: quoted text, and no `NaN` or `undefined`. */
export function show(value: unknown): string {
  if (value === undefined || value === null) {
    return 'nothing';
  }
  if (typeof value === 'number') {
    return Number.isNaN(value) ? 'not a number' : String(value);
  }
  return JSON.stringify(value);
}
