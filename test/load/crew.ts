// A process with clients of both revisions. Its argument is a `CrewJob`; it sends a `Deed` for each
// thing that they do, `{ complete: true }` when all are connected, and ends after it was sent anything.
import { startCaller } from './caller';
import type { CrewJob, CrewMessage } from './crew-process';
import { randomFrom } from './random';
import { REVISIONS } from '../../demo/client';

const { url, first, size, clients, seed } = JSON.parse(process.argv[2]) as CrewJob;
const tell = (message: CrewMessage) => void process.send!(message);

let over = false;
process.once('message', () => { over = true; });
// Without the test there is nobody to tell.
process.once('disconnect', () => process.exit());

async function main(): Promise<void> {
  const calling: Promise<void>[] = [];
  for (let number = first; number < first + size; number += 1) {
    // One after the other: on Lambda too, instances come in the order of load.
    const caller = await startCaller({
      url,
      number,
      clients,
      revision: REVISIONS[number % REVISIONS.length],
      random: randomFrom(`${seed} client ${number}`),
      report: (deed) => tell({ deed }),
      over: () => over,
    });
    calling.push(caller.call());
  }
  tell({ complete: true });
  await Promise.all(calling);
  process.disconnect();
}

void main();
