import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { error, info, Rule, when } from '../rule';

/** @see https://doc.rust-lang.org/cargo/reference/profiles.html#custom-profiles */
const PROFILE_NAME = /^[a-zA-Z0-9_][a-zA-Z0-9_-]*$/;

/** Settings of a profile that make a program small, as cold starts load all of it. */
const SMALL: Readonly<Record<string, string>> = { 'opt-level': '"z"', 'lto': 'true', 'codegen-units': '1', 'strip': 'true' };

const MOST_NAMES = 8;

/** Crates, before cargo builds them. */
export const CODE_CARGO_RULES: Rule[] = [
  error('cargoManifestMissing', ({ code: { crate, call, directoryState } }) =>
    when(directoryState === 'present' && crate?.manifest === 'missing', () => ({
      setting: 'code',
      given: `${call}, a directory without a Cargo.toml`,
      expected: 'the directory of a crate or of a workspace',
    }))),

  error('cargoManifestInvalid', ({ code: { crate, call } }) =>
    when(crate?.complaint !== undefined, () => ({
      setting: 'code',
      given: `${call}, whose Cargo.toml cargo does not take`,
      expected: `a manifest without errors:\n${crate!.complaint}`,
    }))),

  error('cargoBinaryUnclear', ({ code: { crate, call } }) =>
    when(crate?.manifest === 'present' && crate.complaint === undefined && crate.bin === undefined, () => ({
      setting: 'code.bin',
      given: `nothing for ${call}, ${isKnown(crate!.binaries) ? `which has ${names(crate!.binaries, 'no binary')}` : 'a workspace that cargo is not there to ask'}`,
      expected: 'the name of the binary that is the server',
    }))),

  error('cargoBinaryUnknown', ({ code: { crate } }) =>
    when(crate?.bin !== undefined && isKnown(crate.binaries) && !crate.binaries.includes(crate.bin), () => ({
      setting: 'code.bin',
      given: show(crate!.bin),
      expected: `a binary of the crate or its workspace, which has ${names(crate!.binaries as string[], 'none')}`,
    }))),

  error('cargoFeatureUnknown', ({ code: { crate } }) =>
    (crate && isKnown(crate.featuresKnown) ? crate.features : [])
      .filter((feature) => !feature.includes('/') && !(crate!.featuresKnown as string[]).includes(feature))
      .map((feature) => ({
        setting: 'code.features',
        given: show(feature),
        expected: `a feature of the crate, which has ${names(crate!.featuresKnown as string[], 'none')}`,
      }))),

  error('cargoProfileInvalid', ({ code: { crate } }) =>
    when(crate !== undefined && !PROFILE_NAME.test(crate.profile.name), () => ({
      setting: 'code.profile',
      given: show(crate!.profile.name),
      expected: 'the name of a profile: letters, digits, hyphens and underscores',
    }))),

  info('cargoProfileLarge', ({ code: { crate } }) => {
    const missing = Object.keys(SMALL).filter((name) => crate && isKnown(crate.profile.settings) && !crate.profile.settings.includes(name));
    return when(missing.length > 0, () => ({
      setting: 'code.profile',
      given: `[profile.${crate!.profile.name}] in Cargo.toml without ${missing.join(', ')}`,
      expected: `${missing.map((name) => `${name} = ${SMALL[name]}`).join(', ')}: a cold start loads the whole program, and so a small one starts sooner`,
    }));
  }),

  info('cargoPanicAborts', ({ code: { crate } }) =>
    when(crate?.profile.name === 'release' && isKnown(crate.profile.settings) && !crate.profile.settings.includes('panic'), () => ({
      setting: 'code.profile',
      given: '[profile.release] in Cargo.toml without panic, for which cargo-lambda puts in "abort"',
      expected: 'panic = "unwind", with which a tool that panics fails one request, or panic = "abort", with which it ends the whole server: the next request waits for a cold start',
    }))),
];

function names(of: string[], none: string): string {
  const more = of.length - MOST_NAMES;
  return of.length === 0 ? none : `${of.slice(0, MOST_NAMES).map(show).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
