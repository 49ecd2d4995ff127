import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { jsonReporter } from '../../src/terminal/json-reporter';
import { jsonText } from '../../src/terminal/json-text';
import { logJson } from '../../src/terminal/log-lines';

/** CSI in one character, DEL, an override of the direction, a separator of lines, and a mark that nobody sees. */
const EVIL = '\x9b2J\x7f\u202etxt\u2028\ufeff\x1b[31m';
const ESCAPED = '\\u009b2J\\u007f\\u202etxt\\u2028\\ufeff\\u001b[31m';

test('what a terminal would obey is an escape, and a parser gets what was there', () => {
  expect(jsonText({ [EVIL]: EVIL })).toBe(`{"${ESCAPED}":"${ESCAPED}"}`);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(jsonText([text])).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
    expect(JSON.parse(jsonText([text]))).toEqual([text]);
  }));
});

test('lines and indents of the text itself stay', () => {
  expect(jsonText({ a: ['x\ny', 'ü'] }, 2)).toBe('{\n  "a": [\n    "x\\ny",\n    "ü"\n  ]\n}');
});

test('events and lines of a log are written so', () => {
  const out = new PassThrough();
  jsonReporter(out)({ event: 'output', instance: 1, line: EVIL } as Parameters<ReturnType<typeof jsonReporter>>[0]);
  expect(String(out.read())).toContain(`"line":"${ESCAPED}"`);
  expect(logJson({ source: 'server', time: 0, message: JSON.stringify({ said: EVIL }) })).toContain(`"said":"${ESCAPED}"`);
});
