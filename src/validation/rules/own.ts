import { wholeNumber } from './numbers';
import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { error, Rule, warning, when } from '../rule';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const FUNCTION_NAME = /^[a-zA-Z0-9_-]{1,64}$/;
const MAX_DESCRIPTION = 256;
const STORAGE = { min: 512, max: 10240 };

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_LAYERS = 5;

/** What of the function is the user's own. */
export const OWN_RULES: Rule[] = [
  error('functionNameInvalid', ({ function: { functionName } }) =>
    when(functionName !== undefined && isKnown(functionName) && !FUNCTION_NAME.test(functionName), () => ({
      setting: 'functionName',
      given: show(functionName),
      expected: '1 to 64 letters, digits, hyphens and underscores',
    }))),

  error('descriptionTooLong', ({ function: { description } }) =>
    when(description !== undefined && isKnown(description) && description.length > MAX_DESCRIPTION, () => ({
      setting: 'description',
      given: `${(description as string).length} characters`,
      expected: `at most ${MAX_DESCRIPTION}`,
    }))),

  error('logRetentionBesideLogGroup', (plan) =>
    when(plan.function.logGroup && plan.logRetention !== undefined, () => ({
      setting: 'logRetention',
      given: `${show(plan.logRetention)} days beside a logGroup`,
      expected: 'one of the two: a log group that is given has a retention of its own',
    }))),

  error('ephemeralStorageOutOfRange', ({ function: { ephemeralStorageMb } }) =>
    when(ephemeralStorageMb !== undefined && isKnown(ephemeralStorageMb) && !wholeNumber(ephemeralStorageMb, STORAGE), () => ({
      setting: 'ephemeralStorageSize',
      given: `${show(ephemeralStorageMb)} MB`,
      expected: `whole MB from ${STORAGE.min} to ${STORAGE.max}`,
    }))),

  error('tooManyLayers', ({ function: { layers, secretsExtension } }) => {
    const most = MAX_LAYERS - (secretsExtension ? 2 : 1);
    return when(layers.length > most, () => ({
      setting: 'layers',
      given: `${layers.length} layers`,
      expected: `at most ${most}: a function has ${MAX_LAYERS}, and the adapter is one${secretsExtension ? ', paramsAndSecrets another' : ''}`,
    }));
  }),

  error('layerRepeated', ({ function: { layers } }) => {
    const arns = layers.map(({ arn }) => arn);
    return arns.filter((arn, index) => isKnown(arn) && arns.indexOf(arn) < index).map((arn) => ({
      setting: 'layers', given: `${show(arn)} twice`, expected: 'each layer once',
    }));
  }),

  error('layerForOtherRuntime', ({ function: { layers }, code }) =>
    (code.adapterInside ? [] : layers).flatMap(({ runtimes = [] }, index) =>
      when(runtimes.length > 0 && !runtimes.includes(code.runtime.name), () => ({
        setting: 'layers',
        given: `a layer for ${runtimes.join(', ')} in place ${index + 1}`,
        expected: `a layer for ${code.runtime.name}, with which ${code.call} runs`,
      })))),

  warning('codeSigningForeignLayer', ({ function: { codeSigning }, adapter }) =>
    when(codeSigning && adapter.version !== undefined, () => ({
      setting: 'codeSigningConfig',
      given: `${adapter.call}, a layer that none of your profiles has signed`,
      expected: 'a signed copy with WebAdapter.layerVersionArn(…): a configuration that enforces signatures refuses the function otherwise',
    }))),
];
