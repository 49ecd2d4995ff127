import { libraryMessage, TraceMarker } from '../../src/toolkit/library-error';

const NODE = [
  'a line of the app',
  '/srv/app/report.ts:19',
  '    throw new McpLambdaError(scope, text);',
  '          ^',
  '',
  'McpLambdaError: code: server.js is missing (see below)',
  '  build it first (at Demo/Server)',
  '    at report (/srv/app/report.ts:19:11)',
  '',
  'Node.js v22.0.0',
];

const PYTHON = [
  'jsii.errors.JavaScriptError: ',
  '  McpLambdaError: timeout: got 31 (at Demo/Server)',
  '      at report (/srv/app/report.js:19:11)',
  '',
  'Traceback (most recent call last):',
  'RuntimeError: timeout: got 31 (at Demo/Server)',
];

test.each([
  ['in the app\'s own language', NODE, ['code: server.js is missing (see below)', '  build it first (at Demo/Server)']],
  ['passed on by jsii', PYTHON, ['timeout: got 31 (at Demo/Server)']],
  ['with an end that is not known', ['McpLambdaError: one', 'two'], ['one', 'two']],
  ['of another kind', ['Error: no McpLambdaError (at Demo)', '    at app.ts:1:1'], undefined],
])('the message of an error %s', (_, lines, message) => {
  expect(libraryMessage(lines)).toEqual(message && { lines: message, ofDeployToml: false });
});

test('the message of an error about deploy.toml is all lines of it', () => {
  const said = ['deploy.toml:2: [lambda] memory_size: got "256", expected a whole number', 'deploy.toml:4: [lamda]: there is no such table'];
  const lines = ['/srv/read.js:35', '    throw new DeployTomlError(problems);', '    ^', '', `DeployTomlError: ${said[0]}`, said[1], '    at read.js:35:1', '  problems: ['];
  expect(libraryMessage(lines)).toEqual({ lines: said, ofDeployToml: true });
  expect(libraryMessage(['jsii.errors.JavaScriptError: ', `  DeployTomlError: ${said[0]}`, said[1], '      at read.js:35:1'])).toEqual({ lines: said, ofDeployToml: true });
});

function marked(lines: readonly string[]): [string, boolean][] {
  const seen: [string, boolean][] = [];
  const marker = new TraceMarker((line, trace) => seen.push([line, trace]));
  lines.forEach((line) => marker.add(line));
  marker.release();
  return seen;
}

test('the source before an error of the library and all that follows it belong to its trace', () => {
  expect(marked(NODE)).toEqual(NODE.map((line, index) => [line, index > 0]));
});

test.each([
  [['http://localhost:3000', 'ready']],
  [['/srv/app.ts:1', '  x();', '  ^', '', 'TypeError: x is not a function', '    at app.ts:1:1']],
  [['one:1', 'two:2', 'three:3']],
  [['/srv/app.ts:1', 'x', '^', '', '', '', '', '', 'end:1']],
])('no line of %j is lost or marked', (lines) => {
  expect(marked(lines)).toEqual(lines.map((line) => [line, false]));
});
