import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, AssetStaging, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { elfFile } from './elf-file';
import { callsFile, Cargo, cargoProgram, crateDirectory, dockerProgram, noPrograms, withPrograms } from './programs';
import { McpAuth, McpCargoCodeOptions, McpLambdaServer, McpServerCode } from '../../src';
import { CARGO_LAMBDA_IMAGE } from '../../src/private/pins';
import { bootstrapDirectory } from '../support';

const ARM64 = elfFile({ interpreter: '/lib/ld-linux-aarch64.so.1', versions: ['GLIBC_2.28'] });
const X86_64 = elfFile({ machine: 0x3e });

interface Synthesis {
  readonly directory?: string;
  readonly options?: McpCargoCodeOptions;
  readonly architecture?: lambda.Architecture;
  readonly context?: Record<string, unknown>;
  readonly outdir?: string;
}

/** The assets of an app with such a server. */
function assetsOf(programs: string, { directory = crateDirectory(), options, architecture, context, outdir }: Synthesis = {}): string[] {
  AssetStaging.clearAssetHashCache();
  return withPrograms(programs, () => {
    const app = new App({ context, outdir });
    new McpLambdaServer(new Stack(app, 'Stack'), 'Server', { code: McpServerCode.cargo(directory, options), auth: McpAuth.none(), architecture });
    const assembly = app.synth().directory;
    return fs.readdirSync(assembly).filter((name) => name.startsWith('asset.')).map((name) => path.join(assembly, name));
  });
}

function buildsOf(programs: string): string[][] {
  return fs.readFileSync(callsFile(programs), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as string[]).filter((args) => args[1] === 'build');
}

test('the asset is the executable alone, under the name that Lambda starts', () => {
  const [asset] = assetsOf(cargoProgram({ bootstrap: ARM64 }));
  expect(fs.readdirSync(asset)).toEqual(['bootstrap']);
  expect(fs.readFileSync(path.join(asset, 'bootstrap'))).toEqual(ARM64);
});

test('it is built in the release profile for arm64, and nothing of the crate is written to', () => {
  const programs = cargoProgram({ bootstrap: ARM64 });
  const directory = crateDirectory();
  assetsOf(programs, { directory });
  expect(buildsOf(programs)).toEqual([[
    'lambda', 'build', '--release', '--arm64', '--output-format=binary', '--bin=server', expect.stringMatching(/^--lambda-dir=\//), '--flatten=server',
  ]]);
  expect(fs.readdirSync(directory)).toEqual(['Cargo.toml']);
});

test('architecture, binary, features and profile are cargo\'s, each as one argument', () => {
  const programs = cargoProgram({ binaries: ['a', 'b'], features: ['x', 'y'], bootstrap: X86_64 });
  assetsOf(programs, { options: { bin: 'b', features: ['x', 'y'], profile: 'small' }, architecture: lambda.Architecture.X86_64 });
  expect(buildsOf(programs)[0].slice(2, -2)).toEqual(['--profile=small', '--x86-64', '--output-format=binary', '--bin=b', '--features=x', '--features=y']);
});

test('of several binaries the one that default-run names is built', () => {
  const programs = cargoProgram({ binaries: ['a', 'b'], defaultRun: 'a', bootstrap: ARM64 });
  assetsOf(programs);
  expect(buildsOf(programs)[0]).toContain('--bin=a');
});

test('the hash is that of the executable: sources that change nothing in it deploy nothing', () => {
  const hashOf = (bootstrap: Buffer, source: string) =>
    path.basename(assetsOf(cargoProgram({ bootstrap }), { directory: crateDirectory(undefined, { 'src/main.rs': source }) })[0]);
  const hash = hashOf(ARM64, 'fn main() {}');
  expect(hashOf(ARM64, '// a remark\nfn main() {}')).toBe(hash);
  expect(hashOf(elfFile({ versions: ['GLIBC_2.30'] }), 'fn main() {}')).not.toBe(hash);
});

test('cargo is asked at each synthesis, since it alone knows what has changed', () => {
  const programs = cargoProgram({ bootstrap: ARM64 });
  const outdir = path.join(crateDirectory(), 'cdk.out');
  const directory = crateDirectory();
  const [first] = assetsOf(programs, { directory, outdir });
  const [second] = assetsOf(programs, { directory, outdir });
  expect(buildsOf(programs)).toHaveLength(2);
  expect(second).toBe(first);
});

test('two servers of one crate are built once', () => {
  const programs = cargoProgram({ bootstrap: ARM64 });
  const code = McpServerCode.cargo(crateDirectory());
  withPrograms(programs, () => {
    const app = new App();
    ['One', 'Other'].forEach((id) => new McpLambdaServer(new Stack(app, id), 'Server', { code, auth: McpAuth.none() }));
    app.synth();
  });
  expect(buildsOf(programs)).toHaveLength(1);
});

test('a stack that asks for no bundling, as with cdk destroy, needs neither cargo nor a crate that builds', () => {
  expect(() => assetsOf(noPrograms(), { context: { 'aws:cdk:bundling-stacks': [] } })).not.toThrow();
});

test('a build that fails says what cargo said, and nothing of how it was called', () => {
  const build = () => assetsOf(cargoProgram({}));
  expect(build).toThrow(/^code: got McpServerCode\.cargo\(".*"\), which was not built, expected a build that succeeds: cargo lambda build failed:\n {3}Compiling server v1\.0\.0\nerror\[E0425\]: cannot find value `x` \[buildFailed\] \(at Stack\/Server\)$/);
});

test('what the build has made is looked at like what is uploaded as it is', () => {
  const message = (cargo: Cargo) => () => assetsOf(cargoProgram(cargo));
  expect(message({ bootstrap: X86_64 })).toThrow('whose "bootstrap" is built for x86_64');
  expect(message({ bootstrap: elfFile({ versions: ['GLIBC_2.39'] }) })).toThrow('needs glibc 2.39');
});

test('without cargo the name of the binary is read from the manifest, for the container', () => {
  const [asset] = assetsOf(dockerProgram(), { directory: crateDirectory('[package]\nname = "my-tools" # ours\n') });
  const call = JSON.parse(fs.readFileSync(path.join(asset, 'bootstrap'), 'utf8').split('\n')[1]) as string[];
  expect(call.slice(call.indexOf(CARGO_LAMBDA_IMAGE) + 1)).toEqual([
    'cargo', 'lambda', 'build', '--release', '--arm64', '--output-format=binary', '--bin=my-tools', '--lambda-dir=/asset-output', '--flatten=my-tools',
  ]);
});

test('code that is uploaded as it is asks for no tool', () => {
  withPrograms(noPrograms(), () => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => new McpLambdaServer(stack, 'Server', { code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none() })).not.toThrow();
  });
});
