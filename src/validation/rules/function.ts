import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { error, Rule, when } from '../rule';

const MEMORY = { min: 128, max: 10240 };
const TIMEOUT = { min: 1, max: 900 };

/** Limits of the function. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const FUNCTION_RULES: Rule[] = [
  error('memorySizeOutOfRange', ({ memorySize }) =>
    when(isKnown(memorySize) && !wholeNumber(memorySize, MEMORY), () => ({
      setting: 'memorySize',
      given: show(memorySize),
      expected: `a whole number of MB from ${MEMORY.min} to ${MEMORY.max}`,
    }))),

  error('timeoutOutOfRange', ({ timeoutSeconds }) =>
    when(isKnown(timeoutSeconds) && !wholeNumber(timeoutSeconds, TIMEOUT), () => ({
      setting: 'timeout',
      given: `${show(timeoutSeconds)} seconds`,
      expected: `whole seconds from ${TIMEOUT.min} to ${TIMEOUT.max}`,
    }))),

  error('timeoutBeyondEndpoint', ({ timeoutSeconds, endpoint }) =>
    when(isKnown(timeoutSeconds) && timeoutSeconds > endpoint.timeoutSeconds && timeoutSeconds <= TIMEOUT.max, () => ({
      setting: 'timeout',
      given: `${show(timeoutSeconds)} seconds`,
      expected: `at most ${endpoint.timeoutSeconds} seconds: ${endpoint.call} ends a request then, whatever the function does`,
    }))),
];

function wholeNumber(value: number, { min, max }: { min: number; max: number }): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
