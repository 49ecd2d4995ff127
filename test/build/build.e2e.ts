import { join } from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { binariesIn, builtAsset } from './built-asset';
import { startServer } from './start-server';
import { installTools } from './tools';
import { McpServerCode } from '../../src';

const ARCHITECTURES = [
  { name: 'arm64', architecture: lambda.Architecture.ARM_64, machine: 0xb7 },
  { name: 'x86_64', architecture: lambda.Architecture.X86_64, machine: 0x3e },
];

/** On Amazon Linux 2023. */
const LAMBDA_GLIBC = 34;

/** Cold, on two cores that have other work. */
const BUILDS_WITHIN_MS = 20 * 60_000;

const tools = installTools();
if ('error' in tools) {
  console.error(`build: skipped, as not all could be installed: ${tools.error}`);
}
const describeBuilt = 'error' in tools ? describe.skip : describe;
const programs = 'error' in tools ? '' : tools.programs;

function expectFor(machine: number, directory: string): string[] {
  const binaries = binariesIn(directory);
  for (const [file, binary] of Object.entries(binaries)) {
    expect([file, binary.machine]).toEqual([file, machine]);
    expect([file, binary.glibc.filter(([major, minor]) => major > 2 || minor > LAMBDA_GLIBC)]).toEqual([file, []]);
  }
  return Object.keys(binaries).sort();
}

describeBuilt('McpServerCode.cargo with the real cargo-lambda', () => {
  test.each(ARCHITECTURES)('makes of the pmcp example a bootstrap for $name that Lambda can load', ({ architecture, machine }) => {
    const code = McpServerCode.cargo(join(__dirname, '..', '..', 'examples', 'rust-pmcp'), { serverPath: '/' });
    const files = expectFor(machine, builtAsset(programs, code, architecture));
    expect(files).toEqual(['bootstrap']);
  }, BUILDS_WITHIN_MS);
});

describeBuilt('McpServerCode.python with real wheels', () => {
  const code = (runtime?: lambda.Runtime) => McpServerCode.python(join(__dirname, 'fastmcp'), { entry: 'server:mcp', runtime });

  test.each(ARCHITECTURES)('makes of a FastMCP server a package for $name that Lambda can load', ({ architecture, machine }) => {
    const files = expectFor(machine, builtAsset(programs, code(), architecture));
    expect(files.length).toBeGreaterThan(5);
    expect(files.join()).toMatch(/_pydantic_core\.cpython-313-/);
  }, BUILDS_WITHIN_MS);

  test('starts it from its package, without sessions, with JSON answers and without a stream', async () => {
    const architecture = process.arch === 'arm64' ? lambda.Architecture.ARM_64 : lambda.Architecture.X86_64;
    const server = await startServer((runtime) => builtAsset(programs, code(runtime), architecture));
    try {
      const reply = await server.request({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toContain('application/json');
      expect(reply.headers.get('mcp-session-id')).toBeNull();
      expect(await reply.json()).toMatchObject({ result: { tools: [{ name: 'add' }] } });
      expect((await server.request()).status).toBe(405);
    } finally {
      await server.stop();
    }
  }, BUILDS_WITHIN_MS);
});
