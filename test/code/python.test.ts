import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { McpAuth, McpLambdaServer, McpServerCode } from '../../src';
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

test('the start script lets Python find the packages beside the directory of the entry', () => {
  const app = new App();
  const code = McpServerCode.python(directoryOf({ 'src/server.py': '' }), { entry: 'src/server.py' });
  new McpLambdaServer(new Stack(app, 'Stack'), 'Server', { code, auth: McpAuth.none() });
  const [asset] = fs.readdirSync(app.synth().directory).filter((name) => name.startsWith('asset.')).map((name) => path.join(app.outdir, name));
  // An interpreter that says how it was called: the real one is tried where there is Python.
  const interpreter = directoryOf({ python3: '#!/bin/sh\necho "$PYTHONPATH $*"\n' });
  const run = (env: Record<string, string>) => execFileSync(path.join(asset, 'mcp-lambda-start.sh'), {
    env: { PATH: `${interpreter}:${process.env.PATH}`, LAMBDA_TASK_ROOT: '/var/task', ...env }, encoding: 'utf8',
  });
  expect(run({})).toBe('/var/task:/opt/python src/server.py\n');
  expect(run({ PYTHONPATH: '/opt/own' })).toBe('/var/task:/opt/own:/opt/python src/server.py\n');
});
