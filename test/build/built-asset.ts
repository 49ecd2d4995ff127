import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { TARGET } from './tools';
import { McpAuth, McpLambdaServer, McpServerCode } from '../../src';
import { directoryOf } from '../support';

/** Synthesises a server with these programs before others, and answers with the directory that would be uploaded. */
export function builtAsset(programs: string, code: McpServerCode, architecture: lambda.Architecture): string {
  Object.assign(process.env, { PATH: `${programs}:${process.env.PATH}`, CARGO_TARGET_DIR: TARGET, UV_PYTHON_DOWNLOADS: 'never' });
  const app = new App({ outdir: join(directoryOf({}), 'cdk.out') });
  new McpLambdaServer(new Stack(app, 'Stack'), 'Server', { code, architecture, auth: McpAuth.none() });
  const { directory } = app.synth();
  return join(directory, readdirSync(directory).find((name) => name.startsWith('asset.'))!);
}

/** What a file says of itself, read without the library's own reader. */
export interface Binary {
  readonly machine: number;

  /** Every version of glibc that is named in it, as two numbers. */
  readonly glibc: number[][];
}

/** Executables and shared libraries, by their path. */
export function binariesIn(directory: string): Record<string, Binary> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.flatMap((entry) => {
    const content = readFileSync(join(entry.parentPath, entry.name));
    if (content.toString('latin1', 0, 4) !== '\x7fELF') return [];
    const versions = [...content.toString('latin1').matchAll(/\0GLIBC_(\d+)\.(\d+)/g)].map(([, major, minor]) => [Number(major), Number(minor)]);
    return [[join(entry.parentPath, entry.name).slice(directory.length + 1), { machine: content.readUInt16LE(18), glibc: versions }]];
  }));
}
