import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { Candidate, oneLine, USUAL_PATH } from './candidate';
import { neutralDirectory } from '../neutral-directory';
import { readToml, Table, tableOf, textOf } from './toml-file';

/** The MCP libraries of Rust; what pmcp serves is at the root. */
const LIBRARIES: Readonly<Record<string, string>> = { pmcp: '/', rmcp: USUAL_PATH };

/** Of a workspace with thousands of targets. */
const MOST_OUTPUT_BYTES = 256 * 1024 * 1024;

/** A package of a workspace, as far as it tells of a server. */
interface Package {
  readonly name: string;
  readonly description?: string;
  readonly dependencies: readonly string[];
  readonly binaries: readonly string[];
  readonly defaultRun?: string;
  /** Whether its manifest is that of the project's directory. */
  readonly here: boolean;
}

/** The crate, or the crates of a workspace, in a directory. */
export async function detectRust(directory: string): Promise<Candidate | undefined> {
  const file = 'Cargo.toml';
  const manifest = join(directory, file);
  if (!existsSync(manifest)) return undefined;
  // A mistake in the manifest is told with its place, by its parser.
  const content = readToml(manifest);
  const packages = await askCargo(manifest) ?? [fromManifest(directory, content)];
  const servers = packages.filter(({ dependencies }) => libraryIn(dependencies) !== undefined);
  const considered = (servers.length > 0 ? servers : packages).filter(({ binaries }) => binaries.length > 0);
  const nearest = considered.filter(({ here }) => here);
  const chosen = nearest.length > 0 ? nearest : considered;
  const programs = chosen.flatMap(({ binaries, defaultRun = binaries[0] }) => [defaultRun, ...binaries.filter((one) => one !== defaultRun)]);
  const library = libraryIn((chosen[0] ?? servers[0])?.dependencies ?? []);
  const [first] = chosen;
  return {
    kind: 'cargo',
    file,
    library,
    name: first?.name ?? textOf(tableOf(content, 'package').name),
    description: oneLine(first?.description),
    path: LIBRARIES[library ?? ''] ?? USUAL_PATH,
    programs,
    certain: programs.length === 1 || (chosen.length === 1 && first.defaultRun !== undefined),
  };
}

const libraryIn = (dependencies: readonly string[]) => Object.keys(LIBRARIES).find((name) => dependencies.includes(name));

/** What `cargo metadata` prints, as far as it is read here. */
interface Metadata {
  readonly packages: readonly {
    readonly name: string;
    readonly description: string | null;
    readonly manifest_path: string;
    readonly default_run: string | null;
    readonly dependencies: readonly { readonly name: string; readonly kind: string | null }[];
    readonly targets: readonly { readonly name: string; readonly kind: readonly string[] }[];
  }[];
}

/**
 * Cargo knows targets that no manifest names, and the members of a workspace; undefined where it is not there or refuses. Its own
 * configuration and the toolchain come from where it is started, and are not the project's.
 */
async function askCargo(manifest: string): Promise<Package[] | undefined> {
  try {
    const asking = ['metadata', '--format-version', '1', '--no-deps', '--manifest-path', manifest];
    const { stdout } = await promisify(execFile)('cargo', asking, { cwd: neutralDirectory(), maxBuffer: MOST_OUTPUT_BYTES });
    return (JSON.parse(stdout) as Metadata).packages.map((one) => ({
      name: one.name,
      description: one.description ?? undefined,
      dependencies: one.dependencies.filter(({ kind }) => kind === null).map(({ name }) => name),
      binaries: one.targets.filter(({ kind }) => kind.includes('bin')).map(({ name }) => name),
      defaultRun: one.default_run ?? undefined,
      here: one.manifest_path === manifest,
    }));
  } catch {
    return undefined;
  }
}

/** The package of the manifest itself, with the targets that cargo would find. */
function fromManifest(directory: string, content: Table): Package {
  const own = tableOf(content, 'package');
  const name = textOf(own.name) ?? basename(directory);
  const named = (Array.isArray(content.bin) ? content.bin : []).flatMap((bin) => textOf(tableOf(bin).name) ?? []);
  const inDirectory = existsSync(join(directory, 'src/bin'))
    ? readdirSync(join(directory, 'src/bin')).filter((file) => extname(file) === '.rs').map((file) => basename(file, '.rs')).sort()
    : [];
  const main = existsSync(join(directory, 'src/main.rs')) && named.length === 0 ? [name] : [];
  return {
    name,
    description: textOf(own.description),
    dependencies: Object.keys(tableOf(content, 'dependencies')),
    binaries: [...new Set([...main, ...named, ...inDirectory])],
    defaultRun: textOf(own['default-run']),
    here: true,
  };
}
