import { Duration, Fn, Token } from 'aws-cdk-lib';

/** Stands for a value that only the deployment knows: a token. Rules let it pass. */
export const UNKNOWN: unique symbol = Symbol('known at deployment');

/** A value as far as synthesis knows it. */
export type Fact<T> = T | typeof UNKNOWN;

/** Whether synthesis knows the value. */
export function isKnown<T>(fact: Fact<T>): fact is T {
  return fact !== UNKNOWN;
}

/** The value, or `UNKNOWN` where it is (or contains) a token. */
export function factOf<T>(value: T): Fact<T> {
  return Token.isUnresolved(value) ? UNKNOWN : value;
}

/** The same for a list; one that is a token as a whole has an element that cannot be told from a text by itself. */
export function factsOfList(values: string[]): Fact<string>[] {
  return Token.isUnresolved(values) ? [UNKNOWN] : values.map(factOf);
}

/** The length in seconds, with fractions, so that a rule can refuse them. */
export function secondsOf(duration: Duration): Fact<number> {
  return duration.isUnresolved() ? UNKNOWN : duration.toSeconds({ integral: false });
}

/** Every value of the record as a fact. */
export function factsOf(values: Record<string, string>): Record<string, Fact<string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, factOf(value)]));
}

/** A list with more behind it; one that is a token as a whole cannot be spread. */
export function listWith(values: string[], ...more: string[]): string[] {
  return Token.isUnresolved(values) ? Fn.split(',', Fn.join(',', [Fn.join(',', values), ...more])) : [...values, ...more];
}
