import { Duration } from 'aws-cdk-lib';
import { McpEndpoint, McpServerCode, McpServerCodeOptions } from '../../src';
import { bootstrapDirectory, environmentOf, templateWith } from '../support';

function environmentWith(options: McpServerCodeOptions, endpoint?: McpEndpoint): Record<string, unknown> {
  return environmentOf(templateWith({ code: McpServerCode.asset(bootstrapDirectory(), options), endpoint }));
}

test('server and adapter are told the same port', () => {
  expect(environmentWith({})).toMatchObject({ PORT: '8080', AWS_LWA_PORT: '8080' });
  expect(environmentWith({ port: 3001 })).toMatchObject({ PORT: '3001', AWS_LWA_PORT: '3001' });
});

test('the adapter asks the root until it answers, and gives up before Lambda ends the init phase', () => {
  expect(environmentWith({})).toMatchObject({ AWS_LWA_READINESS_CHECK_PATH: '/', AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS: '9' });
});

test('readiness path and time-out can be set', () => {
  expect(environmentWith({ readinessPath: '/healthz', readinessTimeout: Duration.seconds(4) })).toMatchObject({
    AWS_LWA_READINESS_CHECK_PATH: '/healthz', AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS: '4',
  });
});

test('responses are buffered behind an HTTP API, which does not stream', () => {
  expect(environmentWith({})).toMatchObject({ AWS_LWA_INVOKE_MODE: 'buffered' });
});

test.each([
  { serverPath: '/mcp', path: '/mcp', stageName: '$default', removed: undefined },
  { serverPath: '/mcp', path: '/mcp', stageName: 'prod', removed: '/prod' },
  { serverPath: '/', path: '/mcp', stageName: '$default', removed: '/mcp' },
  { serverPath: '/', path: '/mcp', stageName: 'prod', removed: '/prod/mcp' },
  { serverPath: '/mcp', path: '/team/mcp', stageName: '$default', removed: '/team' },
  { serverPath: '/mcp', path: '/team/mcp', stageName: 'prod', removed: '/prod/team' },
  { serverPath: '/', path: '/', stageName: '$default', removed: undefined },
  { serverPath: '/', path: '/', stageName: 'prod', removed: '/prod' },
])('of $stageName and $path a server on $serverPath has $removed removed', ({ serverPath, path, stageName, removed }) => {
  const environment = environmentWith({ serverPath }, McpEndpoint.httpApi({ path, stageName }));
  expect(environment.AWS_LWA_REMOVE_BASE_PATH).toBe(removed);
});

test('code with its own executable has no wrapper, which OS-only runtimes do not support', () => {
  expect(environmentWith({})).not.toHaveProperty('AWS_LAMBDA_EXEC_WRAPPER');
});
