import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Finding, Rule } from './rule';
import { McpLambdaError } from '../private/errors';

/** What a rule has found. */
export interface Report {
  readonly rule: Rule;
  readonly finding: Finding;
}

/** Informs and warns, and then throws once with all that is wrong. */
export function report(scope: IConstruct, reports: Report[]): void {
  for (const { rule, finding } of reports.filter((one) => one.rule.level === 'info')) {
    Annotations.of(scope).addInfo(`${sentence(finding)} [${rule.id}]`);
  }
  for (const { rule, finding } of reports.filter((one) => one.rule.level === 'warning')) {
    Annotations.of(scope).addWarningV2(warningId(rule), sentence(finding));
  }
  const errors = reports.filter((one) => one.rule.level === 'error');
  if (errors.length > 0) {
    throw new McpLambdaError(scope, errors.map(({ rule, finding }) => `${sentence(finding)} [${rule.id}]`).join('\n'));
  }
}

/** The id with which a warning is acknowledged. */
export function warningId(rule: Rule): string {
  return `cdk-mcp-lambda:${rule.id}`;
}

function sentence({ setting, given, expected }: Finding): string {
  return `${setting}: got ${given}, expected ${expected}`;
}
