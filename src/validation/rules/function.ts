import { wholeNumber } from './numbers';
import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { error, Rule, when } from '../rule';

const MEMORY = { min: 128, max: 10240 };
const TIMEOUT = { min: 1, max: 900 };
const ARCHITECTURES = ['arm64', 'x86_64'];

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
const ALIAS_NAME = /^(?!\d+$)[a-zA-Z0-9_-]{1,128}$/;

const WITH_UNDERSCORES = /^[a-z]+(_[a-z]+)+$/;

/** Limits of the function. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const FUNCTION_RULES: Rule[] = [
  // A property injector in Python gives settings back as a dictionary, which nobody checks.
  error('settingWithUnderscores', ({ given }) => given.filter((name) => WITH_UNDERSCORES.test(name)).map((name) => ({
    setting: name,
    given: 'a setting that is not looked at',
    expected: `${name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())}: in a dictionary, settings have the names that they have in TypeScript`,
  }))),

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
      expected: `at most ${endpoint.timeoutSeconds} seconds: ${endpoint.call} ends a request then, whatever the function does; `
        + `McpEndpoint.restApi(…) streams an answer for up to ${TIMEOUT.max}`,
    }))),

  error('architectureUnknown', ({ architecture }) =>
    when(!ARCHITECTURES.includes(architecture), () => ({
      setting: 'architecture',
      given: show(architecture),
      expected: 'Architecture.ARM_64 or Architecture.X86_64, for which there are functions and an adapter',
    }))),

  error('aliasNameInvalid', ({ aliasName }) =>
    when(isKnown(aliasName) && !ALIAS_NAME.test(aliasName), () => ({
      setting: 'aliasName',
      given: show(aliasName),
      expected: 'up to 128 letters, digits, hyphens and underscores, and not digits alone, which is a version',
    }))),
];
