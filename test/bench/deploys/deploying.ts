import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildSync } from 'esbuild';
import { Cloud, Installed, startCloud } from '../../deploy/cloud/cloud';
import { McpLambdaCli } from '../../deploy/cloud/mcp-lambda-cli';
import { CompiledApp, ROOT, Workspace } from '../workspace';

/** The two programs that deploy the same app. */
export type Deployer = 'mcp-lambda' | 'cdk';

/** As both are installed, each with what keeps it from asking. */
const PROGRAMS: Readonly<Record<Deployer, readonly string[]>> = {
  'mcp-lambda': [join(ROOT, 'cli/bin/mcp-lambda'), 'deploy', '--yes'],
  // Notices come from the internet.
  'cdk': [join(ROOT, 'node_modules/aws-cdk/bin/cdk'), 'deploy', '--require-approval', 'never', '--no-notices'],
};

/** An app in an account that is bootstrapped; both programs deploy it, one after the other, into one stack. */
export class Deploying {
  static async start(installed: Installed, { directory, quickstart }: Pick<Workspace, 'directory' | 'quickstart'>): Promise<Deploying> {
    const cloud = await startCloud(installed);
    try {
      const app = makeApp(quickstart, cloud, join(directory, 'deploy'));
      return new Deploying(app, cloud, await McpLambdaCli.start(app, cloud, installed));
    } catch (error) {
      await cloud.stop();
      throw error;
    }
  }

  private changes = 0;
  private readonly onExit: () => void;

  private constructor(private readonly app: string, private readonly cloud: Cloud, private readonly cli: McpLambdaCli) {
    this.onExit = () => rmSync(cloud.directory, { recursive: true, force: true });
    process.once('exit', this.onExit); // should the bench be interrupted
  }

  /** Changes a file of the server's code and deploys: the whole process, in milliseconds. */
  async deploy(deployer: Deployer): Promise<number> {
    writeFileSync(join(this.app, 'build/change.txt'), String(++this.changes));
    const started = performance.now();
    const child = spawn(process.execPath, PROGRAMS[deployer], {
      cwd: this.app,
      env: this.cli.environment({ CDK_DISABLE_CLI_TELEMETRY: 'true' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed = Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await once(child, 'close') as [number | null];
    const ms = performance.now() - started;
    if (code !== 0) throw new Error(`${deployer} deploy ended with code ${code}:\n${(await printed).join('').trim()}`);
    return ms;
  }

  async stop(): Promise<void> {
    await this.cli.proxy.stop();
    await this.cloud.stop();
    process.off('exit', this.onExit);
  }
}

/** The compiled quickstart; what its synthesis makes is then changed so that ministack can run it, as by the tests. */
function makeApp({ directory, file }: CompiledApp, { environment: { program, adapter } }: Cloud, app: string): string {
  mkdirSync(app);
  for (const part of [file, 'build']) cpSync(join(directory, part), join(app, part), { recursive: true });
  const fit = join(app, 'fit.cjs');
  buildSync({ entryPoints: [join(ROOT, 'test/deploy/cloud/fit-app.ts')], outfile: fit, bundle: true, platform: 'node', external: ['esbuild'], logLevel: 'error' });
  const node = JSON.stringify(process.execPath);
  writeFileSync(join(app, 'cdk.json'), JSON.stringify({ app: `${node} ${file} && ${node} ${fit} ${program} ${adapter}` }));
  return app;
}
