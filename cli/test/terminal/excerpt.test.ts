import { Excerpt } from '../../src/terminal/excerpt';

function excerpt(lines: readonly string[]): string[] {
  const kept = new Excerpt();
  lines.forEach((line) => kept.add(line));
  return kept.lines;
}

const numbered = (count: number, from = 1) => Array.from({ length: count }, (_, index) => `line ${from + index}`);

test('a short output is kept as it is', () => {
  expect(excerpt([])).toEqual([]);
  expect(excerpt(numbered(20))).toEqual(numbered(20));
});

test('of a long one begin and end are kept', () => {
  expect(excerpt(numbered(100))).toEqual([...numbered(5), '…', ...numbered(15, 86)]);
});

test.each([
  'Error: DATABASE_URL is not set',
  'Uncaught TypeError: x is not a function',
  'Traceback (most recent call last):',
  'thread \'main\' panicked at src/main.rs:5:9:',
  'panic: runtime error: index out of range',
  'java.lang.IllegalStateException: no port',
])('the first error in the middle of a long output is kept with what follows it: %s', (cause) => {
  const lines = [...numbered(30), cause, ...numbered(30, 31), 'Error: a later one', ...numbered(30, 61)];
  expect(excerpt(lines)).toEqual([...numbered(5), '…', cause, 'line 31', 'line 32', '…', ...numbered(15, 76)]);
});
