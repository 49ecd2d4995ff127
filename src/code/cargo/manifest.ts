import { Fact, UNKNOWN } from '../../private/tokens';

/**
 * Two things are read from `Cargo.toml` itself: the package's name where there is no cargo to ask, and
 * which settings a profile has, of which `cargo metadata` says nothing. This is no reader of TOML: it
 * knows sections with one setting a line, as manifests are written, and takes all else for unknown.
 */
export function packageName(manifest: string): string | undefined {
  const line = sectionsOf(manifest)?.get('package')?.find(({ name }) => name === 'name');
  return line && /^(["'])([\w-]+)\1/.exec(line.value)?.[2];
}

/** The names of what is set in a profile, and in those that it inherits from. */
export function profileSettings(manifest: string, profile: string): Fact<string[]> {
  const sections = sectionsOf(manifest);
  if (sections === undefined || sections.has('profile') || (sections.get('') ?? []).some(({ name }) => /^profile\b/.test(name))) {
    return UNKNOWN;
  }
  const names = new Set<string>();
  const seen = new Set<string>();
  for (let next: string | undefined = profile; next !== undefined && !seen.has(next);) {
    seen.add(next);
    const lines: Line[] = sections.get(`profile.${next}`) ?? [];
    lines.forEach(({ name }) => names.add(name));
    next = /^(["'])([\w-]+)\1/.exec(lines.find(({ name }) => name === 'inherits')?.value ?? '')?.[2];
  }
  return [...names];
}

interface Line {
  readonly name: string;
  readonly value: string;
}

/** The lines `name = value` by section; nothing where a text of several lines could look like them. */
function sectionsOf(manifest: string): Map<string, Line[]> | undefined {
  if (/"""|'''/.test(manifest)) {
    return undefined;
  }
  const sections = new Map<string, Line[]>();
  let section = '';
  for (const line of manifest.split('\n')) {
    const header = /^\s*\[([^[\]]+)\]\s*(#.*)?$/.exec(line);
    const setting = /^\s*([\w."'-]+(?:\s*\.\s*[\w"'-]+)*)\s*=\s*(.*)$/.exec(line);
    section = header ? plain(header[1]) : /^\s*\[\[/.test(line) ? '[[]]' : section;
    if (header && !sections.has(section)) {
      sections.set(section, []);
    }
    if (setting) {
      sections.set(section, [...sections.get(section) ?? [], { name: plain(setting[1]), value: setting[2] }]);
    }
  }
  return sections;
}

/** Names may be quoted, and have space around their dots. */
function plain(name: string): string {
  return name.replace(/["'\s]/g, '');
}
