import { InvalidArgumentError } from 'commander';

/** An unset shell variable gives an empty value, which would mean something else than what was intended. */
export function filled(value: string): string {
  if (value.trim() === '') {
    throw new InvalidArgumentError('It is empty: give it a value, or leave the option out.');
  }
  return value;
}

/** The values of an option that may be repeated. */
export function repeated(value: string, before: readonly string[] = []): string[] {
  return [...before, filled(value)];
}
