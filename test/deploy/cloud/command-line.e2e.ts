import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Cloud, describeDeployed } from './cloud';
import { startCommandLine } from './command-line-session';
import { changeFile, copyExample, QUICKSTART } from './example';
import { CTRL_C, fitting, type McpLambdaCli, once } from './mcp-lambda-cli';
import { changesBetween, stackEvents, stackResources } from './stack';

jest.setTimeout(300_000);

const STACK = 'Quickstart';
const URL = /https:\/\/\w+\.execute-api\.us-east-1\.amazonaws\.com\/mcp/;

/** What a user types, from the first deploy to the end of it; each test begins where the one before has ended. */
describeDeployed('the command line', (installed) => {
  let cloud: Cloud;
  let app: string;
  let cli: McpLambdaCli;
  let made: () => Promise<string[]>;
  let stop: (() => Promise<void>) | undefined;
  let url: string;

  beforeAll(async () => {
    ({ cloud, app, cli, made, stop } = await startCommandLine(installed, (its) => {
      const copy = copyExample(QUICKSTART, its.directory);
      const config = JSON.parse(readFileSync(join(copy, 'cdk.json'), 'utf8')) as { app: string };
      writeFileSync(join(copy, 'cdk.json'), JSON.stringify({ app: fitting(config.app, its) }));
      return copy;
    }));
  });

  afterAll(() => stop?.());

  test('asks for a yes where there is no terminal to ask in, and changes nothing without', async () => {
    const { code, out, err } = await cli.run(['deploy']);
    expect(code).toBe(1);
    expect(out).toMatch(/\+ AWS::Lambda::Function Quickstart\/Server\/Function/);
    expect(out).toMatch(/lambda:InvokeFunction/); // the table of permissions
    expect(err).toMatch(/^mcp-lambda: These changes need a yes,.* --yes\.\n$/);
    expect(await made()).toEqual([]);
  });

  test('deploys, and shows by a call that the server answers', async () => {
    const { code, events, err } = await cli.run(['deploy', '--yes', '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const named = (name: string) => events.filter(({ event }) => event === name);
    expect(named('changes')).toEqual([expect.objectContaining({ stack: STACK, security: true })]);
    expect(named('resource')).toContainEqual(expect.objectContaining({ type: 'AWS::Lambda::Function', status: 'CREATE_COMPLETE', path: 'Server/Function' }));
    expect(named('deployed')).toEqual([expect.objectContaining({ changed: true, outputs: expect.objectContaining({ ServerMcpEndpoint24D80609: expect.stringMatching(URL) }) })]);
    expect(events.at(-1)).toMatchObject({ event: 'verified', server: 'Server', by: 'call', revision: '2025-11-25', url: expect.stringMatching(URL) });
    url = (events.at(-1) as { url: string }).url;
    expect(cli.proxy.asked).toContain(`${new globalThis.URL(url).host}:443`);
  });

  test('finds nothing to change in a second deploy of the same', async () => {
    const events = await stackEvents(cloud.endpoint, STACK);
    const { code, out } = await cli.run(['deploy']);
    expect(code).toBe(0);
    expect(out).toMatch(/Quickstart was up to date/);
    expect(out).toMatch(/✓ Server answers/);
    expect(await stackEvents(cloud.endpoint, STACK)).toHaveLength(events.length);
  });

  test('changes the code alone where that has changed, and asks nothing', async () => {
    const resources = await stackResources(cloud.endpoint, STACK);
    changeFile(join(app, 'server.ts'), { from: "version: '1.0.0'", to: "version: '2.0.0'" });
    const { code, out } = await cli.run(['deploy']);
    expect(code).toBe(0);
    expect(out.match(/^  [+~±-] .*$/gm)).toEqual([
      '  ± AWS::Lambda::Version Quickstart/Server/Function/CurrentVersion (is made anew)',
      '  ~ AWS::Lambda::Function Quickstart/Server/Function',
      '  ~ AWS::Lambda::Alias Quickstart/Server/Alias (leads to the new version)',
    ]);
    const counts = [...out.matchAll(/^\[(\d+)\/(\d+)\]/gm)].map(([, completed, total]) => ({ completed: Number(completed), total: Number(total) }));
    expect(counts.filter(({ completed, total }) => completed > total)).toEqual([]);
    expect(counts.at(-1)!.completed).toBe(counts.at(-1)!.total);
    expect(changesBetween(resources, await stackResources(cloud.endpoint, STACK))).toEqual([
      'AWS::Lambda::Alias UPDATE', 'AWS::Lambda::Function UPDATE', 'AWS::Lambda::Version CREATE', 'AWS::Lambda::Version DELETE',
    ]);
  });

  test('replaces code without CloudFormation with --hotswap, and the next deploy is one like any other', async () => {
    const events = await stackEvents(cloud.endpoint, STACK);
    changeFile(join(app, 'server.ts'), { from: "version: '2.0.0'", to: "version: '3.0.0'" });
    const { code, out, err } = await cli.run(['deploy', '--hotswap']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/Quickstart has the new code[^]*✓ Server answers/);
    expect(await stackEvents(cloud.endpoint, STACK)).toHaveLength(events.length);
  });

  test('deploys what the last deploy has built, without running the app', async () => {
    changeFile(join(app, 'app.ts'), { from: 'new App()', to: 'new App(), never_run' });
    const { code, out } = await cli.run(['deploy', '--no-build']);
    expect(code).toBe(0);
    expect(out).not.toMatch(/synthesis/);
    changeFile(join(app, 'app.ts'), { from: 'new App(), never_run', to: 'new App()' });
  });

  test('shows the outputs with what clients take', async () => {
    const json = await cli.run(['deploy', 'outputs', '--format', 'json']);
    expect({ code: json.code, err: json.err }).toEqual({ code: 0, err: '' });
    const clientConfig = { mcpServers: { 'Quickstart-Server': { type: 'http', url } } };
    expect(JSON.parse(json.out)).toMatchObject({
      stack: STACK, region: 'us-east-1', status: 'UPDATE_COMPLETE', outputs: { ServerMcpEndpoint24D80609: url }, servers: [{ name: 'Server', url, clientConfig }],
    });
    const text = await cli.run(['deploy', 'outputs']);
    expect(text.out).toContain(`ServerMcpEndpoint24D80609 = ${url}`);
    expect(text.out).toContain(`claude mcp add --transport http Quickstart-Server ${url}`);
  });

  test('needs neither a home directory nor a shell that knows one', async () => {
    expect(await cli.run(['deploy', 'outputs', '--format', 'json'], { env: { HOME: undefined } })).toMatchObject({ code: 0, err: '' });
  });

  test('shows the log, and of it what fits a filter', async () => {
    const all = await cli.run(['deploy', 'logs', '--since', '1h']);
    expect(all.code).toBe(0);
    expect(all.out).toMatch(/^[\d:.]{12} server Listening on http:\/\/127\.0\.0\.1:\d+\/mcp$/m);
    const some = await cli.run(['deploy', 'logs', '--since', '1h', '--filter', 'Listening', '--format', 'json']);
    const lines = some.out.trimEnd().split('\n').map((line) => JSON.parse(line) as { source: string; message: string });
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter(({ source, message }) => source !== 'server' || !message.startsWith('Listening'))).toEqual([]);
  });

  test('follows the log until Ctrl-C, which is its ordinary end', async () => {
    const end = await cli.run(['deploy', 'logs', '--tail', '--since', '1h'], { onOutput: once('Listening', (child) => child.kill('SIGINT')) });
    expect({ code: end.code, err: end.err }).toEqual({ code: 0, err: '' });
  });

  test('ends when nobody reads its output any more', async () => {
    const end = await cli.run(['deploy'], { onOutput: (_, child) => child.stdout!.destroy() });
    expect(end).toMatchObject({ code: 129, err: 'mcp-lambda: Nobody reads the output any more. Nothing was changed.\n' });
  });

  test('shows what would go, and asks before it goes', async () => {
    const { code, out, err } = await cli.run(['deploy', 'destroy']);
    expect(code).toBe(1);
    expect(out).toMatch(/- AWS::Lambda::Function /);
    expect(out).toMatch(/○ AWS::Logs::LogGroup \S+ \(stays\)/);
    expect(err).toMatch(/--yes\. Nothing was removed\.\n$/);
    const declined = await cli.runInTerminal(['deploy', 'destroy'], 'n', installed);
    expect(declined.out).toMatch(/Remove Quickstart\? \[y\/N\] /);
    expect(declined.code).toBe(1);
    const interrupted = await cli.runInTerminal(['deploy', 'destroy'], [{ at: /\[y\/N\] /, text: CTRL_C }], installed);
    expect(interrupted).toEqual({ code: 130, out: expect.stringMatching(/mcp-lambda: Interrupted\. Nothing was removed\.\r\n$/) as string });
    expect(await made()).not.toEqual([]);
  });

  test('removes the stack after a yes in a terminal, and with --clean all that it has left', async () => {
    cpSync(join(app, 'cdk.out'), join(app, 'built'), { recursive: true });
    const { code, out } = await cli.runInTerminal(['deploy', 'destroy', '--clean'], 'y', installed);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('Quickstart is gone') as string });
    expect(stripVTControlCharacters(out)).toMatch(/- directory \S+cdk\.out\r?\n[^]*Remove Quickstart\?/);
    expect(await made()).toEqual([]);
    expect(existsSync(join(app, 'cdk.out'))).toBe(false);
  });

  test('asks before the output of the build goes where the stack has gone already, and leaves alone what is none', async () => {
    const output = (directory: string) => {
      const config = JSON.parse(readFileSync(join(app, 'cdk.json'), 'utf8')) as object;
      writeFileSync(join(app, 'cdk.json'), JSON.stringify({ ...config, output: directory }));
    };
    output('built');
    const { code, err } = await cli.run(['deploy', 'destroy', '--clean']);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/Removing \S+built needs a yes.* --yes\. Nothing was removed\.\n$/) as string });
    const { out } = await cli.runInTerminal(['deploy', 'destroy', '--clean'], 'y', installed);
    expect(stripVTControlCharacters(out)).toMatch(/There is no stack Quickstart[^]*- directory \S+built[^]*Remove \S+built\? \[y\/N\] [^]*removed directory \S+built/);
    expect(existsSync(join(app, 'built'))).toBe(false);
    output('.');
    writeFileSync(join(app, 'manifest.json'), '{"manifest_version":3,"name":"Tabs","version":"1.0.0"}');
    expect(await cli.run(['deploy', 'destroy', '--clean', '--yes'])).toMatchObject({ code: 0, out: expect.stringMatching(/stays: the CDK app is in it\./) as string });
    expect(existsSync(join(app, 'app.ts'))).toBe(true);
    output('cdk.out');
  });

  test('has nothing to remove where there is no stack, and says where there is none to look at', async () => {
    expect(await cli.run(['deploy', 'destroy', '--yes'])).toMatchObject({ code: 0, out: expect.stringContaining('There is no stack Quickstart') as string });
    expect(await cli.run(['deploy', 'outputs'])).toMatchObject({ code: 2, err: expect.stringMatching(/Quickstart is not deployed to us-east-1/) as string });
  });
});
