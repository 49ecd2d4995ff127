import { PassThrough } from 'node:stream';
import { readArguments, USAGE, UsageError } from './arguments';
import { jsonReport, Report, textReport } from './report';
import { atLeast, atMost, Row, row, unmeasured, verdict } from './row';
import { median } from './statistics';

const ROWS: readonly Row[] = [
  row('packed library', 132.42, 'kB', atMost(400), '84 files'),
  row('throughput of dev', 89.96, '%', atLeast(90)),
  row('cold start', 37.44, 'ms'),
  unmeasured('latency of the adapter', 'ms', 'cargo did not start'),
];

/** All that a report writes for these rows. */
function written(make: (out: PassThrough, err: PassThrough) => Report): { out: string; err: string } {
  const [out, err] = [new PassThrough({ encoding: 'utf8' }), new PassThrough({ encoding: 'utf8' })];
  const report = make(out, err);
  report.begin('Measuring');
  report.add(ROWS.slice(0, 2));
  report.add(ROWS.slice(2));
  report.end();
  return { out: String(out.read() ?? ''), err: String(err.read() ?? '') };
}

test.each([
  [0.5, atMost(0.5), true],
  [0.5004, atMost(0.5), false],
  [90, atLeast(90), true],
  [89.99, atLeast(90), false],
])('%d against %j is met: %s, before it is rounded', (value, goal, met) => {
  expect(row('name', value, 'ms', goal).met).toBe(met);
});

test('a number without a goal has no verdict, and neither has one that was not measured', () => {
  expect(ROWS[2]).toEqual({ name: 'cold start', value: 37.4, unit: 'ms', goal: null, met: null });
  expect(ROWS[3]).toEqual({
    name: 'latency of the adapter', value: null, unit: 'ms', goal: null, met: null, note: 'not measured: cargo did not start',
  });
});

test('the verdict counts the rows that have a goal', () => {
  expect(verdict(ROWS)).toBe('1 of 2 goals met');
});

test('JSON is an object a line with name, value, unit, goal and met, and the verdict comes last', () => {
  const { out } = written(jsonReport);
  const lines = out.trimEnd().split('\n');
  expect(lines.pop()).toBe('1 of 2 goals met');
  expect(lines.map((line) => JSON.parse(line) as Row)).toEqual(ROWS);
  expect(JSON.parse(lines[0])).toEqual({ name: 'packed library', value: 132.4, unit: 'kB', goal: '≤ 400', met: true, note: '84 files' });
});

test('the table has a line for each row with what is missed in capitals, and the verdict comes last', () => {
  const lines = written(textReport).out.trimEnd().split('\n');
  expect(lines).toHaveLength(ROWS.length + 3);
  expect(lines[1]).toMatch(/^packed library +132\.4 kB +≤ 400 +yes +84 files$/);
  expect(lines[2]).toMatch(/^throughput of dev +90 % +≥ 90 +NO$/);
  expect(lines[4]).toMatch(/^latency of the adapter +– +– +– +not measured: cargo did not start$/);
  expect(lines.at(-1)).toBe('1 of 2 goals met');
});

test('progress is for terminals only', () => {
  expect(written(textReport).err).toBe('');
  const { err } = written((out, stream) => textReport(out, Object.assign(stream, { isTTY: true })));
  expect(err).toContain('Measuring …');
  expect(err.endsWith('\r\x1b[K')).toBe(true);
});

test('the median is the value in the middle, or the mean of two, whatever their order', () => {
  expect(median([30, 1, 2])).toBe(2);
  expect(median([10, 1, 2, 4])).toBe(3);
  expect(() => median([])).toThrow('no values');
});

test('the bench prints a table unless it is asked for JSON', () => {
  expect(readArguments([])).toEqual({ json: false, help: false });
  expect(readArguments(['--json'])).toEqual({ json: true, help: false });
});

test('an unknown option is a mistake that names it and shows the usage', () => {
  expect(() => readArguments(['--fast'])).toThrow(UsageError);
  expect(() => readArguments(['--fast'])).toThrow(/--fast[^]*Usage: npm run bench/);
  expect(USAGE).toContain('--json');
});
