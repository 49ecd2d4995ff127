import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { closeDoors, DOORS } from './doors';
import { type Conformance, conformanceSync } from '../deploy/tools/conformance';
import { directoryOf } from '../support';

jest.setTimeout(90_000);

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

const installed = conformanceSync();
if ('error' in installed) {
  process.stderr.write(`The conformance suite could not be installed, so nothing is asked by it. ${installed.error}\n`);
  test.skip('the conformance suite', () => undefined);
} else {
  const outcomes = new Map<string, Promise<Outcome>>();
  afterAll(closeDoors);

  /** Asked once of each door. */
  const through = async (name: string) => {
    const asked = outcomes.get(name) ?? DOORS.find((door) => door.name === name)!.open().then(async (url) => ask(installed, url));
    outcomes.set(name, asked);
    return asked;
  };
  const [alone, ...doors] = DOORS.map(({ name }) => name);

  test('the server itself passes the scenarios for what it has', async () => {
    const { passed, failed } = await through(alone);
    expect({ passed: passed.length, failed: [...failed].sort() }).toEqual({ passed: 21, failed: FAILS_ALONE });
  });

  test.each(doors)('nothing fails through %s that passes without it', async (door) => {
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
