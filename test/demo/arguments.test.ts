import { readArguments } from '../../demo/arguments';
import { DemoFailure } from '../../demo/failure';

test('without options the demo adds 2 and 3 on any free port', () => {
  expect(readArguments([])).toEqual({ tool: 'add', args: { a: 2, b: 3 }, json: false, stay: false, port: 0, help: false });
});

test('another tool gets no arguments but those that are given', () => {
  expect(readArguments(['--tool', 'wait'])).toMatchObject({ tool: 'wait', args: {} });
  expect(readArguments(['--tool', 'wait', '--args', '{"seconds":1}'])).toMatchObject({ tool: 'wait', args: { seconds: 1 } });
});

test('a server that stays has a well-known port, unless one is given', () => {
  expect(readArguments(['--stay'])).toMatchObject({ stay: true, port: 3000 });
  expect(readArguments(['--stay', '--port', '0'])).toMatchObject({ stay: true, port: 0 });
});

test.each([
  ['JSON with a mistake', ['--args', '{a:1}'], '--args must be a JSON object, but is {a:1}\nFor example: --args \'{"a":2,"b":3}\''],
  ['a list as arguments', ['--args', '[2,3]'], '--args must be a JSON object, but is [2,3]'],
  ['nothing as arguments', ['--args', 'null'], '--args must be a JSON object, but is null'],
  ['no arguments after --args', ['--args'], "Option '--args <value>' argument missing"],
  ['an unknown option', ['--tools', 'add'], "Unknown option '--tools'"],
  ['a word too many', ['add'], "Unexpected argument 'add'"],
  ['a port that is no number', ['--port', 'http'], '--port must be a number from 0 to 65535, but is http'],
  ['a port too high', ['--port', '65536'], '--port must be a number from 0 to 65535, but is 65536'],
  ['an empty port', ['--port', ''], '--port must be a number from 0 to 65535, but is '],
  ['a tool to stay with', ['--stay', '--tool', 'add'], '(--stay) calls nothing'],
])('%s is refused by name', (_, argv, message) => {
  expect(() => readArguments(argv)).toThrow(DemoFailure);
  expect(() => readArguments(argv)).toThrow(message);
});
