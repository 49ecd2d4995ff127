import { isObject } from './json';
import { Unresolved, malformed, unresolvedIn } from './resolved';
import type { Resolving } from './resolved';
import type { Intrinsic, Scope } from './scope';

/** The functions that make strings. */
export const STRING_FUNCTIONS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Fn::Join', join],
  ['Fn::Sub', substitute],
  ['Fn::Split', split],
  ['Fn::Base64', base64],
]);

/** A string as it is, unless CloudFormation would put a value from elsewhere into it. */
export function plainText(value: string): string | Unresolved {
  const reference = /\{\{resolve:[^}]*(\}\})?/.exec(value)?.[0];
  return reference === undefined ? value : new Unresolved(`it is the dynamic reference ${reference}`);
}

function join(argument: unknown, scope: Scope): Resolving {
  if (!Array.isArray(argument) || typeof argument[0] !== 'string') {
    return malformed('Fn::Join');
  }
  const parts = scope.resolve(argument[1]);
  const open = unresolvedIn(parts);
  if (open) {
    return open;
  }
  return Array.isArray(parts) && parts.every(isScalar) ? plainText(parts.map(String).join(argument[0])) : malformed('Fn::Join');
}

function substitute(argument: unknown, scope: Scope): Resolving {
  const [text, variables]: unknown[] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string' || !isObject(variables)) {
    return malformed('Fn::Sub');
  }
  let open: Unresolved | undefined;
  const replaced = text.replace(/\$\{(!?)([^}]*)\}/g, (_match, literal: string, name: string) => {
    if (literal) {
      return `\${${name}}`;
    }
    const value = substitution(name.trim(), variables, scope);
    open ??= unresolvedIn(value) ?? (isScalar(value) ? undefined : malformed('Fn::Sub'));
    return String(isScalar(value) ? value : '');
  });
  return open ?? plainText(replaced);
}

/** `${Name}` is a variable or a `Ref`, `${Resource.Attribute}` a `Fn::GetAtt`. */
function substitution(name: string, variables: object, scope: Scope): Resolving {
  const variable = Object.entries(variables).find(([key]) => key === name);
  if (variable) {
    return scope.resolve(variable[1]);
  }
  const [, logicalId, attribute] = /^([^.]+)\.(.+)$/.exec(name) ?? [];
  return logicalId === undefined ? scope.ref(name) : scope.attribute(logicalId, attribute);
}

function split(argument: unknown, scope: Scope): Resolving {
  if (!Array.isArray(argument) || typeof argument[0] !== 'string' || argument[0] === '') {
    return malformed('Fn::Split');
  }
  const text = scope.resolve(argument[1]);
  return text instanceof Unresolved ? text : typeof text === 'string' ? text.split(argument[0]) : malformed('Fn::Split');
}

function base64(argument: unknown, scope: Scope): Resolving {
  const text = scope.resolve(argument);
  return text instanceof Unresolved ? text : typeof text === 'string' ? Buffer.from(text).toString('base64') : malformed('Fn::Base64');
}

function isScalar(value: Resolving): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
