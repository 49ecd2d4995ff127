import * as fs from 'node:fs';
import * as path from 'node:path';
import { AssetHashType } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { attempt } from '../building/built-code';
import { Preparation } from '../managed-runtime';

/** The one file that is left. */
export const BUNDLE = 'server.mjs';

/** What modules of the older kind expect, of which packages still have many, and ES modules lack. */
const COMMONJS = [
  'import { createRequire as __createRequire } from "node:module"',
  'import { fileURLToPath as __fileURLToPath } from "node:url"',
  'import { dirname as __dirnameOf } from "node:path"',
  'const require = __createRequire(import.meta.url)',
  'const __filename = __fileURLToPath(import.meta.url)',
  'const __dirname = __dirnameOf(__filename)',
].join(';');

/** esbuild says by itself what is wrong; the stack of its error says nothing more. */
const PROGRAM = 'try { require(process.argv[1]).buildSync(JSON.parse(process.argv[2])); } catch { process.exitCode = 1; }';

/**
 * Makes one file of the entry and all that it imports. An ES module, in which servers may await at the
 * top. The hash is that of the file: imports lead out of the directory, and esbuild takes a moment.
 */
export function bundle(directory: string, entry: string, runtime: lambda.Runtime): Preparation {
  // The project's own, in the version of its lock file; else that of the CDK app, which is the running program.
  const esbuild = packageAbove(path.resolve(directory), 'esbuild') ?? packageAbove(path.dirname(path.resolve(process.argv[1] ?? '')), 'esbuild');
  return {
    tool: {
      name: 'esbuild',
      probes: esbuild === undefined ? [] : [[process.execPath, '-e', 'require(process.argv[1])', esbuild]],
      install: '"npm install --save-dev esbuild" in the project',
    },
    hash: AssetHashType.OUTPUT,
    make: (output) => {
      const options = {
        entryPoints: [path.resolve(directory, entry)],
        absWorkingDir: path.resolve(directory),
        bundle: true,
        platform: 'node',
        target: targetOf(runtime),
        format: 'esm',
        banner: { js: `${COMMONJS};` },
        outfile: path.join(output, BUNDLE),
        logLevel: 'warning',
        color: false,
      };
      attempt('esbuild', [process.execPath, '-e', PROGRAM, esbuild ?? '', JSON.stringify(options)], directory);
    },
  };
}

/** A package as Node.js finds it from the directory. */
function packageAbove(directory: string, name: string): string | undefined {
  const found = path.join(directory, 'node_modules', name);
  if (fs.existsSync(path.join(found, 'package.json'))) {
    return found;
  }
  const above = path.dirname(directory);
  return above === directory ? undefined : packageAbove(above, name);
}

/** `nodejs24.x` to `node24`. */
function targetOf({ name }: lambda.Runtime): string {
  const version = /^nodejs(\d+)/.exec(name);
  return version ? `node${version[1]}` : 'esnext';
}
