import * as fs from 'node:fs';
import * as path from 'node:path';
import { packageName, profileSettings } from './manifest';
import { Fact, isKnown, UNKNOWN } from '../../private/tokens';
import { CrateFacts } from '../bound-code';
import { run } from '../building/command';
import { works } from '../building/tools';

/** What the user chose of a crate. */
export interface CrateChoice {
  readonly bin?: string;
  readonly features: string[];
  readonly defaultFeatures: boolean;
  readonly profile: string;
}

/** What `cargo metadata` prints, as far as it is read here. */
interface Metadata {
  readonly workspace_root: string;
  readonly packages: Package[];
}

interface Package {
  readonly manifest_path: string;
  readonly default_run: string | null;
  readonly features: Record<string, unknown>;
  readonly targets: { readonly name: string; readonly kind: string[] }[];
}

/** What cargo knows of the crate, or what its manifest tells where there is no cargo. */
export function describeCrate(directory: string, choice: CrateChoice): CrateFacts {
  const manifest = path.join(directory, 'Cargo.toml');
  const unasked = { ...choice, binaries: UNKNOWN, featuresKnown: UNKNOWN } as const;
  if (!fs.existsSync(manifest)) {
    return { ...unasked, manifest: 'missing', profile: { name: choice.profile, settings: UNKNOWN } };
  }
  if (!works(['cargo', '--version'])) {
    const text = fs.readFileSync(manifest, 'utf8');
    return { ...unasked, manifest: 'present', bin: choice.bin ?? packageName(text), profile: profileOf(text, choice.profile) };
  }
  const { succeeded, output, complaint } = run(['cargo', 'metadata', '--format-version', '1', '--no-deps'], directory);
  if (!succeeded) {
    return { ...unasked, manifest: 'present', complaint, profile: { name: choice.profile, settings: UNKNOWN } };
  }
  return { ...describePackages(JSON.parse(output) as Metadata, manifest, choice), manifest: 'present' };
}

/** The package in the directory counts before others of its workspace. */
function describePackages({ packages, workspace_root: root }: Metadata, manifest: string, choice: CrateChoice): Omit<CrateFacts, 'manifest'> {
  const here = packages.find(({ manifest_path: file }) => file === fs.realpathSync(manifest));
  const nearest = here && binariesOf(here).length > 0 ? [here] : packages;
  const candidates = nearest.flatMap(binariesOf);
  const bin = choice.bin ?? here?.default_run ?? (candidates.length === 1 ? candidates[0] : undefined);
  const owner = packages.find((one) => bin !== undefined && binariesOf(one).includes(bin));
  return {
    bin,
    binaries: packages.flatMap(binariesOf).sort(),
    features: choice.features,
    featuresKnown: owner ? Object.keys(owner.features) : UNKNOWN,
    profile: profileOf(fs.readFileSync(path.join(root, 'Cargo.toml'), 'utf8'), choice.profile),
  };
}

function binariesOf({ targets }: Package): string[] {
  return targets.filter(({ kind }) => kind.includes('bin')).map(({ name }) => name);
}

/** Cargo also takes settings of a profile from the environment. */
function profileOf(manifest: string, name: string): CrateFacts['profile'] {
  const prefix = `CARGO_PROFILE_${name.toUpperCase().replace(/-/g, '_')}_`;
  const settings: Fact<string[]> = profileSettings(manifest, name);
  const inEnvironment = Object.keys(process.env).filter((variable) => variable.startsWith(prefix))
    .map((variable) => variable.slice(prefix.length).toLowerCase().replace(/_/g, '-'));
  return { name, settings: isKnown(settings) ? [...settings, ...inEnvironment] : settings };
}
