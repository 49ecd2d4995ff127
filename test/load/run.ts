import { setTimeout as delay } from 'node:timers/promises';
import { eventsOf, Run } from './accounts';
import { Crew, startCrew } from './crew-process';
import type { Deed } from './deed';
import { startKiller } from './killer';
import { watchMemory } from './memory';
import { holdingsOf } from './process-facts';
import { randomFrom } from './random';
import type { Program } from '../../cli/test/commands/running-program';

/** How much load, and how long. */
export interface Load {
  readonly clients: number;
  /** From the moment at which all clients have connected. */
  readonly seconds: number;
  readonly seed: number;
}

/** The processes among which the clients are shared out, so that none is busier than `dev`. */
const CREWS = 2;

/** Standard output and error of a server process, which `dev` reads. */
const FILES_PER_INSTANCE = 2;

/** Longer than anybody keeps an idle connection to a server: that is 5 s. */
const REST_MS = 20_000;

const LOOK_MS = 100;

/** What `dev` holds when it has nothing to do, apart from its instances. */
export interface Rest {
  readonly connections: number;
  readonly files: number;
  /** Processes that are no instances. */
  readonly others: readonly number[];
  /** Instances that have ended and are still among its processes, or that live and are not. */
  readonly strays: readonly number[];
}

/** A run and what `dev` held before, meanwhile and after. */
export interface LoadedRun extends Run {
  /** Resident memory in MB, one a second. */
  readonly memory: readonly number[];
  readonly before: Rest;
  readonly after: Rest;
}

/** Lets the clients call while instances are killed. Resolves when all clients have ended and `dev` is at rest again. */
export async function runLoad(program: Program, { clients, seconds, seed }: Load): Promise<LoadedRun> {
  const { url } = await program.ready();
  await program.event('host-checked');
  // The process that checked the public host is gone, and the guardian is left.
  const before = await rest(program, ({ connections, strays, others }) => connections === 0 && strays.length === 0 && others.length === 1);
  const deeds: Deed[] = [];
  const size = Math.ceil(clients / CREWS);
  const crews: Crew[] = [];
  try {
    for (let first = 0; first < clients; first += size) {
      crews.push(startCrew({ url, first, size: Math.min(size, clients - first), clients, seed }, (deed) => deeds.push(deed)));
    }
    await Promise.all(crews.map(({ complete }) => complete));
    const memory = watchMemory(program.child.pid!);
    const killer = startKiller(program.events, randomFrom(`${seed} killer`));
    try {
      await Promise.race([delay(seconds * 1_000), ended(program)]);
    } finally {
      memory.stop();
      await killer.stop();
    }
    await Promise.all(crews.map((crew) => crew.stop()));
    const after = await rest(program, (now) => JSON.stringify(now) === JSON.stringify(before));
    return { deeds, events: program.events, kills: killer.kills, memory: memory.samples, before, after };
  } finally {
    crews.forEach((crew) => crew.kill());
  }
}

/** Never resolves; rejects where `dev` ends. */
async function ended({ result }: Program): Promise<never> {
  const { code, signal, errors } = await result;
  throw new Error(`dev has ended under load (${signal ?? code}): ${errors}`);
}

/** Waits until `dev` holds what is wanted, and resolves with what it holds then or after some time. */
async function rest(program: Program, wanted: (rest: Rest) => boolean): Promise<Rest> {
  const deadline = performance.now() + REST_MS;
  for (;;) {
    const now = restOf(program);
    if (wanted(now) || performance.now() > deadline) return now;
    await delay(LOOK_MS);
  }
}

function restOf({ child, events }: Program): Rest {
  const { connections, files, children } = holdingsOf(child.pid!);
  const over = new Set(eventsOf(events, 'instance-ended').map(({ instance }) => instance));
  const started = eventsOf(events, 'instance-started');
  const alive = started.filter(({ instance }) => !over.has(instance)).map(({ pid }) => pid);
  const all = started.map(({ pid }) => pid);
  return {
    connections,
    files: files - FILES_PER_INSTANCE * alive.length,
    others: children.filter((pid) => !all.includes(pid)),
    strays: [...children.filter((pid) => all.includes(pid) && !alive.includes(pid)), ...alive.filter((pid) => !children.includes(pid))],
  };
}
