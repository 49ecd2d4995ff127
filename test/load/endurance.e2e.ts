import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { contradictions, eventsOf, killed, refusals, tally, unexplainedEnds, unexplainedErrors } from './accounts';
import { synthesiseApp } from './app';
import type { DeedKind } from './deed';
import { median, quarter } from './memory';
import { LoadedRun, runLoad } from './run';
import { allGone, endPrograms, isOpen, Program } from '../../cli/test/commands/running-program';
import { REVISIONS } from '../../demo/client';
import { directoryOf } from '../support';

// A shorter run for those who work on it: `LOAD_SECONDS=15 npm run test:load`. The seed repeats a run's
// random choices, though not its timing.
const SECONDS = Number(process.env.LOAD_SECONDS ?? 60);
const CLIENTS = Number(process.env.LOAD_CLIENTS ?? 50);
const SEED = Number(process.env.LOAD_SEED ?? Math.floor(Math.random() * 1e6));

/**
 * How far the last quarter's memory may be above the second's; the collector alone makes up for 5 MB.
 * In between are half of the requests: to keep 5 kB of each, or 300 kB of each killed instance, is too much.
 */
const TOLERANCE_MB = 20;

const MCP_LAMBDA = join(__dirname, '../../cli/bin/mcp-lambda');
const KINDS: DeedKind[] = ['connect', 'add', 'word count', 'big body', 'wait', 'leave', 'abandon upload'];

/** Enough to see what is wrong. */
const some = <T>(all: readonly T[]) => all.slice(0, 5);

const onLinux = process.platform === 'linux';
if (!onLinux) process.stderr.write('test/load reads from /proc what dev holds, which Linux alone has: skipped\n');
const describeOnLinux = onLinux ? describe : describe.skip;

describeOnLinux(`${CLIENTS} clients for ${SECONDS} s with instances killed at random (seed ${SEED})`, () => {
  const directory = directoryOf({});
  const temporary = join(directory, 'tmp');
  let program: Program;
  let run: LoadedRun;

  beforeAll(async () => {
    synthesiseApp(join(directory, 'cdk.out'));
    mkdirSync(temporary);
    // An app that does no more than `cdk synth` has done before.
    const app = 'cp -R cdk.out/. "$CDK_OUTDIR"';
    program = new Program(spawn(process.execPath, [MCP_LAMBDA, 'dev', '--app', app, '--port', '0', '--json', '--max-instances', '1000'], {
      cwd: directory,
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    }));
    run = await runLoad(program, { clients: CLIENTS, seconds: SECONDS, seed: SEED });
    const { deeds, events, memory } = run;
    const { busy, idle, starting } = killed(run);
    process.stderr.write([
      `seed ${SEED}; ${tally(deeds.map(({ kind }) => kind))}`,
      `${tally(deeds.map(({ ending }) => ending))}; the slowest took ${Math.max(...deeds.map(({ ms }) => ms))} ms`,
      `${program.instances.length} instances, of which were killed: ${busy} busy, ${idle} idle, ${starting} starting`,
      `requests: ${tally(eventsOf(events, 'request').map(({ status }) => String(status)))}`,
      `memory: ${memory.map((mb) => Math.round(mb)).join(' ')} MB\n`,
    ].join('\n'));
  }, SECONDS * 1_000 + 90_000);

  afterAll(endPrograms);

  test('there was enough of everything', () => {
    expect(new Set(run.deeds.map(({ client }) => client)).size).toBe(CLIENTS);
    for (const revision of REVISIONS) {
      const own = run.deeds.filter((deed) => deed.revision === revision && deed.ending === 'own answer');
      expect(own.length).toBeGreaterThan(CLIENTS);
    }
    expect(new Set(run.deeds.map(({ kind }) => kind))).toEqual(new Set(KINDS));
    const { busy, idle, starting } = killed(run);
    expect(Math.min(busy, idle, starting)).toBeGreaterThan(SECONDS / 20);
  });

  test('every call ended with its own answer or with the gateway\'s error', () => {
    expect(some(run.deeds.filter(({ ending }) => ending === 'wrong'))).toEqual([]);
  });

  test('every error of the gateway was that of a request whose instance was killed', () => {
    expect(some(unexplainedErrors(run))).toEqual([]);
    expect(some(refusals(run))).toEqual([]);
  });

  test('every answer is one that dev tells about, with its status and process', () => {
    expect(some(contradictions(run))).toEqual([]);
  });

  test('no instance ended but those that were killed', () => {
    expect(some(unexplainedEnds(run))).toEqual([]);
  });

  test('memory stayed flat', () => {
    const [early, late] = [2, 4].map((number) => median(quarter(run.memory, number)));
    expect(late - early).toBeLessThan(TOLERANCE_MB);
  });

  test('at rest dev holds no more files, connections and processes than before', () => {
    expect(run.after).toEqual(run.before);
  });

  test('Ctrl-C leaves no process, no port and no file', async () => {
    const pids = [...run.after.others, ...program.instances.map(({ pid }) => pid)];
    const { url } = await program.ready();
    program.child.kill('SIGINT');
    const { code, errors, events } = await program.result;
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(events.at(-1)).toMatchObject({ event: 'stopped', requests: eventsOf(events, 'request').length, instances: program.instances.length });
    await allGone(pids);
    expect(await isOpen(Number(new URL(url).port))).toBe(false);
    expect(readdirSync(temporary)).toEqual([]);
  }, 30_000);
});
