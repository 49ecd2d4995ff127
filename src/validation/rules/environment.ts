import { show } from '../../private/errors';
import { isKnown, UNKNOWN } from '../../private/tokens';
import { OWNED_NAMES } from '../../runtime/environment';
import { fieldVariable } from '../../secrets/secret-strategy';
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
  error('environmentNameInvalid', (plan) =>
    namesIn(plan).filter(({ name }) => !NAME.test(name) && !RESERVED_NAMES.includes(name)).map(({ setting, name }) => ({
      setting,
      given: `the name ${show(name)}`,
      expected: 'a letter followed by letters, digits and underscores, two characters at least',
    }))),

  error('environmentNameReserved', (plan) =>
    namesIn(plan).filter(({ name }) => RESERVED_NAMES.includes(name)).map(({ setting, name }) => ({
      setting,
      given: name,
      expected: 'another name: Lambda sets this one by itself',
    }))),

  error('environmentNameOwned', (plan) =>
    namesIn(plan).filter(({ name }) => Object.hasOwn(OWNED_NAMES, name)).map(({ setting, name }) => ({
      setting,
      given: name,
      expected: `it to be set through ${OWNED_NAMES[name]}, which also sets what must agree with it`,
    }))),

  error('environmentValueInvalid', ({ environment }) =>
    Object.entries(environment).filter(([, value]) => isKnown(value) && typeof value !== 'string').map(([name, value]) => ({
      setting: `environment.${name}`,
      given: show(value),
      expected: 'a text',
    }))),

  error('environmentHoldsSecret', ({ secretValues }) =>
    secretValues.map((name) => ({
      setting: `environment.${name}`,
      given: 'the value of a secret, which everybody could read who may see the function\'s configuration',
      expected: `the server to read it by itself: secrets: { ${name}: McpSecret.fromSecret(…) } lets it, and has the variable say which secret it is`,
    }))),

  error('environmentTooLarge', ({ code, environment, ownEnvironment, secrets }) => {
    const bytes = sizeOf({ ...code.existing?.environment, ...environment, ...secretVariables(secrets), ...ownEnvironment });
    return when(bytes > MAX_BYTES, () => ({
      setting: 'environment',
      given: `${bytes} bytes as JSON, ${sizeOf(ownEnvironment)} of them for the adapter`,
      expected: `${MAX_BYTES} bytes at most: keep what is large in a file of the code, in Parameter Store or in Secrets Manager`,
    }));
  }),
];

/** All names that the user has chosen. */
function namesIn({ environment, secrets }: Plan): { setting: string; name: string }[] {
  const named = (setting: string, record: object) => Object.keys(record).map((name) => ({ setting, name }));
  return [...named('environment', environment), ...named('secrets', secrets)];
}

function secretVariables(secrets: Plan['secrets']): Plan['environment'] {
  return Object.fromEntries(Object.entries(secrets).flatMap(([name, { given = UNKNOWN, field }]) => (
    [[name, given], ...field === undefined ? [] : [[fieldVariable(name), field]]])));
}

/** As Lambda measures it; what is not known yet counts as empty. */
function sizeOf(environment: Plan['environment']): number {
  return Buffer.byteLength(JSON.stringify(environment, (_name, value) => (typeof value === 'symbol' ? '' : value)));
}
