import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembly, Printed, printedBy, spawnDev, TSX } from './dev-process';

const LIBRARY = JSON.stringify(join(__dirname, '../../../src'));
const CDK = JSON.stringify(require.resolve('aws-cdk-lib'));

// Each test starts the Toolkit and an app, or a server: several seconds on a busy machine.
jest.setTimeout(60_000);

let directory: string;

beforeEach(() => { directory = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'))); });

afterEach(() => rmSync(directory, { recursive: true }));

const run = async (...args: string[]): Promise<Printed> => printedBy(spawnDev(directory, ['dev', '--port', '0', ...args]));

/** An app to be run from a file of its own. */
function app(source: string): string {
  writeFileSync(join(directory, 'app.ts'), source);
  return `node -r ${TSX} app.ts`;
}

describe('an app that fails', () => {
  const typo = 'console.log("building");\nconst it = {} as any;\n\tit.synthesise();\n';

  test('is shown once, with the mark under the right column', async () => {
    const { out, err } = await run('--app', app(typo));
    expect(out).toContain('app │ building\n');
    const [place, source, mark] = out.split('\n').filter((line) => line.startsWith('app │ ')).slice(1).map((line) => line.slice('app │ '.length));
    expect(place).toMatch(/app\.ts:3$/);
    expect(source.slice(mark.indexOf('^'))).toMatch(/^synthesise\(\)/);
    expect(out).toContain('TypeError: it.synthesise is not a function');
    expect(err).toMatch(/^mcp-lambda: The CDK app failed with exit code 1:\n {2}node .*\n {2}in .*\n$/);
  });

  test.each(['--quiet', '--json'])('stands in the error with %s', async (option) => {
    const { err } = await run('--app', app(typo), option);
    expect(err).toContain('  | TypeError: it.synthesise is not a function');
  });

  test.each([[[]], [['--quiet']], [['--json']]])('with an error of the library is told by its message alone %j', async (options) => {
    const { out, err } = await run(...options, '--app', app(`
      const { App, Stack } = require(${CDK});
      const { McpAuth, McpLambdaServer, McpServerCode } = require(${LIBRARY});
      console.error('a line of the app');
      new McpLambdaServer(new Stack(new App(), 'Demo'), 'Server', { code: McpServerCode.nodejs('nowhere', { entry: 'server.js' }), auth: McpAuth.none() });
    `));
    expect(err).toMatch(/^mcp-lambda: The CDK app failed with exit code 1:\n {2}node .*\n {2}in .*\n.*"nowhere".*\(at Demo\/Server\)\n$/);
    if (options.length === 0) expect(out).toBe('synthesising…\napp │ a line of the app\n');
  });
});

/** Options that serve a program of this source. */
function servedBy(source: string): string[] {
  mkdirSync(join(directory, 'code'));
  writeFileSync(join(directory, 'code/server.js'), source);
  return ['--cdk-out', assembly(directory, join(directory, 'code'))];
}

describe('a server that does not start', () => {
  const dies = 'console.error("Error: no database"); process.exit(7);';

  test('is shown once and named by its entry', async () => {
    const { out, err } = await run(...servedBy(dies));
    expect(out).toMatch(/1 │ Error: no database\n1 λ INIT_REPORT .*Runtime\.ExitError\n$/);
    expect(err).toMatch(/^mcp-lambda: "server\.js" ended with exit code 7 before .*\.\n$/);
  });

  test.each(['--quiet', '--json'])('stands in the error with its output with %s', async (option) => {
    const { err } = await run(...servedBy(dies), option);
    expect(err).toMatch(/^mcp-lambda: "server\.js" ended .*\nIts output:\n {2}Error: no database\n$/);
  });
});
