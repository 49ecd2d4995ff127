import { evaluate } from './metric-math';

test.each<[string, number | undefined]>([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['100 * two / (1000 * 0.5)', 0.4],
  ['10 - 2 - 3', 5],
  ['two >= 2', 1],
  ['two > 2', 0],
  ['two == 2 && 3 != 3', 0],
  ['two < 1 OR two <= 2', 1],
  ['IF(two > 1, 7, 8)', 7],
  ['IF(two > 2, 7, 8)', 8],
  ['MAX([two, 5, 3])', 5],
  ['MIN([two, 5, 3])', 2],
])('%s is %s', (expression, value) => {
  expect(evaluate(expression, { two: 2 })).toBe(value);
});

test.each<[string, number | undefined]>([
  ['missing + 1', undefined],
  ['missing > 1', undefined],
  ['IF(missing > 1, 7, 8)', undefined],
  ['FILL(missing, 0) + 1', 1],
  ['FILL(two, 0)', 2],
  ['MAX([missing, two])', 2],
  ['MAX([missing, missing])', undefined],
  ['1 / 0', undefined],
])('where nothing was reported, %s is %s', (expression, value) => {
  expect(evaluate(expression, { two: 2, missing: undefined })).toBe(value);
});

test.each(['other', '1 +', '1 2', 'SUM(METRICS())', 'MAX([1, 2]', '[1, 2]', '1 % 2', 'IF(1, 2, [3])x'])('%s is refused', (expression) => {
  expect(() => evaluate(expression, {})).toThrow();
});
