import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { DeployConfig, McpLambdaServer } from '../../../../src';
import { readStacks } from '../../../src/template/assembly/assembly';
import { PostDeployTests, USUAL_TESTS } from '../../../src/template/assembly/post-deploy-tests';
import { project, removeProjects } from '../../init/project-files';

afterEach(removeProjects);

/** What the assembly of a project says of its only server. */
function testsOf(section: string): PostDeployTests | undefined {
  const directory = project({ 'server.js': '', '.pmcp/deploy.toml': `[server]\nname = "tools"\n[auth]\nenabled = false\n[build]\nkind = "nodejs"\nentry = "server.js"\n${section}` });
  const file = join(directory, '.pmcp/deploy.toml');
  const outdir = realpathSync(mkdtempSync(join(tmpdir(), 'assembly-')));
  try {
    const app = new App({ outdir, context: { 'aws:cdk:bundling-stacks': [] } });
    McpLambdaServer.fromDeployToml(new Stack(app, DeployConfig.fromFile(file).stackName), 'Server', file);
    app.synth();
    const [{ path, postDeployTests }] = readStacks(outdir);
    return postDeployTests?.get(`${path}/Server`);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test('all that a deploy.toml says is read from the assembly', () => {
  expect(testsOf('[post_deploy_tests]\nenabled = false\non_failure = "warn"\ntimeout_seconds = 10\nwarmup_grace_ms = 500')).toEqual({
    enabled: false, required: false, timeoutMs: 10_000, graceMs: 500,
  });
});

test('what it leaves out is as it is without it', () => {
  expect(testsOf('[post_deploy_tests]\nchecks = ["connectivity"]')).toEqual(USUAL_TESTS);
  expect(testsOf('')).toBeUndefined();
  expect(USUAL_TESTS).toEqual({ enabled: true, required: true, timeoutMs: 60_000, graceMs: 0 });
});
