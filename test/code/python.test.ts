import * as lambda from 'aws-cdk-lib/aws-lambda';
import { McpServerCode } from '../../src';
import { directoryOf, environmentOf, templateWith } from '../support';

test('it runs on the managed Python runtime, started through the adapter', () => {
  const template = templateWith({ code: McpServerCode.python(directoryOf({ 'server.py': '' }), { entry: 'server.py' }) });
  template.hasResourceProperties('AWS::Lambda::Function', { Runtime: 'python3.13', Handler: 'mcp-lambda-start.sh' });
  expect(environmentOf(template)).toMatchObject({ AWS_LAMBDA_EXEC_WRAPPER: '/opt/bootstrap' });
});

test('another runtime can be chosen', () => {
  const code = McpServerCode.python(directoryOf({ 'server.py': '' }), { entry: 'server.py', runtime: lambda.Runtime.PYTHON_3_14 });
  templateWith({ code }).hasResourceProperties('AWS::Lambda::Function', { Runtime: 'python3.14' });
});

test('a message names the factory', () => {
  const code = McpServerCode.python(directoryOf({}), { entry: 'main.py' });
  expect(() => templateWith({ code })).toThrow('{ entry: "main.py" }), where the entry is missing');
});
