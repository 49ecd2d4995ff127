import { devNull } from 'node:os';
import { environmentFor, EnvironmentSource, newLogStream } from '../../src/instances/environment';
import { LOCAL_ORIGIN } from '../../src/template/model';
import { functionFacts } from '../served-server';

const host = {
  PATH: '/bin',
  HOME: '/home/dev',
  EDITOR: 'vi',
  LANG: 'de_DE.UTF-8',
  PORT: '9',
  AWS_REGION: 'eu-west-1',
  AWS_PROFILE: 'company',
  AWS_ACCESS_KEY_ID: 'the-developers',
  AWS_SECRET_ACCESS_KEY: 'the-developers',
  AWS_SESSION_TOKEN: 'the-developers',
  AWS_LAMBDA_FUNCTION_NAME: 'of-a-pipeline',
};

const facts = functionFacts({ environment: { GREETING: 'hello', MCP_PUBLIC_URL: `${LOCAL_ORIGIN}/mcp`, PORT: '8080', TZ: 'Asia/Tokyo' } });
const log = { group: '/aws/lambda/demo', name: '2026/11/22/[$LATEST]0' };

const environment = (ownCommand: boolean, source: Partial<EnvironmentSource> = {}) => environmentFor({
  facts, port: 12345, origin: 'http://127.0.0.1:3000', ownCommand, host, log, ...source,
});

test('an asset gets the template\'s environment and Lambda\'s, not the developer\'s', () => {
  expect(environment(false)).toEqual({
    PATH: '/bin',
    HOME: '/home/dev',
    LANG: 'en_US.UTF-8',
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_CONFIG_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_LAMBDA_FUNCTION_NAME: 'demo',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/demo',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/22/[$LATEST]0',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    LAMBDA_TASK_ROOT: facts.codeDirectory,
    _HANDLER: 'bootstrap',
    GREETING: 'hello',
    MCP_PUBLIC_URL: 'http://127.0.0.1:3000/mcp',
    TZ: 'Asia/Tokyo',
    PORT: '12345',
    AWS_LWA_PORT: '12345',
  });
});

test('a command gets the shell\'s environment as well, without the AWS credentials', () => {
  const own = environment(true);
  expect(own).toMatchObject({ EDITOR: 'vi', LANG: 'de_DE.UTF-8', GREETING: 'hello', PORT: '12345' });
  expect(Object.values(own)).not.toContain('the-developers');
  expect(own).not.toHaveProperty('AWS_PROFILE');
});

test.each([true, false])('with --aws-credentials the shell\'s credentials come in, and neither its region nor Lambda\'s own variables (a command: %s)', (ownCommand) => {
  const allowed = environment(ownCommand, { awsCredentials: true, host: { ...host, AWS_DEFAULT_REGION: 'us-west-2' } });
  expect(allowed).toMatchObject({
    AWS_PROFILE: 'company',
    AWS_ACCESS_KEY_ID: 'the-developers',
    AWS_SECRET_ACCESS_KEY: 'the-developers',
    AWS_SESSION_TOKEN: 'the-developers',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_LAMBDA_FUNCTION_NAME: 'demo',
  });
  for (const closed of ['AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE', 'AWS_EC2_METADATA_DISABLED']) {
    expect(allowed).not.toHaveProperty(closed);
  }
});

test('a published version is told to the server, and stands in the name of its log stream, which is new for each instance', () => {
  const version = functionFacts({ version: '7' });
  const stream = newLogStream(version, new Date('2026-11-22T23:59:00Z'));
  expect(stream).toEqual({ group: '/aws/lambda/demo', name: expect.stringMatching(/^2026\/11\/22\/\[7\][0-9a-f]{32}$/) });
  expect(newLogStream(version, new Date()).name.slice(-32)).not.toBe(stream.name.slice(-32));
  expect(environment(false, { facts: version, log: stream })).toMatchObject({
    AWS_LAMBDA_FUNCTION_VERSION: '7', AWS_LAMBDA_LOG_GROUP_NAME: stream.group, AWS_LAMBDA_LOG_STREAM_NAME: stream.name,
  });
});
