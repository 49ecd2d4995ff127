import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Cloud } from './cloud';
import { fitting } from './mcp-lambda-cli';

/** The app that the command line runs for a `deploy.toml` without an app of its own. */
const OWN_APP = join(__dirname, '../../../cli/lib/cdk-app/bin/app.js');

/** The feature flags that `deploy init` writes. */
const { context } = JSON.parse(readFileSync(join(__dirname, '../../../cli/templates/cdk/cdk.json'), 'utf8')) as { context: object };

/** What a server does that is deployed. */
export type Mode = 'good' | 'busy' | 'silent' | 'crashing';

/** A server with a `deploy.toml`, as somebody has it who knows no CDK. */
export class TomlProject {
  readonly toml: string;
  readonly app: string;
  private readonly modeFile: string;

  /** Makes the server alone, in a new directory. */
  constructor(readonly root: string, private readonly cloud: Cloud) {
    this.app = join(root, '.pmcp', 'cdk');
    this.toml = join(root, '.pmcp', 'deploy.toml');
    this.modeFile = join(cloud.directory, 'mode');
    mkdirSync(root);
    this.become('good');
    writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'tools', main: 'server.cjs' }));
    buildSync({
      entryPoints: [join(__dirname, 'servers', 'switched.ts')],
      outfile: join(root, 'server.cjs'),
      bundle: true,
      define: { MODE_FILE: JSON.stringify(this.modeFile) },
      platform: 'node',
      target: 'node20',
      logLevel: 'warning',
    });
  }

  /** What the server does from now on, deployed or not. */
  become(mode: Mode): void {
    writeFileSync(this.modeFile, mode);
  }

  /** Adds what synthesises it for ministack. */
  addApp(): void {
    mkdirSync(this.app, { recursive: true });
    const command = `${process.execPath} ${OWN_APP} ../deploy.toml`;
    writeFileSync(join(this.app, 'cdk.json'), JSON.stringify({ app: fitting(command, this.cloud), context }));
  }
}
