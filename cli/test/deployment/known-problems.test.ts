import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyOf, SECTIONS } from 'cdk-mcp-lambda/lib/deploy-toml/schema';
import { KNOWN_PROBLEMS, KnownProblem, Remedies } from '../../src/deployment/known-problems';

/** What the document has as code is what a log says, or a setting; a placeholder of it stands for anything. */
const CODE = /`([^`]+)`/g;

/** Words of the table's first column that a log has only beside others. */
const FIGURES = /^(?:maxMemoryUsedMB|memorySizeMB)$/;

interface Row {
  readonly messages: readonly string[];
  readonly app: string;
  readonly toml: string;
}

const document = readFileSync(join(__dirname, '../../../docs/troubleshooting.md'), 'utf8');
const [, section] = document.split('## The function\'s log says\n');
const rows = section.split('\n## ')[0].split('\n').filter((line) => line.startsWith('| `')).map((line): Row => {
  const [, message, , app, toml] = line.split(/ ?\| ?/);
  return { messages: [...message.matchAll(CODE)].map(([, code]) => code).filter((code) => !FIGURES.test(code)), app, toml };
});

const problemOf = (message: string): KnownProblem | undefined => KNOWN_PROBLEMS.find(({ said }) => said.test(message));

test.each(rows.map((row) => [row.messages.join(', '), row] as const))('%s has one remedy, which names the settings of the document', (_, { messages, app, toml }) => {
  const found = new Set(messages.map(problemOf));
  expect(found.size).toBe(1);
  const [problem] = found;
  expect(problem).toBeDefined();
  const settings = problem!.remedy.app.match(/\b(?:[a-z]+[A-Z]\w*|[a-z]\w*\.[a-z]\w*|timeout|vpc|environment|secrets|architecture)\b/g) ?? [];
  expect(settings.filter((setting) => !app.includes(setting))).toEqual([]);
  const keys = problem!.remedy.toml.match(/\[+[a-z_.]+\]+|\b[a-z]+_[a-z_]+\b/g) ?? [];
  expect(keys.filter((key) => !toml.includes(key))).toEqual([]);
});

test('each of them is in the document', () => {
  const documented = new Set(rows.flatMap(({ messages }) => messages.map(problemOf)));
  expect(KNOWN_PROBLEMS.filter((problem) => !documented.has(problem))).toEqual([]);
});

test('the document and the remedies name tables and keys that a deploy.toml has', () => {
  const texts = [...KNOWN_PROBLEMS.map(({ remedy }) => remedy.toml), ...rows.map(({ toml }) => toml)];
  const tables = texts.flatMap((text) => [...text.matchAll(/\[+([a-z_.]+)\]+/g)].map(([, name]) => name));
  expect(tables.filter((name) => !Object.hasOwn(SECTIONS, name))).toEqual([]);
  const keys = texts.flatMap((text) => text.match(/\b[a-z]+_[a-z_]+\b/g) ?? []).filter((key) => !Object.hasOwn(SECTIONS, key));
  expect(keys.filter((key) => !Object.values(SECTIONS).some((table) => table.kind === 'table' && keyOf(table, key) !== undefined))).toEqual([]);
});

test('a remedy is said once, in the words in which the server is described, and with those that were found', () => {
  const lines = ['2026 Task timed out after 3.00 seconds', 'fine', 'connect ETIMEDOUT 10.0.0.1:5432', 'Task timed out after 5.00 seconds'];
  const told = (inToml: boolean) => lines.reduce((remedies, line) => remedies.add(line), new Remedies(inToml)).all;
  expect(told(true)).toEqual([
    expect.stringMatching(/^Task timed out after: raise timeout_seconds in \[lambda\]/), expect.stringMatching(/^ETIMEDOUT: .*\[vpc\] vpc_id/),
  ]);
  expect(told(false)).toEqual([
    expect.stringMatching(/^Task timed out after: raise timeout, /), expect.stringMatching(/^ETIMEDOUT: .*vpcSubnets/),
  ]);
  expect(new Remedies(true).add('all is well').all).toEqual([]);
});

test.each([
  ['{"errorType":"Runtime.ExitError","errorMessage":"RequestId: 1 Error: Runtime exited with error: signal: killed"}', /memory_size/],
  ['User: arn:aws:sts::1:assumed-role/x is not authorized to perform: dynamodb:GetItem on resource: arn', /\[\[iam\.tables\]\]/],
  ['Error: connect ECONNREFUSED 10.0.0.12:5432', /\[vpc\] vpc_id and subnet_ids/],
  ['RequestId: 1 Error: Runtime exited with error: exit status 3', /its lines before say why/],
])('%s is told by what is most of use', (line, remedy) => {
  expect(new Remedies(true).add(line).all).toEqual([expect.stringMatching(remedy)]);
});
