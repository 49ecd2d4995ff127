import * as os from 'node:os';
import { RULE_CASES } from './rule-cases';
import { saidBy } from './said';
import { RULES } from '../../src/validation/rules';

/** The directories of tests, which are called otherwise in each run. */
const DIRECTORIES = new RegExp(`${os.tmpdir()}/mcp-lambda-test-\\w+`, 'g');

const cases = RULES.flatMap((rule) => (RULE_CASES[rule.id]?.().fails ?? []).map((one) => ({ rule, one })));

test('there are at least sixty bad inputs, and one for each rule', () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
  expect(new Set(cases.map(({ rule }) => rule.id)).size).toBe(RULES.length);
});

/** Word for word: what a user reads changes on purpose alone. */
test.each(RULES.map((rule) => [rule.id, rule] as const))('%s says exactly this', (id, rule) => {
  const messages = cases.filter((one) => one.rule === rule).map(({ one }) => saidBy(rule, one)?.replace(DIRECTORIES, '<directory>'));
  expect(messages).not.toContain(undefined);
  expect(messages.join('\n')).toMatchSnapshot(id);
});
