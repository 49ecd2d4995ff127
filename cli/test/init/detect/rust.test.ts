import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../src/errors';
import { detectRust } from '../../../src/init/detect/rust';
import { project, removeProjects } from '../project-files';

const EXAMPLE = join(__dirname, '../../../../examples/rust-pmcp');

const crate = (more: string, name = 'calc') => `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\n${more}`;

const PATH = process.env.PATH;

afterEach(() => {
  process.env.PATH = PATH;
  removeProjects();
});

test('the example is a server with pmcp, which answers at the root', async () => {
  expect(await detectRust(EXAMPLE)).toMatchObject({
    kind: 'cargo', file: 'Cargo.toml', library: 'pmcp', name: 'rust-pmcp-example', path: '/', programs: ['rust-pmcp-example'], certain: true,
  });
});

// What cargo says, and what is read where there is no cargo.
describe.each([['with cargo', undefined], ['without cargo', '/nowhere']])('%s', (_, path) => {
  beforeEach(() => { process.env.PATH = path ?? PATH; });

  test('a server with rmcp answers at /mcp', async () => {
    const directory = project({ 'Cargo.toml': crate('description = """\nCounts\n  words"""\n[dependencies]\nrmcp = "1"'), 'src/main.rs': '' });
    expect(await detectRust(directory)).toMatchObject({ library: 'rmcp', path: '/mcp', name: 'calc', description: 'Counts words', programs: ['calc'], certain: true });
  });

  test('of several binaries the one of default-run is meant', async () => {
    const files = { 'src/bin/a.rs': '', 'src/bin/b.rs': '' };
    expect(await detectRust(project({ 'Cargo.toml': crate('default-run = "b"'), ...files }))).toMatchObject({ programs: ['b', 'a'], certain: true });
    expect(await detectRust(project({ 'Cargo.toml': crate(''), ...files }))).toMatchObject({ programs: ['a', 'b'], certain: false });
  });

  test('a library for development alone makes no server', async () => {
    const directory = project({ 'Cargo.toml': crate('[dev-dependencies]\npmcp = "2"'), 'src/main.rs': '' });
    expect((await detectRust(directory))?.library).toBeUndefined();
  });
});

test('of a workspace the member that uses an MCP library is taken', async () => {
  const directory = project({
    'Cargo.toml': '[workspace]\nmembers = ["tools", "shared"]\nresolver = "2"\n',
    'tools/Cargo.toml': crate('[dependencies]\npmcp = "2"', 'tools'),
    'tools/src/main.rs': '',
    'shared/Cargo.toml': crate('', 'shared'),
    'shared/src/main.rs': '',
  });
  expect(await detectRust(directory)).toMatchObject({ library: 'pmcp', name: 'tools', programs: ['tools'], certain: true, path: '/' });
});

test('a manifest that is no TOML is named with the line', async () => {
  const directory = project({ 'Cargo.toml': '[package]\nname = calc\n' });
  await expect(detectRust(directory)).rejects.toThrow(UserError);
  await expect(detectRust(directory)).rejects.toThrow(`${join(directory, 'Cargo.toml')}:2:`);
});

test('a directory without a manifest holds no crate', async () => {
  expect(await detectRust(project())).toBeUndefined();
});

test('cargo is asked from outside of the project, whose toolchain and configuration would run programs of its own', async () => {
  const marker = join(project(), 'was-run');
  const evil = `#!/bin/sh\ntouch ${marker}\n`;
  const directory = project({
    'Cargo.toml': crate('[dependencies]\nrmcp = "1"'),
    'src/main.rs': '',
    'rust-toolchain.toml': '[toolchain]\npath = "./toolchain"\n',
    'toolchain/bin/cargo': evil,
    'toolchain/bin/rustc': evil,
    '.cargo/config.toml': '[build]\nrustc = "./toolchain/bin/rustc"\n',
  });
  ['cargo', 'rustc'].forEach((name) => chmodSync(join(directory, 'toolchain/bin', name), 0o755));
  expect(await detectRust(directory)).toMatchObject({ library: 'rmcp', programs: ['calc'] });
  expect(existsSync(marker)).toBe(false);
});
