import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { CfnStage, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { buildSync } from 'esbuild';
import { ECHO_SERVER } from './echo-server';
import { ServerName, SERVERS } from './request';
import { McpAuth, McpCors, McpEndpoint, McpLambdaServer, McpLambdaServerProps, McpServerCode } from '../../../src';
import { directoryOf } from '../../support';

export const STACK = 'Parity';
const STAGE = 'prod';

/** The name of the server's stage, where it has one. */
export const stageOf = (name: ServerName): string | undefined => (['Staged', 'StagedRoot'].includes(name) ? STAGE : undefined);

/** Where the server itself answers; its public path is `/mcp`. */
const serverPathOf = (name: ServerName): string | undefined => (['Root', 'StagedRoot'].includes(name) ? '/' : undefined);

const QUICKSTART = join(__dirname, '../../../examples/quickstart/server.ts');

/** Directories with a `server.cjs`: the echo server, and one with the official SDK. */
export interface ServerCode {
  readonly echo: string;
  readonly mcp: string;
}

export function buildServers(): ServerCode {
  const mcp = directoryOf({});
  buildSync({ entryPoints: [QUICKSTART], outfile: join(mcp, 'server.cjs'), bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' });
  return { echo: directoryOf({ 'server.cjs': ECHO_SERVER }), mcp };
}

const CORS = { allowHeaders: ['content-type', 'mcp-protocol-version'], exposeHeaders: ['Mcp-Session-Id'], maxAge: Duration.minutes(10) };

/** How the server is deployed; with a port where several run beside each other on one machine. */
export function serverProps(name: ServerName, code: ServerCode, port?: number): McpLambdaServerProps {
  const node = (serverPath?: string) => McpServerCode.nodejs(name === 'Mcp' ? code.mcp : code.echo, { entry: 'server.cjs', port, serverPath });
  const endpoints: Record<ServerName, McpEndpoint> = {
    Echo: McpEndpoint.httpApi({ cors: McpCors.allow({ ...CORS, allowOrigins: ['https://app.example.com'], allowCredentials: true }) }),
    Staged: McpEndpoint.httpApi({ stageName: STAGE, cors: McpCors.allow(CORS) }),
    Root: McpEndpoint.httpApi({ cors: McpCors.disabled() }),
    StagedRoot: McpEndpoint.httpApi({ stageName: STAGE, cors: McpCors.disabled() }),
    Mcp: McpEndpoint.httpApi({ cors: McpCors.disabled() }),
  };
  return { auth: McpAuth.none(), endpoint: endpoints[name], code: node(serverPathOf(name)) };
}

/** Synthesises all servers as one stack. Returns the cloud assembly. */
export function synthesiseApp(code: ServerCode, outdir: string): string {
  // As the CDK CLI does, so that `dev` knows the servers by their names.
  const app = new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true } });
  const stack = new Stack(app, STACK);
  for (const name of SERVERS) {
    const server = new McpLambdaServer(stack, name, serverProps(name, code));
    if (name === 'Echo') {
      // MCP has no use for other methods; an app that adds a route of its own may.
      server.httpApi!.addRoutes({ path: '/any', methods: [HttpMethod.ANY], integration: new HttpLambdaIntegration('Any', server.alias) });
      server.httpApi!.addRoutes({ path: '/closed', methods: [HttpMethod.GET], integration: new HttpLambdaIntegration('Closed', server.alias) });
      const stage = server.node.findAll().find((each) => each instanceof CfnStage) as CfnStage;
      stage.addPropertyOverride('RouteSettings', { 'GET /closed': { ThrottlingRateLimit: 0, ThrottlingBurstLimit: 0 } });
    }
  }
  return app.synth().directory;
}
