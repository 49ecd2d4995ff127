import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { fieldVariable } from '../../secrets/secret-strategy';
import { error, Rule, when } from '../rule';

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
const SECRET_NAME = /^[A-Za-z0-9/_+=.@-]{1,512}$/;

/** Secrets, and the variables that say which they are. */
export const SECRETS_RULES: Rule[] = [
  error('secretNameInvalid', ({ secrets }) =>
    Object.entries(secrets).flatMap(([variable, { call, name }]) => when(name !== undefined && isKnown(name) && !SECRET_NAME.test(name), () => ({
      setting: `secrets.${variable}`,
      given: `${call} with the name ${show(name)}`,
      expected: String(name).startsWith('arn:')
        ? 'a name; for an ARN there is McpSecret.fromSecret(Secret.fromSecretCompleteArn(…))'
        : 'up to 512 letters, digits and characters of /_+=.@-',
    })))),

  error('secretFieldInvalid', ({ secrets }) =>
    Object.entries(secrets).flatMap(([variable, { field }]) => when(field === '', () => ({
      setting: `secrets.${variable}.field`,
      given: show(field),
      expected: 'the name of a field of the JSON object, or no field for the whole secret',
    })))),

  error('secretVariableTaken', ({ environment, secrets }) =>
    Object.entries(secrets).flatMap(([variable, { field }]) => [
      ...when(Object.hasOwn(environment, variable), () => taken(variable, 'environment')),
      ...field === undefined ? [] : [
        ...when(Object.hasOwn(environment, fieldVariable(variable)), () => taken(fieldVariable(variable), 'environment')),
        ...when(Object.hasOwn(secrets, fieldVariable(variable)), () => taken(fieldVariable(variable), 'secrets')),
      ],
    ])),
];

function taken(name: string, setting: string) {
  return {
    setting: `${setting}.${name}`,
    given: 'a variable that secrets sets as well',
    expected: 'each name once: a secret has its own, and with a field also the one that ends in _FIELD',
  };
}
