import * as fs from 'node:fs';
import * as path from 'node:path';
import { synthesisedExample } from './synthesised-example';

const APP = path.join(__dirname, '..', '..', 'examples', 'quickstart', 'app.ts');

test('the template of the quickstart stays as it is', () => {
  expect(synthesisedExample('quickstart', 'Quickstart').template).toMatchSnapshot();
});

test('the app of the quickstart has about fifteen lines', () => {
  const lines = fs.readFileSync(APP, 'utf8').trim().split('\n');
  expect(lines.length).toBeLessThanOrEqual(15);
});
