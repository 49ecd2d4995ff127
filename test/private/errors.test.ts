import { App, Stack } from 'aws-cdk-lib';
import { McpLambdaError } from '../../src/private/errors';
import { serverIn } from '../support';

function errorOf(action: () => unknown): McpLambdaError {
  try {
    action();
  } catch (error) {
    return error as McpLambdaError;
  }
  throw new Error('nothing was thrown');
}

test('an error is data: setting, what was given, what is allowed, the rule and the construct\'s path', () => {
  const error = errorOf(() => serverIn({ memorySize: 1 }));
  expect(error).toMatchObject({
    name: 'McpLambdaError', setting: 'memorySize', given: '1', allowed: 'a whole number of MB from 128 to 10240', constructPath: 'Stack/Server',
  });
  expect(error.problems).toEqual([{ setting: 'memorySize', given: '1', expected: error.allowed, rule: 'memorySizeOutOfRange' }]);
});

test('every problem is in it, and its own fields are those of the first', () => {
  const error = errorOf(() => serverIn({ memorySize: 1, description: 'x'.repeat(300) }));
  expect(error.problems.map(({ setting }) => setting)).toEqual(['memorySize', 'description']);
  expect(error.setting).toBe('memorySize');
});

test('what no rule has found is data too', () => {
  expect(errorOf(() => serverIn().grantInvoke(undefined!))).toMatchObject({ setting: 'grantInvoke', given: 'a server with McpAuth.none()' });
  expect(errorOf(() => serverIn({ auth: undefined }))).toMatchObject({ setting: 'auth', given: 'nothing', problems: [{ setting: 'auth' }] });
});

test('the message is a line for each problem, with the path at its end', () => {
  const scope = new Stack(new App(), 'Stack');
  const error = new McpLambdaError(scope, { setting: 'a', given: '1', expected: '2', rule: 'one' }, { setting: 'b', given: '3', expected: '4' });
  expect(error.message).toBe('a: got 1, expected 2 [one]\nb: got 3, expected 4 (at Stack)');
});
