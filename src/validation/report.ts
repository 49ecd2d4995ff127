import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Finding, Rule } from './rule';
import { McpLambdaError, sentence } from '../private/errors';
import { acknowledgedBy } from '../private/warnings';
import { inWordsOf } from '../private/words';

/** What a rule has found. */
export interface Report {
  readonly rule: Rule;
  readonly finding: Finding;
}

/** Informs and warns, and then throws once with all that is wrong. */
export function report(scope: IConstruct, reports: Report[]): void {
  const said = ({ rule: { id }, finding }: Report) => sentence(inWordsOf(scope, { ...finding, rule: id }));
  for (const one of reports.filter(({ rule }) => rule.level === 'info')) {
    Annotations.of(scope).addInfo(`${said(one)} [${one.rule.id}]`);
  }
  for (const one of reports.filter(({ rule }) => rule.level === 'warning')) {
    Annotations.of(scope).addWarningV2(acknowledgedBy(one.rule.id), said(one));
  }
  const [first, ...more] = reports
    .filter(({ rule }) => rule.level === 'error')
    .map(({ rule, finding }) => ({ ...finding, rule: rule.id }));
  if (first) {
    throw new McpLambdaError(scope, first, ...more);
  }
}
