import { parseToml, TableNode } from 'cdk-mcp-lambda/lib/deploy-toml/parse';
import { keyOf, sectionOf, SECTIONS } from 'cdk-mcp-lambda/lib/deploy-toml/schema';
import fc from 'fast-check';
import { project, removeProjects } from './project-files';
import { deployToml, presentSettings } from '../../src/init/deploy-toml';
import { Settings } from '../../src/init/settings';

afterEach(removeProjects);

const SETTINGS: Settings = { name: 'calc', region: 'eu-central-1', path: '/', kind: 'cargo', program: 'calc', auth: 'cognito', environments: [] };

const FILE = '.pmcp/deploy.toml';

function table(root: TableNode, path: string): TableNode | undefined {
  let node: TableNode | undefined = root;
  for (const name of path.split('.')) {
    const next: unknown = node?.entries.get(name)?.node;
    node = Array.isArray((next as { items?: unknown }).items) ? (next as { items: TableNode[] }).items[0] : next as TableNode;
  }
  return node;
}

test('it says what was settled, and is read as that', () => {
  const settings: Settings = { ...SETTINGS, description: 'Adds "numbers" \\ words', profile: 'work', auth: 'custom', issuer: 'https://login.example.com', audience: ['me'], scopes: ['a', 'b'], environments: ['staging'] };
  expect(presentSettings(project({ [FILE]: deployToml(settings).content }))).toEqual(settings);
});

test.each([['cognito', true, 'cognito'], ['none', false, undefined]] as const)('auth %s', (auth, enabled, provider) => {
  const section = table(parseToml(deployToml({ ...SETTINGS, auth }).content, FILE), 'auth')!;
  const value = (name: string) => (section.entries.get(name)?.node as { value?: unknown } | undefined)?.value;
  expect([value('enabled'), value('provider')]).toEqual([enabled, provider]);
});

test('every key that is not another name for one stands in it, and its value is one that it takes', () => {
  const { content } = deployToml(SETTINGS);
  const root = parseToml(content.replace(/^#(?=\[|\w+ = )/gm, ''), FILE);
  for (const [name, section] of Object.entries(SECTIONS)) {
    if (['environment', 'metadata', 'auth.oidc'].includes(name)) continue;
    const found = table(root, name)!;
    const present = [...found.entries.keys()].filter((key) => sectionOf(`${name}.${key}`) === undefined && `${name}.${key}` !== 'auth.scopes');
    const keys = section.kind === 'names' ? present : Object.entries(section.keys).filter(([, key]) => key.same === undefined).map(([key]) => key);
    expect({ name, present, some: present.length > 0 }).toEqual({ name, present: keys, some: true });
    for (const key of keys) {
      const { value } = keyOf(sectionOf(name)!, key)!;
      expect({ name, key, value: value.read(found.entries.get(key)!.node) === undefined ? 'none' : 'one' }).toEqual({ name, key, value: 'one' });
    }
  }
});

test('a file that says what init would write for it is ours, and any change makes it the user\'s', () => {
  const { content, ours } = deployToml(SETTINGS);
  expect(ours(deployToml({ ...SETTINGS, name: 'other', auth: 'none', environments: ['a'] }).content)).toBe(true);
  expect(ours(content.replace('#memory_size = 512', 'memory_size = 512'))).toBe(false);
  expect(ours(`${content}# a remark\n`)).toBe(false);
  expect(ours('no TOML')).toBe(false);
  expect(ours('')).toBe(false);
});

test('any text survives', () => {
  fc.assert(fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (description) => {
    expect(presentSettings(project({ [FILE]: deployToml({ ...SETTINGS, description }).content })).description).toBe(description);
  }), { numRuns: 50 });
});

test('a file that is not there, or is no TOML, says nothing', () => {
  expect(presentSettings(project())).toEqual({});
  expect(presentSettings(project({ [FILE]: '[server' }))).toEqual({});
});
