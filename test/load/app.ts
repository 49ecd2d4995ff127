import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { buildSync } from 'esbuild';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../src';
import { directoryOf } from '../support';

const SERVER = join(__dirname, '../../examples/quickstart/server.ts');

/** More than this machine can ask for: what throttling does is tested elsewhere. */
const UNTHROTTLED = { rateLimit: 10_000, burstLimit: 5_000 };

/** Room for large bodies: what happens above a function's memory is tested elsewhere. */
const MEMORY_MB = 1024;

/** Synthesises the quickstart's server with settings for many clients. Returns the cloud assembly. */
export function synthesiseApp(outdir: string): string {
  const code = directoryOf({});
  buildSync({ entryPoints: [SERVER], outfile: join(code, 'server.cjs'), bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' });
  const app = new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true } });
  new McpLambdaServer(new Stack(app, 'Endurance'), 'Server', {
    code: McpServerCode.nodejs(code, { entry: 'server.cjs' }),
    endpoint: McpEndpoint.httpApi({ throttle: UNTHROTTLED }),
    auth: McpAuth.none(),
    memorySize: MEMORY_MB,
  });
  return app.synth().directory;
}
