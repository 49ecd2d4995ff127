import * as fs from 'node:fs';
import * as path from 'node:path';
import { NagFinding, nagFindings } from './findings';
import { EXAMPLE_APPS, exampleDirectory, synthesiseExample } from '../examples/synthesised';

jest.setTimeout(120_000);

/** What an example's `nag.json` says: the rule, the logical ids for which it is acknowledged as a pattern, and why. */
interface Acknowledgement {
  readonly rule: string;
  readonly resources: string;
  readonly reason: string;
}

const directory = exampleDirectory();

function acknowledgementsOf(example: string): Acknowledgement[] {
  return JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'examples', example, 'nag.json'), 'utf8'));
}

const covers = ({ rule, resources }: Acknowledgement, finding: NagFinding) => rule === finding.rule && new RegExp(`^(${resources})`).test(finding.resource);

test('there are examples, and the regulated one is among them', () => {
  expect(EXAMPLE_APPS).toEqual(expect.arrayContaining(['quickstart', 'regulated']));
});

describe.each(EXAMPLE_APPS)('the example %s', (example) => {
  const acknowledgements = acknowledgementsOf(example);
  let findings: NagFinding[];

  beforeAll(() => {
    findings = synthesiseExample(example, directory).flatMap((template) => nagFindings(template, directory));
  });

  test('has nothing that AwsSolutions, Serverless and NIST 800-53 R5 find and nobody has acknowledged', () => {
    expect(findings.filter((finding) => !acknowledgements.some((one) => covers(one, finding)))).toEqual([]);
  });

  test('acknowledges nothing that is not found', () => {
    expect(acknowledgements.filter((one) => !findings.some((finding) => covers(one, finding)))).toEqual([]);
  });

  test('says why, each time', () => {
    acknowledgements.forEach(({ reason }) => expect(reason.split(' ').length).toBeGreaterThan(4));
  });
});

test('the regulated example leaves less to acknowledge than the quickstart', () => {
  const rules = (example: string) => new Set(acknowledgementsOf(example).map(({ rule }) => rule));
  expect(rules('regulated')).not.toContain('NIST.800.53.R5-CloudWatchLogGroupEncrypted');
  expect(rules('quickstart')).toContain('NIST.800.53.R5-CloudWatchLogGroupEncrypted');
});
