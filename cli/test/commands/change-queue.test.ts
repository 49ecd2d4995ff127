import { ChangeQueue, Reload } from '../../src/commands/change-queue';

/** What a reload that is under way does while it runs; it is taken from the front. */
type Step = (queue: ChangeQueue) => boolean | Promise<boolean>;

/** Lets the steps happen one after the other and returns the files that each was for. */
async function rounds(first: readonly string[], ...steps: Step[]): Promise<string[][]> {
  const seen: string[][] = [];
  const left = [...steps];
  await new Promise<void>((resolve, reject) => {
    const reload: Reload = async (files) => {
      seen.push([...files]);
      const step = left.shift();
      if (!step) throw new Error(`nobody has changed ${files.join()}`);
      const changed = await step(queue);
      if (left.length === 0) setImmediate(() => void queue.close().then(resolve));
      return changed;
    };
    const queue = new ChangeQueue(reload, reject, 1);
    queue.add(first);
  });
  return seen;
}

test('what changes during a reload makes one more, with all of it', async () => {
  const seen = await rounds(['a'], (queue) => {
    queue.add(['b']);
    queue.add(['a', 'c', 'b']);
    return true;
  }, () => true);
  expect(seen).toEqual([['a'], ['b', 'a', 'c']]);
});

test('there is one reload at a time', async () => {
  let running = 0;
  const step = async () => {
    expect(++running).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return true;
  };
  await rounds(['a'], async (queue) => {
    queue.add(['b']);
    return step();
  }, step);
  expect(running).toBe(0);
});

test('what the app writes whenever it is run makes one more reload the first time, and none later', async () => {
  const seen: string[][] = [];
  const queue = new ChangeQueue(async (files) => {
    seen.push([...files]);
    queue.add(['build.js']);
    return !files.includes('build.js');
  }, () => {}, 1);
  for (const file of ['server.ts', 'server.ts', 'other.ts']) {
    queue.add([file]);
    await queue.idle();
  }
  expect(seen).toEqual([['server.ts'], ['build.js'], ['server.ts'], ['other.ts']]);
  queue.add(['build.js']);
  await queue.idle();
  expect(seen.slice(4)).toEqual([['build.js'], ['build.js']]);
});

test('an app whose output is another one each time does not reload for ever', async () => {
  const again: Step = (queue) => {
    queue.add(['stamp']);
    return true;
  };
  const seen = await rounds(['server.ts'], again, again, again, again, again);
  expect(seen).toHaveLength(5);
});

test('after its end nothing is reloaded', async () => {
  const seen: string[] = [];
  let begun = () => {};
  const beginning = new Promise<void>((resolve) => { begun = resolve; });
  const queue = new ChangeQueue(async (files) => {
    seen.push(...files);
    queue.add(['b']);
    begun();
    return true;
  }, () => {}, 60_000);
  queue.add(['a']);
  await beginning;
  await queue.close();
  queue.add(['c']);
  await queue.close();
  expect(seen).toEqual(['a']);
});

test('what is no mistake of app or server is handed on', async () => {
  const error = await new Promise((resolve) => {
    new ChangeQueue(async () => { throw new Error('a bug'); }, resolve, 1).add(['a']);
  });
  expect(error).toEqual(new Error('a bug'));
});
