import { gatewayOfTest } from './running-gateway';
import { METHODS, outcomeOf, targetsOf } from './template-requests';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { fixture } from '../served-server';
import { served } from '../template/support';

const PUBLIC = ['/.well-known/oauth-protected-resource', '/.well-known/oauth-authorization-server', '/token', '/oauth/callback'];
const OTHERS = ['/', '/register', '/authorize', '/token/', '/token/below', '/oauth', '/tokens', '/.well-known/openid-configuration', '/mcp-other', '/TOKEN'];

const start = gatewayOfTest();

test.each(['$default', 'prod'])('with McpAuth.inServer, exactly the listed paths and the MCP path reach the server (stage %s)', async (stageName) => {
  const server = served((stack) => void new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.asset(fixture('server')), auth: McpAuth.inServer({ publicPaths: PUBLIC }), endpoint: McpEndpoint.httpApi({ stageName }),
  }));
  const gateway = await start(server);
  const expected = targetsOf([
    ...PUBLIC.map((path) => `ANY ${path}`), ...['/mcp', '/mcp/{proxy+}'].flatMap((path) => ['POST', 'GET', 'DELETE'].map((method) => `${method} ${path}`)),
  ], server.door).map(({ method, path }) => `${method} ${path}`);

  const reached: string[] = [];
  const paths = targetsOf([...PUBLIC, ...OTHERS, '/mcp', '/mcp/{proxy+}'].map((path) => `GET ${path}`), server.door).map(({ path }) => path);
  for (const path of paths) {
    for (const method of METHODS) {
      const { status, by } = await outcomeOf(gateway, new Request(`${gateway.url}${path}`, { method }));
      if (by === 'server') reached.push(`${method} ${path}`);
      else expect(status).toBe(404);
    }
  }
  expect(reached.sort()).toEqual(expected.sort());
}, 30_000);
