import * as fs from 'node:fs';
import * as path from 'node:path';
import { CDK_VERSION, CONSUMERS, run } from './run';
import { tarballOf } from '../../scripts/package';

/** TypeScript, with the npm package and the CDK of the other languages: what they write is compared to this. */
export function synthesiseTypeScript(outdir: string): void {
  const project = `${outdir}-project`;
  fs.mkdirSync(project);
  fs.writeFileSync(path.join(project, 'package.json'), '{"private":true}');
  fs.copyFileSync(path.join(CONSUMERS, 'typescript', 'app.ts'), path.join(project, 'app.ts'));
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', tarballOf('cdk-mcp-lambda'), `aws-cdk-lib@${CDK_VERSION}`, 'constructs@10', 'tsx@4'], { cwd: project });
  run(path.join(project, 'node_modules', '.bin', 'tsx'), [path.join(project, 'app.ts')], { cwd: CONSUMERS, env: { CDK_OUTDIR: outdir } });
}
