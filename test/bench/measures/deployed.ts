import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { ADAPTER_VERSION, adapterBinarySync } from '../../deploy/tools/adapter';
import { measured } from '../deployed/measured';
import { Row, row, unmeasured } from '../row';
import { Workspace } from '../workspace';

const OVERHEAD = 'latency that the adapter adds';

const CALLS = 1000;
const WARM_UP_CALLS = 200;

/** A function behind the real Lambda Web Adapter, in the harness that stands for Lambda. */
export async function deployed({ directory, server }: Workspace): Promise<Row[]> {
  const installed = adapterBinarySync();
  if ('error' in installed) return [unmeasured(OVERHEAD, 'ms', installed.error)];
  const { through, direct } = await measured({
    kind: 'overhead',
    adapter: installed.binary,
    code: { kind: 'nodejs', directory: server },
    outdir: mkdtempSync(join(directory, 'deployed-')),
    calls: CALLS,
    warmUpCalls: WARM_UP_CALLS,
  });
  const note = `${through.toFixed(2)} ms, directly ${direct!.toFixed(2)} ms; p50 of ${CALLS} calls each, adapter ${ADAPTER_VERSION}`;
  return [row(OVERHEAD, through - direct!, 'ms', undefined, note)];
}
