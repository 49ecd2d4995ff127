/** One number of the bench: with `--json` a line of its own, and public contract. */
export interface Row {
  /** Stays the same from one version to the next. */
  readonly name: string;
  /** Null where it could not be measured on this machine; the note says why. */
  readonly value: number | null;
  readonly unit: Unit;
  /** `≤ 1.05`; null where the number is there to be read, and nothing is promised. */
  readonly goal: string | null;
  /** Null where there is no goal, or no value. */
  readonly met: boolean | null;
  /** What the number was made of. */
  readonly note?: string;
}

/** What a value counts; a ratio is of the library's number to the baseline's, a share is in percent. */
export type Unit = 'ratio' | 'resources' | 'ms' | '%' | 'MB' | 'kB' | 'ms per call';

/** What a value has to be. */
export interface Goal {
  readonly kind: 'at most' | 'at least';
  readonly limit: number;
}

export const atMost = (limit: number): Goal => ({ kind: 'at most', limit });
export const atLeast = (limit: number): Goal => ({ kind: 'at least', limit });

/** A row with its verdict, which is made of the whole value and not of the one that is shown. */
export function row(name: string, value: number, unit: Unit, goal?: Goal, note?: string): Row {
  const judged = goal ? { goal: shown(goal), met: isMet(goal, value) } : { goal: null, met: null };
  return { name, value: rounded(value), unit, ...judged, ...note === undefined ? {} : { note } };
}

/** A row without a value, for what this machine lacks the tools for. */
export function unmeasured(name: string, unit: Unit, reason: string): Row {
  return { name, value: null, unit, goal: null, met: null, note: `not measured: ${reason}` };
}

/** The last line. */
export function verdict(rows: readonly Row[]): string {
  const withGoal = rows.filter(({ goal }) => goal !== null);
  return `${withGoal.filter(({ met }) => met).length} of ${withGoal.length} goals met`;
}

const shown = ({ kind, limit }: Goal) => `${kind === 'at most' ? '≤' : '≥'} ${limit}`;
const isMet = ({ kind, limit }: Goal, value: number) => kind === 'at most' ? value <= limit : value >= limit;

/** More digits would be noise. */
const rounded = (value: number) => Number(value.toFixed(Math.abs(value) < 10 ? 3 : 1));
