import { QuotaFacts } from '../../template/model';

const DAY_MS = 86_400_000;

/** What day of the week 1 January 1970 was, counted from Sunday. */
const FIRST_WEEKDAY = 4;

/**
 * Counts days, weeks or months, at a time in milliseconds since 1970: the number changes where a quota begins anew. In UTC, of
 * which AWS says nothing.
 */
export function periodAt(time: number, { period, offset }: Pick<QuotaFacts, 'period' | 'offset'>): number {
  const days = Math.floor(time / DAY_MS) - offset;
  switch (period) {
    case 'DAY': return days;
    case 'WEEK': return Math.floor((days + FIRST_WEEKDAY) / 7);
    case 'MONTH': {
      const date = new Date(days * DAY_MS);
      return date.getUTCFullYear() * 12 + date.getUTCMonth();
    }
  }
}
