import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { adapterBinarySync } from '../../deploy/tools/adapter';
import { builtExample, ExampleName } from '../../deploy/tools/examples';
import { measured } from '../deployed/measured';
import { DeployedServer } from '../deployed/plan';
import { Row, row, unmeasured } from '../row';
import { Workspace } from '../workspace';

/** As many as the bench waits for. */
const RUNS = 7;

/** From nothing to the first answer of a tool: adapter, server and readiness check start, then comes the call. */
export interface ColdStart {
  /** What the example is written in. */
  readonly language: string;
  /** Medians in milliseconds: all of it, and the init phase in it. Or why there are none. */
  readonly times: { readonly total: number; readonly init: number } | { readonly error: string };
}

/** What is needed of the bench's workspace. */
export type ColdStartWorkspace = Pick<Workspace, 'directory' | 'server'>;

type Code = DeployedServer['code'] | { readonly error: string };

const EXAMPLES: ReadonlyArray<readonly [language: string, code: (workspace: ColdStartWorkspace) => Code]> = [
  ['Node.js', ({ server }) => ({ kind: 'nodejs', directory: server })],
  ['Python', () => built('python', 'python')],
  ['Rust', () => built('rust-pmcp', 'executable')],
];

/** Starts each example so many times. */
export async function measureColdStarts(workspace: ColdStartWorkspace, runs: number): Promise<ColdStart[]> {
  const starts: ColdStart[] = [];
  for (const [language, codeOf] of EXAMPLES) {
    starts.push({ language, times: await timesOf(() => codeOf(workspace), workspace, runs) });
  }
  return starts;
}

/** The same as rows of the bench. */
export async function coldStarts(workspace: Workspace): Promise<Row[]> {
  return (await measureColdStarts(workspace, RUNS)).map(({ language, times }) => {
    const name = `cold start of the ${language} example`;
    if ('error' in times) return unmeasured(name, 'ms', times.error);
    return row(name, times.total, 'ms', undefined, `median of ${RUNS}, at the speed of this machine; the init phase ${times.init.toFixed(1)} ms`);
  });
}

async function timesOf(codeOf: () => Code, { directory }: ColdStartWorkspace, runs: number): Promise<ColdStart['times']> {
  const installed = adapterBinarySync();
  if ('error' in installed) return installed;
  const code = codeOf();
  if ('error' in code) return code;
  const outdir = mkdtempSync(join(directory, 'cold-start-'));
  const { through, init } = await measured({ kind: 'cold start', adapter: installed.binary, code, outdir, runs });
  return { total: through, init: init! };
}

function built(name: ExampleName, kind: 'python' | 'executable'): Code {
  const example = builtExample(name);
  return 'error' in example ? example : { kind, directory: join(example.directory, 'build') };
}
