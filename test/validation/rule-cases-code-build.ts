import { RuleCases } from './rule-case';
import { McpCargoCodeOptions, McpLambdaServerProps, McpPythonCodeOptions, McpServerCode } from '../../src';
import { elfFile } from '../code/elf-file';
import { Cargo, cargoProgram, crateDirectory, dockerProgram, noPrograms, pythonPrograms } from '../code/programs';
import { directoryOf } from '../support';

const SMALL = '[profile.release]\nopt-level = "z"\nlto = true\ncodegen-units = 1\nstrip = true\npanic = "unwind"\n';

/** Code that is built during synthesis, by programs of which the answers are known. */
export const CODE_BUILD_RULE_CASES: Record<string, () => RuleCases> = {
  buildToolMissing: () => ({
    fails: [
      { props: crate({}), programs: noPrograms(), says: ['neither cargo-lambda nor a running Docker', 'pip install cargo-lambda', 'cargo install cargo-lambda'] },
      { props: crate({}), programs: programs({ lambda: false }), says: ['neither cargo-lambda'] },
      { props: python({}), programs: noPrograms(), says: ['neither uv or pip nor a running Docker', 'pip install uv'] },
      { props: python({}, { 'uv.lock': '' }), programs: pythonPrograms({ uv: false }), says: ['neither uv nor'] },
      { props: () => node(directoryOf({ 'server.ts': '' })), programs: noPrograms(), says: ['without esbuild', 'npm install --save-dev esbuild'] },
    ],
    passes: [{ props: crate({}), programs: programs({}) }, { props: crate({}), programs: dockerProgram() }],
  }),
  buildToolAdvice: () => ({
    fails: [
      { props: python({}), programs: pythonPrograms({ installs: {}, uv: false }), says: ['packages by pip', '"pip install uv"'] },
      { props: python({}), programs: pythonPrograms({ installs: {}, version: '3.9' }), says: ['sources for Python 3.13 on a machine without it', 'Python 3.13 beside uv'] },
    ],
    passes: [{ props: python({}), programs: pythonPrograms({ installs: {} }) }],
  }),
  packagesUndeclared: () => ({
    fails: [{ props: python({ installPackages: true }, {}), programs: pythonPrograms({}), says: ['code.installPackages: got true', 'uv.lock'] }],
    passes: [
      { props: python({ installPackages: true }), programs: pythonPrograms({ installs: {} }) },
      { props: python({ installPackages: false }, {}), programs: pythonPrograms({}) },
    ],
  }),
  cargoManifestMissing: () => ({
    fails: [{ props: { code: McpServerCode.cargo(directoryOf({ 'main.rs': '' })) }, programs: programs({}), says: ['without a Cargo.toml'] }],
    passes: [{ props: crate({}), programs: programs({}) }],
  }),
  cargoManifestInvalid: () => ({
    fails: [{
      props: crate({}),
      programs: programs({ complaint: 'error: failed to parse manifest\n\u001b[1mCaused by\u001b[0m: line 3' }),
      says: ['whose Cargo.toml cargo does not take', 'error: failed to parse manifest\nCaused by: line 3'],
    }],
    passes: [{ props: crate({}), programs: programs({}) }],
  }),
  cargoBinaryUnclear: () => ({
    fails: [
      { props: crate({}), programs: programs({ binaries: ['b', 'a'] }), says: ['code.bin: got nothing', 'which has "a", "b"', 'the name of the binary'] },
      { props: crate({}), programs: programs({ binaries: [] }), says: ['which has no binary'] },
      { props: crate({}), programs: programs({ binaries: [...'abcdefghij'] }), says: ['"h" and 2 more'] },
      { props: crate({}, '[workspace]\n'), programs: dockerProgram(), says: ['cargo is not there to ask'] },
    ],
    passes: [
      { props: crate({}), programs: programs({}) },
      { props: crate({ bin: 'a' }), programs: programs({ binaries: ['a', 'b'] }) },
      { props: crate({}), programs: programs({ binaries: ['a', 'b'], defaultRun: 'b' }) },
    ],
  }),
  cargoBinaryUnknown: () => ({
    fails: [
      { props: crate({ bin: 'c' }), programs: programs({ binaries: ['a', 'b'] }), says: ['code.bin: got "c"', 'which has "a", "b"'] },
      { props: crate({ bin: '' }), programs: programs({ binaries: [] }), says: ['code.bin: got ""', 'which has none'] },
    ],
    passes: [{ props: crate({ bin: 'b' }), programs: programs({ binaries: ['a', 'b'] }) }, { props: crate({ bin: 'any' }), programs: dockerProgram() }],
  }),
  cargoFeatureUnknown: () => ({
    fails: [{ props: crate({ features: ['a', 'b'] }), programs: programs({ features: ['a'] }), says: ['code.features: got "b"', 'which has "a"'] }],
    passes: [{ props: crate({ features: ['a', 'axum/http2'] }), programs: programs({ features: ['a'] }) }],
  }),
  cargoProfileInvalid: () => ({
    fails: ['', '-x', 'a b', 'a"'].map((profile) => ({
      props: crate({ profile }), programs: programs({}), says: [`code.profile: got ${JSON.stringify(profile)}`, 'letters, digits'],
    })),
    passes: [{ props: crate({ profile: 'release-small' }), programs: programs({}) }],
  }),
  cargoProfileLarge: () => ({
    fails: [
      { props: crate({}), programs: programs({}), says: ['[profile.release] in Cargo.toml without opt-level, lto, codegen-units, strip', 'opt-level = "z", lto = true'] },
      { props: crate({}, SMALL.replace('strip = true\n', '')), programs: programs({}), says: ['without strip', 'expected strip = true:'] },
      { props: crate({ profile: 'own' }, SMALL), programs: programs({}), says: ['[profile.own]'] },
    ],
    passes: [
      { props: crate({}, SMALL), programs: programs({}) },
      { props: crate({ profile: 'own' }, `${SMALL}[profile.own]\ninherits = "release"\n`), programs: programs({}) },
      { props: crate({}, '[profile]\nrelease = {}\n'), programs: programs({}) },
    ],
  }),
  cargoPanicAborts: () => ({
    fails: [{ props: crate({}), programs: programs({}), says: ['without panic', 'cargo-lambda puts in "abort"', 'ends the whole server'] }],
    passes: [{ props: crate({}, SMALL), programs: programs({}) }, { props: crate({ profile: 'own' }), programs: programs({}) }],
  }),
};

function python(options: Partial<McpPythonCodeOptions>, files: Record<string, string> = { 'requirements.txt': '' }): Partial<McpLambdaServerProps> {
  return { code: McpServerCode.python(directoryOf({ 'server.py': '', ...files }), { entry: 'server.py', ...options }) };
}

function node(directory: string): Partial<McpLambdaServerProps> {
  return { code: McpServerCode.nodejs(directory, { entry: 'server.ts', bundle: true }) };
}

function crate(options: McpCargoCodeOptions, manifest = '[package]\nname = "server"\n'): Partial<McpLambdaServerProps> {
  return { code: McpServerCode.cargo(crateDirectory(manifest), options) };
}

/** They build a server that Lambda can run. */
function programs(cargo: Cargo): string {
  return cargoProgram({ bootstrap: elfFile({ versions: ['GLIBC_2.30'] }), ...cargo });
}
