import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountForEach } from './account';
import { Printed, printedBy, spawnDev } from '../dev-process';

jest.setTimeout(60_000);

const account = accountForEach();

/** Runs the command in a project that has no app of its own, and names no account. */
async function run(args: readonly string[], toml: string): Promise<Printed> {
  mkdirSync(join(account.directory, '.pmcp'));
  writeFileSync(join(account.directory, 'server.js'), '');
  writeFileSync(join(account.directory, '.pmcp', 'deploy.toml'), `[server]
name = "tools"
[aws]
region = "eu-west-1"
[auth]
enabled = false
[build]
kind = "nodejs"
entry = "server.js"
${toml}`);
  return printedBy(spawnDev(account.directory, args, account.aws.environment(account.directory)));
}

const VPC = '[vpc]\nenabled = true\n';
const ZONE = '[domain]\nname = "mcp.example.com"\nhosted_zone = "example.com"\n';

test.each([
  ['the default VPC', VPC, 'DescribeVpcs'],
  ['a hosted zone', ZONE, '/2013-04-01/hostedzonesbyname'],
])('a deploy looks %s up in the account of the credentials', async (_name, toml, asked) => {
  const { err } = await run(['deploy', '--yes'], toml);
  expect(err).not.toMatch(/account or region are not known/);
  expect(account.aws.asked).toContain(asked);
});

test.each([
  ['the default VPC', VPC, '[vpc] enabled'],
  ['a hosted zone', ZONE, '[domain] hosted_zone'],
])('a build, which asks AWS nothing, says what to write in place of %s', async (_name, toml, key) => {
  const { code, err } = await run(['deploy', 'build'], toml);
  expect(code).toBe(1);
  expect(err).toContain(`${key}: it is looked up in the account, and account or region are not known, as they are to a deploy: write account_id and region in [aws], or`);
  expect(account.aws.asked).toEqual([]);
});
