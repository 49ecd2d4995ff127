import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { atMost, Row, row } from '../row';
import { median } from '../statistics';
import { synthesise, Templates, templatesIn } from '../synthesise';
import { CompiledApp, Workspace } from '../workspace';

/** Odd, so that one pair is the median. */
const QUICKSTART_PAIRS = 21;
const HUNDRED_PAIRS = 9;

const TIME = atMost(1.05);
const TYPES = atMost(0);
const BYTES = atMost(1.1);

/** An app with the library beside the same by hand. */
interface Comparison {
  readonly timeRatio: number;
  readonly note: string;
  readonly ours: Templates;
  readonly byHand: Templates;
}

/** What the library adds to the synthesis of the quickstart, and of a hundred of it, over the CDK's own constructs. */
export async function synthesis({ directory, quickstart, hundred, baseline }: Workspace): Promise<Row[]> {
  const one = await compare(quickstart, baseline.quickstart, QUICKSTART_PAIRS, directory);
  const many = await compare(hundred, baseline.hundred, HUNDRED_PAIRS, directory);
  return [
    row('synthesis of the quickstart', one.timeRatio, 'ratio', TIME, one.note),
    row('resource types of the quickstart that differ', differences(one), 'resources', TYPES, `of ${one.ours.types.length}`),
    row('template of the quickstart', one.ours.bytes / one.byHand.bytes, 'ratio', BYTES, `${one.ours.bytes} bytes, by hand ${one.byHand.bytes}`),
    row('synthesis of 100 servers', many.timeRatio, 'ratio', TIME, many.note),
  ];
}

/** In pairs, whose order takes turns: a machine that gets slower meanwhile is slower for both. */
async function compare(ours: CompiledApp, byHand: CompiledApp, pairs: number, directory: string): Promise<Comparison> {
  const outdirs = { ours: join(directory, 'ours.out'), byHand: join(directory, 'by-hand.out') };
  const run = {
    ours: async () => synthesiseAnew(ours, outdirs.ours),
    byHand: async () => synthesiseAnew(byHand, outdirs.byHand),
  };
  const times: { readonly ours: number; readonly byHand: number }[] = [];
  // The first pair finds cold file caches and does not count.
  for (let pair = 0; pair <= pairs; pair++) {
    const time = pair % 2 === 0
      ? { ours: await run.ours(), byHand: await run.byHand() }
      : { byHand: await run.byHand(), ours: await run.ours() };
    if (pair > 0) times.push(time);
  }
  const [oursMs, byHandMs] = [median(times.map((time) => time.ours)), median(times.map((time) => time.byHand))];
  return {
    timeRatio: median(times.map((time) => time.ours / time.byHand)),
    note: `${Math.round(oursMs)} ms, by hand ${Math.round(byHandMs)} ms; ${pairs} pairs`,
    ours: templatesIn(outdirs.ours),
    byHand: templatesIn(outdirs.byHand),
  };
}

/** Assets that are there already would not be copied again. */
async function synthesiseAnew(app: CompiledApp, outdir: string): Promise<number> {
  rmSync(outdir, { recursive: true, force: true });
  return synthesise(app, outdir);
}

/** How many resources one template has of a type and the other has not. */
export function differences({ ours, byHand }: Pick<Comparison, 'ours' | 'byHand'>): number {
  const counts = new Map<string, number>();
  ours.types.forEach((type) => counts.set(type, (counts.get(type) ?? 0) + 1));
  byHand.types.forEach((type) => counts.set(type, (counts.get(type) ?? 0) - 1));
  return [...counts.values()].reduce((sum, count) => sum + Math.abs(count), 0);
}
