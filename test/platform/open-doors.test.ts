import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { programOf } from './documented';
import { McpAuth, McpLambdaServer, McpServerCode } from '../../src';
import { AUTH_COLUMNS } from '../auth/auths';
import { DOORS } from '../endpoint/matrix/cells';
import { bootstrapDirectory, directoryOf } from '../support';

const ROOT = path.join(__dirname, '..', '..');
const code = bootstrapDirectory();
const program = path.join(directoryOf({ 'open-doors.ts': programOf('function openDoors') }), 'open-doors.ts');
const assembly = directoryOf({});

/** A server for each auth at each door that takes it: its template is in a file, and it says whether it is public. */
const servers = Object.entries(DOORS).flatMap(([door, { make }]) => Object.entries(AUTH_COLUMNS).flatMap(([auth, authOf]) => {
  const stack = new Stack(new App({ context: { 'aws:cdk:disable-asset-staging': true } }), 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
  try {
    const { publicAccess } = new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(code), auth: authOf(stack), endpoint: make({}, stack) });
    const file = `${door}-${auth}.template.json`;
    const template = JSON.stringify(Template.fromStack(stack).toJSON());
    fs.writeFileSync(path.join(assembly, file), template);
    return [{ name: `${door} with ${auth}`, file, template, publicAccess }];
  } catch {
    return []; // a door that cannot ask such callers
  }
}));

function run(directory: string) {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program, directory], { cwd: ROOT, encoding: 'utf8' });
  return { status, found: stderr };
}

describe('the documented rule for templates', () => {
  const { status, found } = run(assembly);

  test('is held against public servers and others, at every door', () => {
    expect(servers.filter(({ publicAccess }) => publicAccess).map(({ name }) => name.split(' ')[0])).toEqual(expect.arrayContaining(Object.keys(DOORS)));
    expect(servers.length).toBeGreaterThan(25);
  });

  test.each(servers.map((server) => [server.name, server] as const))('says of %s what publicAccess says', (_, { file, publicAccess }) => {
    expect([file, found.includes(`${file}: `)]).toEqual([file, publicAccess]);
  });

  test('fails where there is one, and passes where there is none', () => {
    expect(status).toBe(1);
    const guarded = servers.filter(({ publicAccess }) => !publicAccess).map(({ file, template }) => [file, template]);
    expect(run(directoryOf(Object.fromEntries(guarded)))).toEqual({ status: 0, found: '' });
  });

  test('finds one in a stage, and in a stage of that', () => {
    const app = new App();
    const stack = new Stack(new Stage(new Stage(app, 'Prod'), 'Eu'), 'Tools');
    new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(code), auth: McpAuth.none() });
    expect(run(app.synth().directory)).toEqual({ status: 1, found: expect.stringMatching(/^assembly-Prod.*\.template\.json: \S+ lets everybody through\n/) });
  });
});
