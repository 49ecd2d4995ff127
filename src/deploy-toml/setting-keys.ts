import { DeployToml } from './deploy-toml';
import { ITSELF } from './layer';
import { SectionName, TABLES } from './schema';
import { Section } from './section';
import { Problem } from '../private/problem';

/** A key by its table and its name. */
export type KeyName = readonly [section: SectionName, key: string];

/** Settings that a file says with the key of another one. */
const SAME_KEY: Readonly<Record<string, string>> = {
  'auth.registrationCallbackUrls': 'auth.callbackUrls', // of a pool that is given
  'auth.domainUrl': 'auth.domainPrefix', // of such a pool, too
  'code.profile': 'code', // of a crate, in its own file
};

/** The keys that become the setting; of names that users choose, those of which the problem speaks, else their table. */
export function keysFor({ values }: DeployToml, problem: Problem): KeyName[] {
  const setting = SAME_KEY[problem.setting] ?? problem.setting;
  return TABLES.flatMap(([name, section]) => {
    switch (section.kind) {
      case 'table': return keysOf(name, section, (becomes) => becomes === setting);
      case 'names': {
        const { becomes, same } = section.entry;
        const named = Object.keys(values[name] ?? {})
          .filter((key) => `${setting}.`.startsWith(`${becomes}.${key}.`) || (setting === becomes && problem.given.split(/\W+/).includes(key)))
          .map((key): KeyName => [name, key]);
        return named.length === 0 && same === undefined && setting === becomes ? [[name, ITSELF]] : named;
      }
      default: return [];
    }
  });
}

/** The key for a setting that a message names, wholly or by its last part alone. */
export function keyNamed(name: string): KeyName | undefined {
  const fits = (becomes: string) => becomes === name || (!name.includes('.') && becomes.endsWith(`.${name}`));
  return TABLES.flatMap(([table, section]) => (section.kind === 'table' ? keysOf(table, section, fits) : []))[0];
}

function keysOf(name: SectionName, { keys }: Extract<Section, { kind: 'table' }>, fits: (becomes: string) => boolean): KeyName[] {
  return Object.entries(keys).filter(([, { becomes, same }]) => same === undefined && fits(becomes)).map(([key]): KeyName => [name, key]);
}
