import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Door, OpenDoor } from './doors';
import { type Conformance, conformanceSync } from '../deploy/tools/conformance';
import { directoryOf } from '../support';

/** Scenarios of the suite by their outcome. */
interface Outcome {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

/** What a server without sessions cannot pass, since it asks nothing back, and what the acceptance server does not have. */
const FAILS_ALONE = [
  'completion-complete', 'elicitation-sep1034-defaults', 'elicitation-sep1330-enums', 'logging-set-level', 'resources-subscribe',
  'resources-unsubscribe', 'tools-call-elicitation', 'tools-call-sampling', 'tools-call-with-logging',
];

/** Asks all scenarios of the suite for servers of the first, which is no door, and through each of the doors. */
export function describeConformance(alone: Door, doors: readonly Door[]): void {
  jest.setTimeout(90_000);
  const installed = conformanceSync();
  if ('error' in installed) {
    process.stderr.write(`The conformance suite could not be installed, so nothing is asked by it. ${installed.error}\n`);
    test.skip('the conformance suite', () => undefined);
    return;
  }
  const opened: OpenDoor[] = [];
  const outcomes = new Map<Door, Promise<Outcome>>();
  afterAll(async () => Promise.all(opened.map(async ({ close }) => close())));

  const openAndAsk = async ({ open }: Door) => {
    const door = await open();
    opened.push(door);
    return ask(installed, door.url);
  };

  /** Asked once of each door. */
  const through = async (door: Door) => {
    const asked = outcomes.get(door) ?? openAndAsk(door);
    outcomes.set(door, asked);
    return asked;
  };

  test('the server itself passes the scenarios for what it has', async () => {
    const { passed, failed } = await through(alone);
    expect({ passed: passed.length, failed: [...failed].sort() }).toEqual({ passed: 21, failed: FAILS_ALONE });
  });

  test.each(doors)('nothing fails through $name that passes without it', async (door) => {
    const [own, { passed, failed }] = await Promise.all([through(alone), through(door)]);
    expect([...passed, ...failed].sort()).toEqual([...own.passed, ...own.failed].sort());
    expect(failed.filter((scenario) => !own.failed.includes(scenario))).toEqual([]);
  });
}

/** Runs all scenarios for servers. */
async function ask({ node, command }: Conformance, url: string): Promise<Outcome> {
  const suite = spawn(node, [command, 'server', '--url', url], { cwd: directoryOf({}), stdio: ['ignore', 'pipe', 'ignore'] });
  // It ends with an error code where a scenario has failed: what counts is its summary.
  const summary = (await text(suite.stdout)).split('=== SUMMARY ===')[1] ?? '';
  const marked = (mark: string) => [...summary.matchAll(new RegExp(`^${mark} (\\S+):`, 'gm'))].map(([, name]) => name);
  return { passed: marked('✓'), failed: marked('✗') };
}
