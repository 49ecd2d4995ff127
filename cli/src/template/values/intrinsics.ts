import { CONDITION_FUNCTIONS, evaluate } from './condition-functions';
import { isObject, own, textOf } from './json';
import type { JsonObject } from './json';
import { pseudoParameters } from './pseudo-parameters';
import type { StackPlace } from './pseudo-parameters';
import { attributeOf, mappedValue, parameterValue, resourceId } from './references';
import { NO_VALUE, Unresolved } from './resolved';
import type { Resolved, ResolvedObject, Resolving } from './resolved';
import type { Scope } from './scope';
import { STRING_FUNCTIONS, plainText } from './string-functions';
import { unknownDomains } from './unknown-domains';
import { VALUE_FUNCTIONS } from './value-functions';

/** Resolves the values of one template. */
export interface Resolver {
  /** A value without CloudFormation in it; what only a deployment could know is `Unresolved` and says why. */
  resolve(value: unknown): Resolved;
  condition(name: string): boolean | Unresolved;
}

const FUNCTIONS = new Map([...STRING_FUNCTIONS, ...VALUE_FUNCTIONS, ...CONDITION_FUNCTIONS]);

/** The resolver of a template: a pure function of the template and of the place where it is deployed. */
export function resolver(stack: StackPlace & { readonly template: JsonObject }): Resolver {
  const { template } = stack;
  const pseudo = pseudoParameters(stack);
  const unknownDomain = unknownDomains(template);
  const conditions = new Map<string, boolean | Unresolved>();

  const scope: Scope = {
    resolve: (value) => walk(value, scope),
    ref: (name) => pseudo.get(name)
      ?? parameterValue(name, template)
      ?? resourceId(name, template)
      ?? new Unresolved(`the template has no parameter or resource "${name}"`),
    attribute: (logicalId, name) => attributeOf(logicalId, name, template, stack),
    unknownDomain,
    condition: (name) => {
      const expression = own(template.Conditions, name);
      if (expression === undefined) {
        return new Unresolved(`the template has no condition "${name}"`);
      }
      if (!conditions.has(name)) {
        // Stands while the condition is evaluated, so one that refers to itself ends here.
        conditions.set(name, new Unresolved(`the condition "${name}" depends on itself`));
        conditions.set(name, evaluate(expression, scope));
      }
      return conditions.get(name)!;
    },
    mapping: (name, first, second) => mappedValue(own(own(own(template.Mappings, name), first), second))
      ?? new Unresolved(`the mapping "${name}" has no value for ${first}, ${second}`),
  };

  return {
    resolve: (value) => {
      const resolved = scope.resolve(value);
      return resolved === NO_VALUE ? new Unresolved('it is AWS::NoValue') : resolved;
    },
    condition: scope.condition,
  };
}

function walk(value: unknown, scope: Scope): Resolving {
  if (Array.isArray(value)) {
    return value.map((item) => walk(item, scope)).filter((item) => item !== NO_VALUE);
  }
  if (isObject(value)) {
    const result = intrinsic(value, scope) ?? properties(value, scope);
    return result instanceof Unresolved ? scope.unknownDomain(value) ?? result : result;
  }
  switch (typeof value) {
    case 'string':
      return plainText(value);
    case 'number':
    case 'boolean':
      return value;
    default:
      return null;
  }
}

/** The result of `{"Ref": …}` or `{"Fn::…": …}`; undefined for any other object. */
function intrinsic(value: JsonObject, scope: Scope): Resolving | undefined {
  const [name, ...others] = Object.keys(value);
  if (others.length > 0 || name === undefined || !(name === 'Ref' || name.startsWith('Fn::'))) {
    return undefined;
  }
  const argument = value[name];
  if (name === 'Ref') {
    return scope.ref(textOf(argument) ?? '');
  }
  return FUNCTIONS.get(name)?.(argument, scope) ?? new Unresolved(`${name} is not evaluated locally`);
}

function properties(value: JsonObject, scope: Scope): ResolvedObject {
  return Object.fromEntries(Object.entries(value).flatMap(([name, part]): [string, Resolved][] => {
    const resolved = walk(part, scope);
    return resolved === NO_VALUE ? [] : [[name, resolved]];
  }));
}
