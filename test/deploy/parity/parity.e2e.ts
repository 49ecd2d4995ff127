import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Difference, explanation, Finding } from './compare';
import { DIFFERENCES, MOST_DIFFERENCES, OPEN } from './differences';
import { MINISTACK_DIFFERENCES } from './differences-ministack';
import { fidelityDocument, KNOWN } from './fidelity';
import { REQUESTS } from './requests';
import { Outcome, runParity } from './run';
import { describeDeployed } from '../cloud/cloud';

jest.setTimeout(120_000);

const DOCUMENT = join(__dirname, '../../../docs/dev-fidelity.md');
const AGAIN = 'the run has other results than docs/dev-fidelity.md says: run this test with UPDATE_FIDELITY=1 and commit the file';

const names = REQUESTS.map(({ name }) => name);

test('the list has at least 40 requests, each with a name of its own', () => {
  expect(names.length).toBeGreaterThanOrEqual(40);
  expect(new Set(names).size).toBe(names.length);
  expect(REQUESTS.filter(({ route, documented }) => route === undefined && documented === undefined)).toEqual([]);
});

test('tables name requests of the list', () => {
  const named = [...DIFFERENCES, ...OPEN, ...MINISTACK_DIFFERENCES].flatMap(({ requests = [] }) => requests);
  expect(named.filter((name) => !names.includes(name))).toEqual([]);
});

describeDeployed('dev', (installed) => {
  const outcomes = new Map<string, Outcome>();

  beforeAll(async () => {
    for (const outcome of await runParity(installed)) {
      outcomes.set(outcome.request.name, outcome);
    }
  });

  const unexplained = (findings: readonly Finding[], known: readonly Difference[]) => findings.filter((finding) => !explanation(finding, known));

  const documented = REQUESTS.filter((request) => request.documented !== undefined).map(({ name }) => name);
  test.each(documented)('answers as AWS documents it: %s', (name) => {
    expect(unexplained(outcomes.get(name)!.documented, KNOWN.documented)).toEqual([]);
  });

  const reaching = REQUESTS.filter(({ route }) => route !== undefined).map(({ name }) => name);
  test.each(reaching)('is as the adapter for the server and for the client: %s', (name) => {
    expect(unexplained(outcomes.get(name)!.adapter, KNOWN.adapter)).toEqual([]);
  });

  test.each(names)('differs from ministack only where that is known: %s', (name) => {
    expect(unexplained(outcomes.get(name)!.ministack, KNOWN.ministack)).toEqual([]);
  });

  test('has few differences that stay', () => {
    expect(DIFFERENCES.length).toBeLessThanOrEqual(MOST_DIFFERENCES);
  });

  test('has every difference of the tables: one that has gone leaves its table', () => {
    const seen = [...outcomes.values()].flatMap(({ documented: by, adapter, ministack }) => [
      ...[...by, ...adapter].map((finding) => explanation(finding, KNOWN.adapter)),
      ...ministack.map((finding) => explanation(finding, KNOWN.ministack)).filter((each) => each && MINISTACK_DIFFERENCES.includes(each)),
    ]);
    expect([...DIFFERENCES, ...OPEN, ...MINISTACK_DIFFERENCES].filter((each) => !seen.includes(each)).map(({ id }) => id)).toEqual([]);
  });

  test('is described by docs/dev-fidelity.md', () => {
    const text = fidelityDocument([...outcomes.values()]);
    if (process.env.UPDATE_FIDELITY === '1') {
      writeFileSync(DOCUMENT, text);
    }
    const committed = existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : '';
    expect({ advice: committed === text ? '' : AGAIN, committed }).toEqual({ advice: '', committed: text });
  });
});
