import { Plan } from './plan';
import { Problem } from '../private/problem';
import { WarningId } from '../private/warnings';

/** One thing that cannot work, or should be known. Pure: it looks at the plan alone. */
export interface Rule {
  /** Stable, camelCase: users acknowledge warnings by it and find the documentation with it. */
  readonly id: string;
  readonly level: 'error' | 'warning' | 'info';

  /** What it finds; nothing where all is well or unknown. */
  check(plan: Plan): Finding[];
}

/** What is wrong; the rule's id is added where it is reported. */
export type Finding = Omit<Problem, 'rule'>;

/** A rule whose findings fail the synthesis. */
export function error(id: string, check: Rule['check']): Rule {
  return { id, level: 'error', check };
}

/** A rule whose findings are printed. */
export function warning(id: WarningId, check: Rule['check']): Rule {
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
