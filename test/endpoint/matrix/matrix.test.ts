import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cell, CELLS, DOMAINS, DOORS, Outcome, outcomeOf, STAGES, STREAMING } from './cells';
import { withTable } from './document';
import { AUTH_COLUMNS } from '../../auth/auths';

const DOCUMENT = path.join(__dirname, '..', '..', '..', 'docs', 'endpoints.md');
const AGAIN = 'the library says otherwise than docs/endpoints.md: run this test with UPDATE_ENDPOINTS=1 and commit the file';

function expected({ door, auth, domain, stage, streaming }: Cell): Outcome['kind'] {
  const able = DOORS[door];
  if ((stage === 'named' && !able.stage) || (streaming === 'yes' && !able.streaming)) {
    return 'unwritable';
  }
  return able.asks(auth) && (domain === 'none' || able.domain) ? 'works' : 'refused';
}

const outcomes: [Cell, Outcome][] = [];

test('there are as many cells as the product of the axes', () => {
  const axes = [Object.keys(DOORS), Object.keys(AUTH_COLUMNS), DOMAINS, STAGES, STREAMING];
  expect(new Set(CELLS.map((cell) => JSON.stringify(cell))).size).toBe(axes.reduce((product, axis) => product * axis.length, 1));
});

test.each(CELLS.map((cell) => [Object.entries(cell).map(([axis, value]) => `${axis} ${value}`).join(', '), cell] as const))('%s: it works, or the message says why not', (_name, cell) => {
  const outcome = outcomeOf(cell);
  outcomes.push([cell, outcome]);
  expect([outcome.kind, outcome]).toEqual([expected(cell), outcome]);
  for (const message of outcome.kind === 'works' ? outcome.warnings : outcome.message.split('\n')) {
    expect(message).toMatch(/, expected \S/);
    expect(message).not.toMatch(/undefined|NaN|\$\{Token|\[object|\n\s+at /);
  }
});

test('docs/endpoints.md has every cell in its table', () => {
  const committed = fs.readFileSync(DOCUMENT, 'utf8');
  const text = withTable(committed, outcomes);
  if (process.env.UPDATE_ENDPOINTS === '1') {
    fs.writeFileSync(DOCUMENT, text);
    return;
  }
  expect({ advice: committed === text ? '' : AGAIN, committed }).toEqual({ advice: '', committed: text });
});
