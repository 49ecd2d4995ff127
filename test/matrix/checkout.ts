import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '../..');

/** The repository with a version of the CDK. */
export interface Checkout {
  readonly directory: string;
  readonly cdkVersion: string;
}

/** This repository, whose CDK is the oldest that is supported; or a copy of it with another version. */
export function checkout(cdk?: string): Checkout {
  const directory = cdk === undefined ? ROOT : copyWith(cdk);
  const manifest = path.join(directory, 'node_modules/aws-cdk-lib/package.json');
  return { directory, cdkVersion: JSON.parse(fs.readFileSync(manifest, 'utf8')).version };
}

function copyWith(cdk: string): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-mcp-lambda-matrix-'));
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter((file) => file !== '');
  // What is compiled comes along: users, too, compile nothing with their version of the CDK.
  for (const file of [...tracked, 'lib', 'cli/lib', '.jsii']) {
    fs.cpSync(path.join(ROOT, file), path.join(directory, file), { recursive: true });
  }
  const npm = (...args: string[]) => execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: directory, stdio: 'inherit' });
  npm('ci');
  npm('install', '--no-save', `aws-cdk-lib@${cdk}`, 'constructs@latest');
  return directory;
}
