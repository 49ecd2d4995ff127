import { isObject, textOf } from './json';
import { Unresolved, unresolvedIn } from './resolved';
import type { Resolved } from './resolved';
import type { Intrinsic, Scope } from './scope';

/** The functions that answer yes or no. */
export const CONDITION_FUNCTIONS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Fn::Equals', equals],
  ['Fn::Not', (argument, scope) => {
    const [value] = operands(argument, scope);
    return value instanceof Unresolved ? value : !value;
  }],
  ['Fn::And', (argument, scope) => decide(operands(argument, scope), false)],
  ['Fn::Or', (argument, scope) => decide(operands(argument, scope), true)],
]);

/** Whether a condition holds; `{"Condition": "Name"}` stands for another one. */
export function evaluate(expression: unknown, scope: Scope): boolean | Unresolved {
  if (isObject(expression) && Object.keys(expression).length === 1 && 'Condition' in expression) {
    return scope.condition(textOf(expression.Condition) ?? '');
  }
  const value = scope.resolve(expression);
  if (typeof value === 'boolean' || value instanceof Unresolved) {
    return value;
  }
  return value === 'true' || value === 'false' ? value === 'true' : new Unresolved('a condition is neither true nor false');
}

function equals(argument: unknown, scope: Scope): Resolved {
  const values = scope.resolve(argument);
  if (!Array.isArray(values) || values.length !== 2) {
    return new Unresolved('Fn::Equals does not have two values');
  }
  return unresolvedIn(values) ?? comparable(values[0]) === comparable(values[1]);
}

/** CloudFormation compares strings: `5` equals `"5"`. */
function comparable(value: Resolved): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function operands(argument: unknown, scope: Scope): (boolean | Unresolved)[] {
  return Array.isArray(argument) && argument.length > 0
    ? argument.map((operand) => evaluate(operand, scope))
    : [new Unresolved('a condition function has no list of conditions')];
}

/** One deciding operand is enough, whatever the open ones turn out to be. */
function decide(values: readonly (boolean | Unresolved)[], deciding: boolean): boolean | Unresolved {
  return values.includes(deciding) ? deciding : values.find((value) => value instanceof Unresolved) ?? !deciding;
}
