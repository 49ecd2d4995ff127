import { broken, Contracts, currentContracts } from './contracts';
import { stableContracts } from './state';

const stable = stableContracts();

/** The names without the one that is given. */
const without = (name: string, names: readonly string[]) => names.filter((one) => one !== name);

test('no warning, rule, command, option, event or field of one that was declared stable is gone', () => {
  expect(broken(stable, currentContracts())).toEqual([]);
});

test('what is held is what users write down', () => {
  expect(stable.warnings).toContain('publicAccess');
  expect(stable.rules).toContain('memorySizeOutOfRange');
  expect(stable.commands['mcp-lambda deploy outputs']).toEqual(expect.arrayContaining(['--stack <value>', '--format json']));
  expect(stable.events.changes).toEqual(expect.arrayContaining(['security', 'securityChanges?', 'changes.action', 'changes.path?']));
});

test.each<[string, (now: Contracts) => Contracts]>([
  ['warning: publicAccess', (now) => ({ ...now, warnings: without('publicAccess', now.warnings) })],
  ['rule: memorySizeOutOfRange', (now) => ({ ...now, rules: without('memorySizeOutOfRange', now.rules) })],
  ['command mcp-lambda dev: --port <value>', (now) => ({ ...now, commands: { ...now.commands, 'mcp-lambda dev': without('--port <value>', now.commands['mcp-lambda dev']) } })],
  ['event ready', ({ events: { ready, ...events }, ...now }) => ({ ...now, events })],
  ['event ready: url', (now) => ({ ...now, events: { ...now.events, ready: [...without('url', now.events.ready), 'url?'] } })],
])('%s: that it is gone would be seen', (said, change) => {
  expect(broken(stable, change(stable))).toEqual([said]);
});

test('a field that is always there, and was not, breaks nothing', () => {
  const changes = stable.events.changes.map((field) => field.replace('securityChanges?', 'securityChanges'));
  expect(broken(stable, { ...stable, events: { ...stable.events, changes } })).toEqual([]);
});
