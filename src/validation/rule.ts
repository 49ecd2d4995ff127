import { Plan } from './plan';

/** One thing that cannot work, or should be known. Pure: it looks at the plan alone. */
export interface Rule {
  /** Stable, camelCase: users acknowledge warnings by it and find the documentation with it. */
  readonly id: string;
  readonly level: 'error' | 'warning' | 'info';

  /** What it finds; nothing where all is well or unknown. */
  check(plan: Plan): Finding[];
}

/** What is wrong, in the order in which a reader needs it. */
export interface Finding {
  /** The setting to change, as it stands in the user's code: `memorySize`, `endpoint.stageName`. */
  readonly setting: string;

  /** What was given, ready to be shown. */
  readonly given: string;

  /** What is possible, and why where that is not plain. */
  readonly expected: string;
}

/** A rule whose findings fail the synthesis. */
export function error(id: string, check: Rule['check']): Rule {
  return { id, level: 'error', check };
}

/** A rule whose findings are printed. */
export function warning(id: string, check: Rule['check']): Rule {
  return { id, level: 'warning', check };
}

/** A rule whose findings are advice: they are printed, and fail nothing that is strict about warnings. */
export function info(id: string, check: Rule['check']): Rule {
  return { id, level: 'info', check };
}

/** A finding if the condition holds. */
export function when(condition: boolean, finding: () => Finding): Finding[] {
  return condition ? [finding()] : [];
}
