import * as fc from 'fast-check';
import { packageName, profileSettings } from '../../src/code/cargo/manifest';
import { UNKNOWN } from '../../src/private/tokens';

test('the settings of a profile are those of its section', () => {
  const manifest = '[package]\nname = "a"\nstrip = 1\n\n[profile.release] # small\nopt-level = "z"\n  lto=true\n# strip = true\n[profile.dev]\npanic = "abort"\n';
  expect(profileSettings(manifest, 'release')).toEqual(['opt-level', 'lto']);
  expect(profileSettings(manifest, 'small')).toEqual([]);
});

test('a profile has what it inherits', () => {
  const manifest = '[profile.small]\ninherits = "release"\nstrip = true\n[profile.release]\nlto = true\n';
  expect(profileSettings(manifest, 'small')).toEqual(['inherits', 'strip', 'lto']);
  expect(profileSettings('[profile.a]\ninherits = "b"\n[profile.b]\ninherits = "a"\n', 'a')).toEqual(['inherits']);
});

test('settings for one package are not those of the profile', () => {
  expect(profileSettings('[profile.release.package."*"]\nopt-level = 3\n', 'release')).toEqual([]);
});

test.each([
  'profile.release.lto = true\n',
  '[profile]\nrelease = { lto = true }\n',
  '[package]\ndescription = """\n[profile.release]\n"""\n',
])('what is written in another way is unknown: %j', (manifest) => {
  expect(profileSettings(manifest, 'release')).toBe(UNKNOWN);
});

test('the name of the package is read from its section', () => {
  expect(packageName('[dependencies]\nname = "no"\n[package]\nversion = "1"\nname = \'tools\'\n')).toBe('tools');
  expect(packageName('[workspace]\nmembers = []\n')).toBeUndefined();
  expect(packageName('[[bin]]\nname = "no"\n')).toBeUndefined();
  expect(packageName('[package]\nname.workspace = true\n')).toBeUndefined();
});

test('no manifest makes it throw', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('[package]', '[profile.release]', '[[', ']', 'name', '=', '"a"', '\n', '.', 'inherits', '"', '\'', '#', ' ')), (parts) => {
    const manifest = parts.join('');
    expect(['string', 'undefined']).toContain(typeof packageName(manifest));
    const settings = profileSettings(manifest, 'release');
    expect(settings === UNKNOWN || Array.isArray(settings)).toBe(true);
  }));
});
