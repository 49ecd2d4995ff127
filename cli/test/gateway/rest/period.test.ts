import { periodAt } from '../../../src/gateway/rest/period';
import { QuotaFacts } from '../../../src/template/model';

type When = Pick<QuotaFacts, 'period' | 'offset'>;

/** The days of 2026 (and the first of 2027) on which a period begins. */
function beginnings(when: When): string[] {
  const days = Array.from({ length: 366 }, (_, index) => Date.UTC(2026, 0, 1 + index));
  return days.filter((day) => periodAt(day, when) !== periodAt(day - 1, when)).map((day) => new Date(day).toISOString().slice(0, 10));
}

test('a day begins at midnight, UTC', () => {
  const at = (time: string) => periodAt(Date.parse(time), { period: 'DAY', offset: 0 });
  expect(at('2026-03-01T23:59:59.999Z')).toBe(at('2026-03-01T00:00:00Z'));
  expect(at('2026-03-02T00:00:00Z')).toBe(at('2026-03-01T00:00:00Z') + 1);
  expect(beginnings({ period: 'DAY', offset: 0 })).toHaveLength(366);
});

test.each([0, 1, 6])('a week with the offset %d begins that many days after Sunday', (offset) => {
  const weeks = beginnings({ period: 'WEEK', offset });
  expect(weeks.length).toBeGreaterThanOrEqual(52);
  expect(new Set(weeks.map((day) => new Date(day).getUTCDay()))).toEqual(new Set([offset]));
});

test.each([0, 1, 27])('a month with the offset %d begins that many days after the first', (offset) => {
  const months = beginnings({ period: 'MONTH', offset });
  expect(months.length).toBeGreaterThanOrEqual(12);
  expect(new Set(months.map((day) => new Date(day).getUTCDate()))).toEqual(new Set([offset + 1]));
});
