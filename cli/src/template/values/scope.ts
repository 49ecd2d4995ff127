import type { JsonObject } from './json';
import type { Resolving, Unresolved } from './resolved';

/** What the intrinsic functions need of the template that they stand in. */
export interface Scope {
  /** Resolves a part of an argument. */
  resolve(value: unknown): Resolving;
  /** `Ref` of a parameter, a pseudo parameter or a resource. */
  ref(name: string): Resolving;
  /** `Fn::GetAtt` of a resource. */
  attribute(logicalId: string, name: string): Resolving;
  /** The value of a condition of the template. */
  condition(name: string): boolean | Unresolved;
  /** An invented name in place of that of a custom domain, which only a deployment knows. */
  unknownDomain(expression: JsonObject): string | undefined;
  /** A value of the template's mappings. */
  mapping(name: string, first: string, second: string): Resolving;
}

/** One of CloudFormation's functions. */
export type Intrinsic = (argument: unknown, scope: Scope) => Resolving;
