import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeDeployed } from './cloud';
import { type CommandLine, startCommandLine } from './command-line-session';
import { TomlProject } from './toml-project';

jest.setTimeout(300_000);

const TOML = `[server]
name = "tools"

[build]
kind = "nodejs"
entry = "server.cjs"

[api_gateway]
type = "rest"

[auth]
enabled = true
provider = "custom"

[auth.jwt]
issuer = "https://login.example.com"
audience = ["tools"]
scopes = []
`;

describeDeployed('the command line, with a server behind a REST API that asks for tokens,', (installed) => {
  let line: CommandLine | undefined;
  let project: TomlProject;

  beforeAll(async () => {
    line = await startCommandLine(installed, (cloud) => {
      project = new TomlProject(join(cloud.directory, 'project'), cloud);
      project.addApp();
      writeFileSync(project.toml, TOML);
      return project.root;
    });
  });

  afterAll(() => line?.stop());

  test('invokes the server as its stage would, though the stage stands in the URL', async () => {
    const { code, err, events } = await line!.cli.run(['deploy', '--yes', '--json']);
    expect(events.filter(({ event }) => event === 'verification-failed')).toEqual([]);
    expect(events.at(-1)).toMatchObject({ event: 'verified', by: 'challenge', revision: '2025-11-25', url: expect.stringMatching(/\/prod\/mcp$/) as string });
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test('ends with 3 where that server crashes', async () => {
    project.become('crashing');
    const { code, events } = await line!.cli.run(['deploy', '--no-build', '--json']);
    expect(code).toBe(3);
    expect(events.at(-1)).toMatchObject({ event: 'verification-failed', log: expect.arrayContaining([expect.stringContaining('DATABASE_URL is not set')]) as string[] });
  });
});
