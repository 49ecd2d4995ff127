import fc from 'fast-check';
import { printable } from '../../src/terminal/printable';

test.each([
  ['plain', 'plain'],
  ['Grüße 你好 🙂', 'Grüße 你好 🙂'],
  ['\x1b[31mred\x1b[0m', 'red'],
  ['\x1b]0;title\x07text', 'text'],
  ['a\rb\nc', 'a\\x0db\\x0ac'],
  ['a\tb', 'a  b'],
  ['\x9b2J', '\\x9b2J'],
  ['evil\u202etxt', 'evil\\u202etxt'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('no control character is left of any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(printable(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  }));
});
