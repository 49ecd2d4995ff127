import { show } from '../../private/errors';
import { Fact, isKnown } from '../../private/tokens';
import { ProvisionedConcurrencyFacts } from '../../runtime/provisioned-concurrency';
import { Plan } from '../plan';
import { error, Finding, Rule, warning, when } from '../rule';

/** @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html */
const TARGET = { min: 0.1, max: 0.9 };

/** The name of a scheduled action, as Application Auto Scaling takes it, and as a construct's id. */
const SCHEDULE_NAME = /^[A-Za-z0-9_. -]{1,128}$/;

/** How many instances there may be. @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export const SCALING_RULES: Rule[] = [
  error('reservedConcurrencyInvalid', ({ reservedConcurrency }) =>
    when(reservedConcurrency !== undefined && !isCount(reservedConcurrency, 0), () => ({
      setting: 'reservedConcurrentExecutions',
      given: show(reservedConcurrency),
      expected: 'a whole number from 0, where 0 switches the server off',
    }))),

  warning('reservedConcurrencyZero', ({ reservedConcurrency, provisionedConcurrency }) =>
    when(reservedConcurrency === 0 && provisionedConcurrency === undefined, () => ({
      setting: 'reservedConcurrentExecutions',
      given: '0, with which Lambda refuses every request',
      expected: 'at least 1 where somebody is to be answered',
    }))),

  error('provisionedConcurrencyInvalid', ({ provisionedConcurrency }) => (provisionedConcurrency ? limitProblems(provisionedConcurrency) : [])),

  error('utilizationTargetOutOfRange', ({ provisionedConcurrency }) => {
    const target = provisionedConcurrency?.utilizationTarget;
    return when(target !== undefined && isKnown(target) && !(target >= TARGET.min && target <= TARGET.max), () => ({
      setting: 'provisionedConcurrency.utilizationTarget',
      given: show(target),
      expected: `a share from ${TARGET.min} to ${TARGET.max}`,
    }));
  }),

  error('schedulesInvalid', ({ provisionedConcurrency }) => (provisionedConcurrency ? scheduleProblems(provisionedConcurrency) : [])),

  error('provisionedAboveReserved', ({ provisionedConcurrency, reservedConcurrency }) => {
    const highest = provisionedConcurrency && highestOf(provisionedConcurrency);
    return when(
      highest !== undefined && reservedConcurrency !== undefined && isKnown(reservedConcurrency)
        && isCount(reservedConcurrency, 0) && highest > reservedConcurrency,
      () => ({
        setting: 'provisionedConcurrency',
        given: `up to ${highest} instances with reservedConcurrentExecutions ${show(reservedConcurrency)}`,
        expected: `at most ${show(reservedConcurrency)}, or a greater reserve, of which provisioned instances are a part`,
      }));
  }),

  error('snapStartWithProvisioned', ({ provisionedConcurrency, snapStart }: Plan) =>
    when(provisionedConcurrency !== undefined && snapStart !== undefined, () => ({
      setting: 'snapStart',
      given: `it together with ${provisionedConcurrency!.call}`,
      expected: 'one of the two: Lambda refuses provisioned concurrency for versions with a snapshot',
    }))),
];

/** Unknown ones pass. */
function isCount(value: Fact<number>, least: number): boolean {
  return !isKnown(value) || (Number.isInteger(value) && value >= least);
}

function limitProblems({ lowest, highest, floor }: ProvisionedConcurrencyFacts): Finding[] {
  const setting = 'provisionedConcurrency';
  return [
    ...[...new Set<Fact<number>>([lowest, highest])].filter((limit) => !isCount(limit, limit === highest ? 1 : floor)).map((limit) => ({
      setting, given: `${show(limit)} instances`, expected: `a whole number from ${limit === highest ? 1 : floor}`,
    })),
    ...when(isKnown(lowest) && isKnown(highest) && lowest > highest, () => ({
      setting, given: `at least ${show(lowest)} and at most ${show(highest)} instances`, expected: 'a minCapacity up to the maxCapacity',
    })),
  ];
}

function scheduleProblems({ schedules, call }: ProvisionedConcurrencyFacts): Finding[] {
  const setting = 'provisionedConcurrency.schedules';
  return [
    ...when(call.includes('bySchedule') && schedules.length === 0, () => ({ setting, given: 'none', expected: 'at least one, without which nothing changes' })),
    ...schedules.flatMap(({ name, lowest, highest }) => {
      const limits = [lowest, highest].filter((limit): limit is Fact<number> => limit !== undefined);
      return [
        ...when(!SCHEDULE_NAME.test(name), () => ({
          setting, given: `the name ${show(name)}`, expected: '1 to 128 letters, digits, spaces, dots, hyphens and underscores',
        })),
        ...when(limits.length === 0, () => ({ setting, given: `${show(name)} without limits`, expected: 'a minCapacity or a maxCapacity' })),
        ...limits.filter((limit) => !isCount(limit, 0)).map((limit) => ({
          setting, given: `${show(limit)} instances in ${show(name)}`, expected: 'a whole number from 0',
        })),
        ...when(isAbove(lowest, highest), () => ({
          setting, given: `${show(name)} with at least ${show(lowest)} and at most ${show(highest)} instances`, expected: 'a minCapacity up to the maxCapacity',
        })),
      ];
    }),
  ];
}

function isAbove(lowest?: Fact<number>, highest?: Fact<number>): boolean {
  return lowest !== undefined && highest !== undefined && isKnown(lowest) && isKnown(highest) && lowest > highest;
}

/** With every schedule, as far as it is known. */
function highestOf({ highest, schedules }: ProvisionedConcurrencyFacts): number {
  const limits = [highest, ...schedules.flatMap((schedule) => [schedule.lowest, schedule.highest])];
  return Math.max(0, ...limits.filter((limit): limit is number => limit !== undefined && isKnown(limit)));
}
