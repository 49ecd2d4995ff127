/** A value of the template that only a deployment could know. */
export class Unresolved {
  constructor(
    /** Completes "it is not known locally: …". */
    readonly reason: string,
  ) {}
}

/** `AWS::NoValue`: the property that has it does not exist. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue');

/** A value without CloudFormation in it: JSON, with `Unresolved` in the places that stay open. */
export type Resolved = string | number | boolean | null | Unresolved | readonly Resolved[] | ResolvedObject;

/** The properties of a resource, without CloudFormation in them. */
export interface ResolvedObject {
  readonly [name: string]: Resolved;
}

/** While resolving, a value may also turn out not to exist. */
export type Resolving = Resolved | typeof NO_VALUE;

/** The first open place of a value, however deep. */
export function unresolvedIn(value: Resolving): Unresolved | undefined {
  if (value instanceof Unresolved) {
    return value;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  for (const part of Object.values(value) as Resolved[]) {
    const found = unresolvedIn(part);
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** What a function becomes whose argument has not the form that CloudFormation asks for. */
export function malformed(name: string): Unresolved {
  return new Unresolved(`${name} has an argument that CloudFormation does not take`);
}
