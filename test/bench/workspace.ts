import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** The repository. */
export const ROOT = join(__dirname, '../..');

const QUICKSTART = join(ROOT, 'examples/quickstart');
const STREAMING = join(ROOT, 'examples/streaming');

/** What starts the server beside the adapter, in the hand-written stack. */
const RUN_SCRIPT = '#!/bin/sh\nexec node server.cjs\n';

/** A CDK app that Node runs without a compiler, whose share of the time would hide what is compared. */
export interface CompiledApp {
  /** Where it runs: the server's code is `build` in it. */
  readonly directory: string;
  /** The name of its file. */
  readonly file: string;
}

/** The CDK apps that are compared, with the bundled server in them. */
export interface Workspace {
  /** Absolute; everything is in it, whatever a measurement writes too. */
  readonly directory: string;
  /** The directory of the bundled `server.cjs`. */
  readonly server: string;
  /** The example as users have it. */
  readonly quickstart: CompiledApp;
  /** The same server a hundred times, in a stack each. */
  readonly hundred: CompiledApp;
  /** The quickstart with a throttle that no load here reaches. */
  readonly unthrottled: CompiledApp;
  /** The example behind a REST API, whose tool reports its progress. */
  readonly streaming: CompiledApp;
  /** Hand-written, without the library. */
  readonly baseline: { readonly quickstart: CompiledApp; readonly hundred: CompiledApp };
}

/** Makes the workspace in a temporary directory, which is the caller's to remove. */
export function makeWorkspace(): Workspace {
  const directory = mkdtempSync(join(tmpdir(), 'mcp-lambda-bench-'));
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  const [library, streaming, baseline] = [join(directory, 'library'), join(directory, 'streaming'), join(directory, 'baseline')];
  compile(library, { quickstart: join(QUICKSTART, 'app.ts'), hundred: ours('hundred.ts'), unthrottled: ours('unthrottled.ts') });
  compile(streaming, { app: join(STREAMING, 'app.ts') });
  compile(baseline, { 'quickstart': byHand('app.ts'), 'hundred': byHand('hundred.ts'), 'server-stack': byHand('server-stack.ts') });
  [library, baseline].forEach((app) => bundleServer(QUICKSTART, app));
  bundleServer(STREAMING, streaming);
  writeFileSync(join(baseline, 'build/run.sh'), RUN_SCRIPT, { mode: 0o755 });
  return {
    directory,
    server: join(library, 'build'),
    quickstart: { directory: library, file: 'quickstart.js' },
    hundred: { directory: library, file: 'hundred.js' },
    unthrottled: { directory: library, file: 'unthrottled.js' },
    streaming: { directory: streaming, file: 'app.js' },
    baseline: {
      quickstart: { directory: baseline, file: 'quickstart.js' },
      hundred: { directory: baseline, file: 'hundred.js' },
    },
  };
}

const ours = (file: string) => join(__dirname, 'library', file);
const byHand = (file: string) => join(__dirname, 'baseline', file);

/** Each file by itself: packages are found in `node_modules`, as in a user's project. */
function compile(outdir: string, entryPoints: Record<string, string>): void {
  buildSync({ entryPoints, outdir, format: 'cjs', platform: 'node', logLevel: 'error' });
}

/** As the example's own script does. */
function bundleServer(example: string, directory: string): void {
  mkdirSync(join(directory, 'build'));
  buildSync({
    entryPoints: [join(example, 'server.ts')],
    outfile: join(directory, 'build/server.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    logLevel: 'error',
  });
}
