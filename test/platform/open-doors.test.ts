import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { programOf } from './documented';
import { McpLambdaServer, McpServerCode } from '../../src';
import { AUTH_COLUMNS } from '../auth/auths';
import { DOORS } from '../endpoint/matrix/cells';
import { bootstrapDirectory, directoryOf } from '../support';

const ROOT = path.join(__dirname, '..', '..');
const code = bootstrapDirectory();
const files = directoryOf({ 'open-doors.ts': programOf('function openDoors') });

/** A server for each auth at each door that takes it: its template is in a file, and it says whether it is public. */
const servers = Object.entries(DOORS).flatMap(([door, { make }]) => Object.entries(AUTH_COLUMNS).flatMap(([auth, authOf]) => {
  const stack = new Stack(new App({ context: { 'aws:cdk:disable-asset-staging': true } }), 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
  try {
    const { publicAccess } = new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(code), auth: authOf(stack), endpoint: make({}, stack) });
    const file = path.join(files, `${door}-${auth}.template.json`);
    fs.writeFileSync(file, JSON.stringify(Template.fromStack(stack).toJSON()));
    return [{ name: `${door} with ${auth}`, file, publicAccess }];
  } catch {
    return []; // a door that cannot ask such callers
  }
}));

function run(...templates: string[]) {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', path.join(files, 'open-doors.ts'), ...templates], { cwd: ROOT, encoding: 'utf8' });
  return { status, found: stderr };
}

describe('the documented rule for templates', () => {
  const { status, found } = run(...servers.map(({ file }) => file));

  test('is held against public servers and others, at every door', () => {
    expect(servers.filter(({ publicAccess }) => publicAccess).map(({ name }) => name.split(' ')[0])).toEqual(expect.arrayContaining(Object.keys(DOORS)));
    expect(servers.length).toBeGreaterThan(25);
  });

  test.each(servers.map((server) => [server.name, server] as const))('says of %s what publicAccess says', (_, { file, publicAccess }) => {
    expect([file, found.includes(`${file}: `)]).toEqual([file, publicAccess]);
  });

  test('fails where there is one, and passes where there is none', () => {
    expect(status).toBe(1);
    expect(run(...servers.filter(({ publicAccess }) => !publicAccess).map(({ file }) => file))).toEqual({ status: 0, found: '' });
  });
});
