import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { OWNED_NAMES } from '../../runtime/environment';
import { Plan } from '../plan';
import { error, Rule, when } from '../rule';

const MAX_BYTES = 4096;
const NAME = /^[a-zA-Z][a-zA-Z0-9_]+$/;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const RESERVED_NAMES: readonly string[] = [
  '_HANDLER', '_X_AMZN_TRACE_ID', 'AWS_DEFAULT_REGION', 'AWS_REGION', 'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE', 'AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API', 'LAMBDA_TASK_ROOT', 'LAMBDA_RUNTIME_DIR',
];

/** Names and size of the function's environment. */
export const ENVIRONMENT_RULES: Rule[] = [
  error('environmentNameInvalid', ({ environment }) =>
    Object.keys(environment).filter((name) => !NAME.test(name) && !RESERVED_NAMES.includes(name)).map((name) => ({
      setting: 'environment',
      given: `the name ${show(name)}`,
      expected: 'a letter followed by letters, digits and underscores, two characters at least',
    }))),

  error('environmentNameReserved', ({ environment }) =>
    Object.keys(environment).filter((name) => RESERVED_NAMES.includes(name)).map((name) => ({
      setting: 'environment',
      given: name,
      expected: 'another name: Lambda sets this one by itself',
    }))),

  error('environmentNameOwned', ({ environment }) =>
    Object.keys(environment).filter((name) => Object.hasOwn(OWNED_NAMES, name)).map((name) => ({
      setting: 'environment',
      given: name,
      expected: `it to be set through ${OWNED_NAMES[name]}, which also sets what must agree with it`,
    }))),

  error('environmentValueInvalid', ({ environment }) =>
    Object.entries(environment).filter(([, value]) => isKnown(value) && typeof value !== 'string').map(([name, value]) => ({
      setting: `environment.${name}`,
      given: show(value),
      expected: 'a text',
    }))),

  error('environmentTooLarge', ({ environment, ownEnvironment }) => {
    const bytes = sizeOf({ ...environment, ...ownEnvironment });
    return when(bytes > MAX_BYTES, () => ({
      setting: 'environment',
      given: `${bytes} bytes as JSON, ${sizeOf(ownEnvironment)} of them for the adapter`,
      expected: `${MAX_BYTES} bytes at most: keep what is large in a file of the code, in Parameter Store or in Secrets Manager`,
    }));
  }),
];

/** As Lambda measures it; what is not known yet counts as empty. */
function sizeOf(environment: Plan['environment']): number {
  return Buffer.byteLength(JSON.stringify(environment, (_name, value) => (typeof value === 'symbol' ? '' : value)));
}
