import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeDeployed } from './cloud';
import { type CommandLine, startCommandLine } from './command-line-session';
import { fitting } from './mcp-lambda-cli';
import { buildServers } from '../parity/app';

jest.setTimeout(300_000);

/** The stage stands in the URL of a REST API, and not in the events of its requests. */
describeDeployed('the command line, with a server behind a REST API,', (installed) => {
  let line: CommandLine | undefined;

  beforeAll(async () => {
    line = await startCommandLine(installed, (cloud) => {
      const app = join(cloud.directory, 'app');
      mkdirSync(app);
      const command = `cd ${join(__dirname, '../../..')} && ${process.execPath} --import tsx ${join(__dirname, 'cli-app.ts')}`;
      writeFileSync(join(app, 'cdk.json'), JSON.stringify({ app: fitting(command, cloud) }));
      return app;
    });
  });

  afterAll(() => line?.stop());

  const deploy = async (rest: string) => (
    line!.cli.run(['deploy', '--yes', '--json', '-c', `code=${buildServers().mcp}`, '-c', `rest=${rest}`, '-c', `name=By${rest}`]));

  test.each(['tokens', 'keys'])('that asks for %s deploys it, and invokes it at its own path', async (rest) => {
    const { code, err, events } = await deploy(rest);
    expect(events.filter(({ event }) => event === 'verification-failed')).toEqual([]);
    expect(events.at(-1)).toMatchObject({ event: 'verified', by: 'challenge', revision: '2025-11-25', url: expect.stringMatching(/\/prod\/mcp$/) as string });
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});
