import { Duration, Size, Stack } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { RuleCases } from './rule-case';
import { McpLambdaServerProps, McpProvisionedConcurrency, McpServerCode, McpSnapStart, McpSnapStartOptions, WebAdapter } from '../../src';
import { directoryOf, existingFunction, imageDirectory } from '../support';

const hourly = appscaling.Schedule.rate(Duration.hours(1));

const of = (instances: number) => ({ provisionedConcurrency: McpProvisionedConcurrency.of(instances) });
const between = (minCapacity: number, maxCapacity: number, utilizationTarget?: number) => (
  { provisionedConcurrency: McpProvisionedConcurrency.byUtilization({ minCapacity, maxCapacity, utilizationTarget }) });
const scheduled = (schedules: Record<string, appscaling.ScalingSchedule>, maxCapacity = 10, minCapacity?: number) => (
  { provisionedConcurrency: McpProvisionedConcurrency.bySchedule({ minCapacity, maxCapacity, schedules }) });

/** A function of the user's on a runtime that has SnapStart. */
const existing = (props: Partial<lambda.FunctionProps> = {}) => (stack: Stack) => ({
  code: McpServerCode.existing(existingFunction(stack, {
    code: lambda.Code.fromInline('#'), runtime: lambda.Runtime.PYTHON_3_13, handler: 'run.sh', environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/bootstrap' }, ...props,
  })),
});

function python(options: McpSnapStartOptions = {}): Partial<McpLambdaServerProps> {
  return {
    code: McpServerCode.python(directoryOf({ 'server.py': '' }), { entry: 'server.py' }),
    snapStart: McpSnapStart.onPublishedVersions(options),
  };
}

const snapStart = McpSnapStart.onPublishedVersions();

/** How many instances there may be, and how they start. */
export const SCALING_RULE_CASES: Record<string, () => RuleCases> = {
  reservedConcurrencyInvalid: () => ({
    fails: [
      { props: { reservedConcurrentExecutions: -1 }, says: ['reservedConcurrentExecutions: got -1', 'a whole number from 0'] },
      { props: { reservedConcurrentExecutions: 1.5 }, says: ['got 1.5'] },
      { props: { reservedConcurrentExecutions: NaN }, says: ['got not a number'] },
    ],
    passes: [{ props: { reservedConcurrentExecutions: 0 } }, { props: { reservedConcurrentExecutions: 100 } }],
  }),
  reservedConcurrencyZero: () => ({
    fails: [{ props: { reservedConcurrentExecutions: 0 }, says: ['reservedConcurrentExecutions: got 0', 'refuses every request'] }],
    passes: [{ props: { reservedConcurrentExecutions: 1 } }],
  }),
  provisionedConcurrencyInvalid: () => ({
    fails: [
      { props: of(0), says: ['provisionedConcurrency: got 0 instances', 'a whole number from 1'] },
      { props: of(2.5), says: ['got 2.5 instances'] },
      { props: of(NaN), says: ['got not a number instances'] },
      { props: between(0, 5), says: ['got 0 instances', 'from 1'] },
      { props: between(6, 5), says: ['got at least 6 and at most 5 instances', 'minCapacity up to the maxCapacity'] },
      { props: scheduled({ day: { schedule: hourly, minCapacity: 1 } }, 2, -1), says: ['got -1 instances', 'from 0'] },
    ],
    passes: [of(1), between(1, 1), between(2, 50), scheduled({ day: { schedule: hourly, minCapacity: 2 } })].map((props) => ({ props })),
  }),
  utilizationTargetOutOfRange: () => ({
    fails: [
      { props: between(1, 5, 0.05), says: ['provisionedConcurrency.utilizationTarget: got 0.05', '0.1 to 0.9'] },
      { props: between(1, 5, 70), says: ['got 70'] },
      { props: between(1, 5, 0), says: ['got 0'] },
    ],
    passes: [{ props: between(1, 5, 0.1) }, { props: between(1, 5, 0.9) }],
  }),
  schedulesInvalid: () => ({
    fails: [
      { props: scheduled({}), says: ['provisionedConcurrency.schedules: got none', 'at least one'] },
      { props: scheduled({ day: { schedule: hourly } }), says: ['"day" without limits'] },
      { props: scheduled({ 'a/b': { schedule: hourly, minCapacity: 1 } }), says: ['the name "a/b"'] },
      { props: scheduled({ day: { schedule: hourly, minCapacity: 0.5 } }), says: ['0.5 instances in "day"'] },
      { props: scheduled({ day: { schedule: hourly, minCapacity: 3, maxCapacity: 2 } }), says: ['"day" with at least 3 and at most 2 instances'] },
    ],
    passes: [{ props: scheduled({ 'day': { schedule: hourly, minCapacity: 5 }, 'by night': { schedule: hourly, minCapacity: 0, maxCapacity: 0 } }) }],
  }),
  provisionedAboveReserved: () => ({
    fails: [
      { props: { ...of(6), reservedConcurrentExecutions: 5 }, says: ['up to 6 instances with reservedConcurrentExecutions 5', 'at most 5'] },
      { props: { ...of(1), reservedConcurrentExecutions: 0 }, says: ['reservedConcurrentExecutions 0'] },
      { props: { ...between(1, 6), reservedConcurrentExecutions: 5 }, says: ['up to 6 instances'] },
      { props: { ...scheduled({ day: { schedule: hourly, maxCapacity: 20 } }), reservedConcurrentExecutions: 10 }, says: ['up to 20 instances'] },
    ],
    passes: [
      { props: { ...of(5), reservedConcurrentExecutions: 5 } },
      { props: { ...between(1, 5), reservedConcurrentExecutions: 50 } },
      { props: of(5000) },
    ],
  }),
  snapStartWithProvisioned: () => ({
    fails: [
      { props: { ...python(), ...of(1) }, says: ['snapStart: got it together with McpProvisionedConcurrency.of(…)', 'one of the two'] },
      { props: { ...python(), ...between(1, 5) }, says: ['McpProvisionedConcurrency.byUtilization({ … })'] },
      { props: (stack) => ({ ...existing({ snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS })(stack), ...of(1) }), says: ['got it together'] },
    ],
    passes: [
      { props: python() },
      { props: of(1) },
      { props: existing({ snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS }) },
      { props: (stack) => ({ ...existing()(stack), ...of(1) }) },
    ],
  }),
  snapStartRuntime: () => ({
    fails: [
      { props: { snapStart }, says: ['snapStart: got it for McpServerCode.asset(', 'provided.al2023', 'Python from 3.12 on'] },
      { props: { snapStart, code: McpServerCode.nodejs(directoryOf({ 'a.js': '' }), { entry: 'a.js' }) }, says: ['nodejs24.x'] },
      {
        props: { snapStart, code: McpServerCode.python(directoryOf({ 'a.py': '' }), { entry: 'a.py', runtime: lambda.Runtime.PYTHON_3_11 }) },
        says: ['python3.11'],
      },
    ],
    passes: [{ props: python() }, { props: { snapStart, code: McpServerCode.image(imageDirectory()) } }],
  }),
  snapStartStorage: () => ({
    fails: [{
      props: { ...python(), ephemeralStorageSize: Size.mebibytes(513) },
      says: ['ephemeralStorageSize: got 513 MB with snapStart', '512 MB'],
    }],
    passes: [{ props: { ...python(), ephemeralStorageSize: Size.mebibytes(512) } }],
  }),
  snapStartHookInvalid: () => ({
    fails: [
      { props: python({ beforeCheckpointPath: '/' }), says: ['snapStart.beforeCheckpointPath: got "/"', 'a path of its own'] },
      ...['', 'after', '/a%62', '/a/../b', '/events', '/Events', '/mcp', '/after/', '/a?b'].map((afterRestorePath) => ({
        props: python({ afterRestorePath }), says: [`snapStart.afterRestorePath: got ${JSON.stringify(afterRestorePath)}`],
      })),
    ],
    passes: [{ props: python({ beforeCheckpointPath: '/snapstart/before', afterRestorePath: '/snapstart/after' }) }],
  }),
  snapStartHooksUnknownToAdapter: () => ({
    fails: [{
      props: { ...python({ afterRestorePath: '/after' }), adapter: WebAdapter.layer({ version: 29 }) },
      says: ['adapter.version: got 29 with snapStart.afterRestorePath', 'at least 30'],
    }],
    passes: [{ props: python({ afterRestorePath: '/after' }) }, { props: { ...python(), adapter: WebAdapter.layer({ version: 29 }) } }],
  }),
};
