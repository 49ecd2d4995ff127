import { SECTIONS } from 'cdk-mcp-lambda/lib/deploy-toml/schema';
import fc from 'fast-check';
import { serverNameFrom } from '../../src/init/server-name';

test.each([
  ['calc', 'calc'],
  ['@acme/word_tools', 'word-tools'],
  ['Größe 1', 'Grosse-1'],
  ['Tool für Zürich', 'Tool-fur-Zurich'],
  ['3d-tools', 'd-tools'],
  ['--x--', 'x'],
  [`a${'-b'.repeat(40)}`, `a${'-b'.repeat(31)}`],
])('%j becomes %j', (given, name) => expect(serverNameFrom(given)).toBe(name));

test('the next text counts where the first says nothing', () => {
  expect(serverNameFrom(undefined, '日本', 'tools')).toBe('tools');
  expect(serverNameFrom('日本', '')).toBe('mcp-server');
});

test('every text gives a name that deploy.toml takes', () => {
  const { value } = SECTIONS.server.keys.name;
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => value.read({ kind: 'text', value: serverNameFrom(text) }) !== undefined));
});
