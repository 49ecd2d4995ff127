import { devNull } from 'node:os';
import { environmentFor } from '../../src/instances/environment';
import { LOCAL_ORIGIN } from '../../src/template/model';
import { functionFacts } from '../served-server';

const host = {
  PATH: '/bin',
  HOME: '/home/dev',
  EDITOR: 'vi',
  PORT: '9',
  AWS_REGION: 'eu-west-1',
  AWS_PROFILE: 'company',
  AWS_ACCESS_KEY_ID: 'the-developers',
  AWS_SECRET_ACCESS_KEY: 'the-developers',
  AWS_SESSION_TOKEN: 'the-developers',
};

const facts = functionFacts({ environment: { GREETING: 'hello', MCP_PUBLIC_URL: `${LOCAL_ORIGIN}/mcp`, PORT: '8080', TZ: 'Asia/Tokyo' } });
const environment = (ownCommand: boolean) => environmentFor({ facts, port: 12345, origin: 'http://127.0.0.1:3000', ownCommand, host });

test('an asset gets the template\'s environment and Lambda\'s, not the developer\'s', () => {
  expect(environment(false)).toEqual({
    PATH: '/bin',
    HOME: '/home/dev',
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
    AWS_LAMBDA_LOG_STREAM_NAME: 'local/[$LATEST]',
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
  expect(own).toMatchObject({ EDITOR: 'vi', GREETING: 'hello', PORT: '12345' });
  expect(Object.values(own)).not.toContain('the-developers');
  expect(own).not.toHaveProperty('AWS_PROFILE');
});
