import { Match, Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { said } from '../statements';
import { templateWith } from '../support';

/** The statements of the one role that there is. */
function statementsOf(template: Template): { Action: string[] }[] {
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
  return policy.Properties.PolicyDocument.Statement;
}

test.each([lambda.Tracing.ACTIVE, lambda.Tracing.PASS_THROUGH])('with %s the function is traced, and may send traces and nothing else', (tracing) => {
  const template = templateWith({ tracing });
  template.hasResourceProperties('AWS::Lambda::Function', { TracingConfig: { Mode: tracing } });
  expect(said(statementsOf(template).slice(1))).toEqual(said([
    { Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' },
  ]));
});

test('it is not traced by default', () => {
  const template = templateWith();
  template.hasResourceProperties('AWS::Lambda::Function', { TracingConfig: Match.absent() });
  expect(statementsOf(template)).toHaveLength(1);
});
