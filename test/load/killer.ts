import { setTimeout as delay } from 'node:timers/promises';
import { oneOf } from './random';
import type { DevEvent } from '../../cli/src/terminal/events';
import { killHard } from '../../demo/dev-process';

/** An instance that was killed. */
export interface Kill {
  readonly instance: number;
  readonly pid: number;
}

/** Kills instances until it is told to stop. */
export interface Killer {
  readonly kills: readonly Kill[];
  stop(): Promise<void>;
}

/** The longest pause between two kills. Each costs the start of a server, and this machine may be a small one. */
const PAUSE_MS = 1_000;

/** The share of kills that wait for an instance which is just starting. */
const AT_START = 0.3;

/** How long they wait: where there are idle instances, none starts. */
const START_MS = 500;

const LOOK_MS = 20;

/** Follows the events of `dev` and kills one of its instances at random, as the kernel does that is out of memory. */
export function startKiller(events: readonly DevEvent[], random: () => number): Killer {
  const kills: Kill[] = [];
  const starting = new Map<number, Kill>();
  const ready = new Map<number, Kill>();
  let seen = 0;
  let over = false;

  const follow = () => {
    for (; seen < events.length; seen += 1) {
      const event = events[seen];
      switch (event.event) {
        case 'instance-started':
          starting.set(event.instance, event);
          break;
        case 'instance-ready':
          if (starting.delete(event.instance)) ready.set(event.instance, event);
          break;
        case 'instance-ended':
          starting.delete(event.instance);
          ready.delete(event.instance);
      }
    }
  };

  const victim = async (): Promise<Kill | undefined> => {
    const deadline = performance.now() + (random() < AT_START ? START_MS : 0);
    for (;;) {
      follow();
      const late = over || performance.now() >= deadline;
      const among = [...(late ? ready : starting).values()];
      if (late || among.length > 0) return among.length > 0 ? oneOf(among, random) : undefined;
      await delay(LOOK_MS);
    }
  };

  const work = async () => {
    while (!over) {
      await delay(random() * PAUSE_MS);
      const found = await victim();
      if (!found) continue;
      const { instance, pid } = found;
      starting.delete(instance);
      ready.delete(instance);
      kills.push({ instance, pid });
      killHard(pid);
    }
  };
  const working = work();
  return {
    kills,
    stop: async () => {
      over = true;
      await working;
    },
  };
}
