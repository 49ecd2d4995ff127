import { numberOf, textOf } from './json';
import { Unresolved, malformed, unresolvedIn } from './resolved';
import type { Resolving } from './resolved';
import type { Intrinsic, Scope } from './scope';

/** The functions that choose a value or fetch one from elsewhere. */
export const VALUE_FUNCTIONS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Fn::GetAtt', getAttribute],
  ['Fn::Select', select],
  ['Fn::FindInMap', findInMap],
  ['Fn::If', choose],
  ['Fn::ImportValue', (argument, scope) => new Unresolved(`another stack exports it${named(scope.resolve(argument))}`)],
]);

/** `["Resource", "Attribute"]`, or `"Resource.Attribute"` as templates in YAML have it. */
function getAttribute(argument: unknown, scope: Scope): Resolving {
  const parts: unknown = typeof argument === 'string' ? argument.split(/\.(.*)/s, 2) : argument;
  const [logicalId, name] = Array.isArray(parts) ? parts.map((part) => scope.resolve(part)) : [];
  return typeof logicalId === 'string' && typeof name === 'string' ? scope.attribute(logicalId, name) : malformed('Fn::GetAtt');
}

function select(argument: unknown, scope: Scope): Resolving {
  const [rawIndex, rawList]: unknown[] = Array.isArray(argument) ? argument : [];
  const index = numberOf(scope.resolve(rawIndex));
  const list = scope.resolve(rawList);
  if (list instanceof Unresolved) {
    return list;
  }
  return (index !== undefined && Array.isArray(list) ? list[index] : undefined) ?? malformed('Fn::Select');
}

function findInMap(argument: unknown, scope: Scope): Resolving {
  const keys = Array.isArray(argument) ? argument.slice(0, 3).map((key) => scope.resolve(key)) : [];
  const open = keys.map(unresolvedIn).find((key) => key !== undefined);
  const [name, first, second] = keys.map(textOf);
  return open ?? (name !== undefined && first !== undefined && second !== undefined ? scope.mapping(name, first, second) : malformed('Fn::FindInMap'));
}

function choose(argument: unknown, scope: Scope): Resolving {
  if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
    return malformed('Fn::If');
  }
  const holds = scope.condition(argument[0]);
  return holds instanceof Unresolved ? holds : scope.resolve(argument[holds ? 1 : 2]);
}

function named(value: Resolving): string {
  return typeof value === 'string' && value !== '' ? ` as "${value}"` : '';
}
