/** A range, with both ends in it. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Whether it is a whole number of the range. */
export function wholeNumber(value: number, { min, max }: Range): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
