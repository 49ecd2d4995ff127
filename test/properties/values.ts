import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as fc from 'fast-check';

/** What a property may be. */
export interface Values {
  /** Unset for strategies and structs, whose values come from their own lines. */
  readonly valid?: fc.Arbitrary<unknown>;

  /** What is refused; unset where all that the compiler lets through works. */
  readonly invalid?: fc.Arbitrary<unknown>;

  /** What the error names in the property's place. */
  readonly named?: string;
}

/** The properties of structs, by the struct that declares them. */
export type ValuesOfStructs = Readonly<Record<string, Readonly<Record<string, Values>>>>;

/** One way to make a strategy. */
export interface Factory {
  /** The struct that it takes; unset where it takes none. */
  readonly struct?: string;
  readonly make: (options: any, scope: Construct) => unknown;
}

/** A construct of the user's that is not made yet. */
export class Given {
  constructor(readonly make: (scope: Construct) => unknown) {}
}

export const STRATEGY: Values = {};
export const STRUCT: Values = {};

export const some = fc.constantFrom;
/** Made anew for each server, and in its stack: constructs keep what was done to them. */
export const fresh = (make: (scope: Construct) => unknown) => fc.constant(new Given(make));
export const texts = (pattern: RegExp) => fc.stringMatching(pattern);
export const between = (min: number, max: number) => fc.integer({ min, max });
export const seconds = (numbers: fc.Arbitrary<number>) => numbers.map((number) => Duration.seconds(number));
export const lists = (values: fc.Arbitrary<string>, minLength = 1) => fc.uniqueArray(values, { minLength, maxLength: 4 });
export const flag = fc.boolean();
/** Public paths of an MCP endpoint, and what is none. */
export const paths = texts(/^(\/[a-z0-9-]{1,8}){0,2}\/mcp$/);
export const noPaths = some('mcp', '/a b', '/a/', '', '/{a}', '//');
