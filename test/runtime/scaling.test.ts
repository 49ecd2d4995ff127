import { Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import { McpProvisionedConcurrency, McpServerCode, McpSnapStart, McpSnapStartOptions } from '../../src';
import { bootstrapDirectory, directoryOf, environmentOf, serverIn, templateWith } from '../support';

describe('provisioned concurrency', () => {
  test('is the alias\'s, and changes nothing else', () => {
    const code = McpServerCode.asset(bootstrapDirectory());
    const { Resources: before } = templateWith({ code }).toJSON();
    const { Resources: after } = templateWith({ code, provisionedConcurrency: McpProvisionedConcurrency.of(3) }).toJSON();
    const alias = Object.keys(after).find((id) => after[id].Type === 'AWS::Lambda::Alias')!;
    expect(after[alias].Properties.ProvisionedConcurrencyConfig).toEqual({ ProvisionedConcurrentExecutions: 3 });
    delete after[alias].Properties.ProvisionedConcurrencyConfig;
    expect(after).toEqual(before);
  });

  test('may be known at deployment', () => {
    templateWith({ provisionedConcurrency: McpProvisionedConcurrency.of(Token.asNumber(Fn.ref('Instances'))) })
      .hasResourceProperties('AWS::Lambda::Alias', { ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: { Ref: 'Instances' } } });
  });

  test('follows the use of the instances', () => {
    const template = templateWith({
      provisionedConcurrency: McpProvisionedConcurrency.byUtilization({ minCapacity: 2, maxCapacity: 20, utilizationTarget: 0.5 }),
    });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      MinCapacity: 2, MaxCapacity: 20, ScalableDimension: 'lambda:function:ProvisionedConcurrency', ServiceNamespace: 'lambda',
    });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 0.5, PredefinedMetricSpecification: { PredefinedMetricType: 'LambdaProvisionedConcurrencyUtilization' },
      },
    });
  });

  test('keeps one instance ready and 70 % of them busy where nothing else is said', () => {
    const template = templateWith({ provisionedConcurrency: McpProvisionedConcurrency.byUtilization({ maxCapacity: 20 }) });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 1 });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', { TargetTrackingScalingPolicyConfiguration: { TargetValue: 0.7 } });
  });

  test('is the same whatever the order of its schedules, which a map of Go has not', () => {
    const schedule = appscaling.Schedule.rate(Duration.days(1));
    const code = McpServerCode.asset(bootstrapDirectory());
    const [day, night] = [{ schedule, minCapacity: 2 }, { schedule, minCapacity: 1 }];
    const [template, turned] = [{ day, night }, { night, day }]
      .map((schedules) => templateWith({ code, provisionedConcurrency: McpProvisionedConcurrency.bySchedule({ maxCapacity: 10, schedules }) }));
    expect(turned.toJSON()).toEqual(template.toJSON());
  });

  test('follows the clock', () => {
    const weekdays = appscaling.Schedule.cron({ hour: '8', minute: '0', weekDay: 'MON-FRI' });
    const template = templateWith({
      provisionedConcurrency: McpProvisionedConcurrency.bySchedule({
        maxCapacity: 10,
        schedules: {
          morning: { schedule: weekdays, minCapacity: 5 },
          night: { schedule: appscaling.Schedule.rate(Duration.days(1)), minCapacity: 0, maxCapacity: 0 },
        },
      }),
    });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      MinCapacity: 0,
      ScheduledActions: [
        { ScheduledActionName: 'morning', Schedule: 'cron(0 8 ? * MON-FRI *)', ScalableTargetAction: { MinCapacity: 5 } },
        { ScheduledActionName: 'night', ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 0 } },
      ],
    });
    template.resourceCountIs('AWS::ApplicationAutoScaling::ScalingPolicy', 0);
  });

  test('follows both', () => {
    const template = templateWith({
      provisionedConcurrency: McpProvisionedConcurrency.byUtilization({
        maxCapacity: 10, schedules: { morning: { schedule: appscaling.Schedule.rate(Duration.days(1)), minCapacity: 5 } },
      }),
    });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { ScheduledActions: [Match.objectLike({ ScheduledActionName: 'morning' })] });
    template.resourceCountIs('AWS::ApplicationAutoScaling::ScalingPolicy', 1);
  });

  test('scales the alias, which is there before', () => {
    const template = templateWith({ provisionedConcurrency: McpProvisionedConcurrency.byUtilization({ maxCapacity: 20 }) });
    const [alias] = Object.keys(template.findResources('AWS::Lambda::Alias'));
    const [target] = Object.values(template.findResources('AWS::ApplicationAutoScaling::ScalableTarget'));
    expect(JSON.stringify(target.Properties.ResourceId)).toContain(alias);
  });
});

describe('SnapStart', () => {
  const python = (options?: McpSnapStartOptions) => ({
    code: McpServerCode.python(directoryOf({ 'server.py': '' }), { entry: 'server.py' }), snapStart: McpSnapStart.onPublishedVersions(options),
  });

  test('takes a snapshot of each version, and nobody is warned that one must be published', () => {
    const server = serverIn(python());
    const stack = Stack.of(server);
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { SnapStart: { ApplyOn: 'PublishedVersions' } });
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('snapStart'))).toEqual([]);
  });

  test('tells the adapter whom to ask', () => {
    const environment = environmentOf(templateWith(python({ beforeCheckpointPath: '/before', afterRestorePath: '/after' })));
    expect(environment).toMatchObject({ AWS_LWA_SNAPSTART_BEFORE_CHECKPOINT_PATH: '/before', AWS_LWA_SNAPSTART_AFTER_RESTORE_PATH: '/after' });
    expect(Object.keys(environmentOf(templateWith(python()))).filter((name) => name.includes('SNAPSTART'))).toEqual([]);
  });

  test('is another version of the function', () => {
    const version = (props: object) => Object.keys(templateWith(props).findResources('AWS::Lambda::Version'))[0];
    const { code, snapStart } = python();
    expect(version({ code, snapStart })).not.toBe(version({ code }));
  });
});
