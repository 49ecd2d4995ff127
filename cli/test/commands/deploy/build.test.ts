import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Printed, printedBy, spawnDev } from '../dev-process';

jest.setTimeout(60_000);

let directory: string;

beforeEach(() => { directory = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'))); });
afterEach(() => rmSync(directory, { recursive: true }));

/** An app of `cdk.json`, which says that it runs and then does not end; what it is synthesised to is a directory with a file. */
function endlessApp(): string {
  writeFileSync(join(directory, 'app.js'), 'console.error("it runs"); setInterval(() => {}, 1000);');
  writeFileSync(join(directory, 'cdk.json'), JSON.stringify({ app: 'node app.js', output: 'dist' }));
  mkdirSync(join(directory, 'dist'));
  writeFileSync(join(directory, 'dist', 'of-mine'), 'kept');
  return join(directory, 'dist', 'of-mine');
}

/** Runs the command, and sends the signal once the app runs. */
async function stoppedBy(signal: NodeJS.Signals): Promise<Printed> {
  const child = spawnDev(directory, ['deploy', 'build']);
  child.stderr!.on('data', (text: string) => { if (text.includes('it runs')) child.kill(signal); });
  return printedBy(child);
}

test.each<[NodeJS.Signals, number]>([['SIGINT', 130], ['SIGTERM', 143]])('a build that is ended by %s leaves what lies where it builds to, and ends with %i', async (signal, exitCode) => {
  const file = endlessApp();
  expect(await stoppedBy(signal)).toEqual({ code: exitCode, out: '', err: expect.stringMatching(/^it runs\nmcp-lambda: Interrupted[^\n]*\.\n$/) as string });
  expect(readFileSync(file, 'utf8')).toBe('kept');
});

test('a build into what is a file says so, and what to change', async () => {
  endlessApp();
  rmSync(join(directory, 'dist'), { recursive: true });
  writeFileSync(join(directory, 'dist'), '');
  const { code, out, err } = await printedBy(spawnDev(directory, ['deploy', 'build']));
  expect(err).toBe(`mcp-lambda: ${join(directory, 'dist')} cannot be written, and the app is synthesised into it: a file has the name of a directory. Mend that, or name another one: by "output" in cdk.json, or by TMPDIR where this is a temporary one.\n`);
  expect({ code, out, kept: existsSync(join(directory, 'dist')) }).toEqual({ code: 1, out: '', kept: true });
});
