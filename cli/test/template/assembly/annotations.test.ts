import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Annotations, App, Stack } from 'aws-cdk-lib';
import { McpAuth, McpLambdaServer, McpServerCode } from '../../../../src';
import { readServers } from '../../../src/template/read-servers';
import { project, removeProjects } from '../../init/project-files';

afterEach(removeProjects);

const TOML = '[server]\nname = "tools"\n[auth]\nenabled = false\n[build]\nkind = "nodejs"\nentry = "server.js"\n';

/** What the command line says of an app's stack. */
function warningsOf(define: (stack: Stack, directory: string) => void): string[] {
  const directory = project({ 'server.js': '', '.pmcp/deploy.toml': TOML, 'elsewhere.toml': TOML });
  const outdir = realpathSync(mkdtempSync(join(tmpdir(), 'assembly-')));
  try {
    const app = new App({ outdir, context: { 'aws:cdk:bundling-stacks': [] } });
    define(new Stack(app, 'Demo'), directory);
    app.synth();
    return readServers(outdir).warnings.map(({ message }) => message.replaceAll(directory, '<project>'));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test('a server of a deploy.toml is spoken of by file and line, and not by its construct', () => {
  expect(warningsOf((stack, directory) => McpLambdaServer.fromDeployToml(stack, 'Server', join(directory, '.pmcp/deploy.toml')))).toEqual([
    '[auth] enabled (.pmcp/deploy.toml:4): got [auth] enabled = false: everybody who knows the URL may call the server, '
      + 'expected another auth, such as [auth.jwt], or acknowledged = ["publicAccess"] in [warnings] [publicAccess]',
  ]);
});

test('a file of another name keeps it', () => {
  expect(warningsOf((stack, directory) => McpLambdaServer.fromDeployToml(stack, 'Server', join(directory, 'elsewhere.toml')))).toEqual([
    expect.stringMatching(/^\[auth\] enabled \(<project>\/elsewhere\.toml:4\): got/),
  ]);
});

test('what others say of such a server stands behind its path', () => {
  expect(warningsOf((stack, directory) => {
    const server = McpLambdaServer.fromDeployToml(stack, 'Server', join(directory, '.pmcp/deploy.toml'));
    Annotations.of(server).acknowledgeWarning('cdk-mcp-lambda:publicAccess');
    Annotations.of(server).addWarningV2('our:rule', 'has no owner');
  })).toEqual(['Demo/Server: has no owner [ack: our:rule]']);
});

test('a server of an app is spoken of by its path, in the words of the app', () => {
  expect(warningsOf((stack, directory) => new McpLambdaServer(stack, 'Server', { code: McpServerCode.nodejs(directory, { entry: 'server.js' }), auth: McpAuth.none() }))).toEqual([
    expect.stringMatching(/^Demo\/Server: auth: got McpAuth\.none\(\): .*\[ack: cdk-mcp-lambda:publicAccess\]$/),
  ]);
});
