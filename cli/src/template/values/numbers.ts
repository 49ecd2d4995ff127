import { described } from './described';
import { numberOf } from './json';
import type { Notice } from '../model';
import { Unresolved } from './resolved';
import type { Resolved } from './resolved';

/** What AWS takes for a number, both ends included. */
export interface NumberRange {
  readonly from: number;
  /** No end where it is missing. */
  readonly to?: number;
  /** Whole numbers are asked for unless this is set. */
  readonly fractions?: boolean;
}

/** A number of the template, and what is to be said about it. */
export interface NumberReading<Otherwise> {
  readonly value: number | Otherwise;
  readonly notices: readonly Notice[];
}

/**
 * Reads a number. `otherwise` stands for one that is left out, and also, with a notice, for one that
 * only a deployment could know or that AWS would refuse.
 */
export function readNumber<Otherwise extends number | undefined>(
  value: Resolved | undefined, subject: string, range: NumberRange, otherwise: Otherwise,
): NumberReading<Otherwise> {
  if (value === undefined || value === null) {
    return { value: otherwise, notices: [] };
  }
  const number = numberOf(value);
  if (number !== undefined && isWithin(number, range)) {
    return { value: number, notices: [] };
  }
  const instead = otherwise === undefined ? 'Locally there is no such limit.' : `Locally it is ${otherwise}.`;
  return {
    value: otherwise,
    notices: [value instanceof Unresolved
      ? { id: 'unresolved-property', message: `${subject} is not known locally: ${value.reason}. ${instead}` }
      : { id: 'invalid-property', message: `${subject} is ${described(value)}, and AWS takes ${words(range)}: it would refuse the deployment. ${instead}` }],
  };
}

function isWithin(number: number, { from, to = Infinity, fractions }: NumberRange): boolean {
  return number >= from && number <= to && (fractions === true || Number.isInteger(number));
}

function words({ from, to, fractions }: NumberRange): string {
  const kind = fractions ? 'numbers' : 'whole numbers';
  return to === undefined ? `${kind} from ${from} on` : `${kind} from ${from} to ${to}`;
}
