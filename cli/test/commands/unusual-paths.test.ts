import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnDev, TSX } from './dev-process';
import { endPrograms, Program } from './running-program';

const LIBRARY = JSON.stringify(join(__dirname, '../../../src'));
const CDK = JSON.stringify(require.resolve('aws-cdk-lib'));

let directory: string;

beforeEach(() => { directory = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-lambda-test-'))); });

afterEach(async () => {
  await endPrograms();
  rmSync(directory, { recursive: true });
});

const serverOf = (version: string) => `
  require('node:http').createServer((request, response) => response.end('${version} in ' + process.cwd())).listen(Number(process.env.PORT), '127.0.0.1');
`;

test('app, server, current and temporary directory may have spaces, umlauts and quotes in their paths, also when dev reloads', async () => {
  const [project, temporary] = ['Grüße an alle', 'Ablage für \'Zwischen\' & mehr'].map((name) => join(directory, name));
  const server = join(project, 'der Server');
  [server, temporary].forEach((path) => mkdirSync(path, { recursive: true }));
  writeFileSync(join(server, 'höre zu.js'), serverOf('one'));
  writeFileSync(join(project, 'die App.ts'), `
    import { App, Stack } from ${CDK};
    import { McpAuth, McpLambdaServer, McpServerCode } from ${LIBRARY};
    new McpLambdaServer(new Stack(new App(), 'Demo'), 'Server', { code: McpServerCode.nodejs('der Server', { entry: 'höre zu.js' }), auth: McpAuth.none() });
  `);
  writeFileSync(join(project, 'cdk.json'), JSON.stringify({ app: `node -r ${TSX} "die App.ts"` }));
  const program = new Program(spawnDev(project, ['dev', '--port', '0', '--json'], { ...process.env, TMPDIR: temporary }));
  const { url } = await program.ready();
  const answer = async () => (await fetch(url, { method: 'POST' })).text();
  expect(await answer()).toMatch(/^one in .*Ablage für 'Zwischen' & mehr/);
  writeFileSync(join(server, 'höre zu.js'), serverOf('two'));
  expect(await program.event('reloading')).toMatchObject({ files: ['der Server/höre zu.js'] });
  expect(await program.event('reloaded')).toMatchObject({ changed: true });
  expect(await answer()).toMatch(/^two in /);
}, 120_000);
