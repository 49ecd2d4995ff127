import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { OWNED_NAMES } from '../../runtime/environment';
import { error, Rule, warning, when } from '../rule';

/** The adapter's script in its layer, which starts servers in managed runtimes. */
const WRAPPER = { name: 'AWS_LAMBDA_EXEC_WRAPPER', value: '/opt/bootstrap' };

/** Functions that the user makes. */
export const CODE_EXISTING_RULES: Rule[] = [
  error('existingImported', ({ code: { existing, call } }) =>
    when(existing?.imported === true, () => ({
      setting: 'code',
      given: `${call} with ${existing!.path}, a function that is imported`,
      expected: 'a function that the app itself makes: an imported one can be told nothing',
    }))),

  error('existingInOtherStack', ({ code: { existing, call }, stack }) =>
    when(existing !== undefined && existing.stack !== stack, () => ({
      setting: 'code',
      given: `${call} with ${existing!.path}, a function of another stack`,
      expected: 'a function in the server\'s own stack: it is told the URL of the endpoint, which leads to it, and so each stack would need the other',
    }))),

  error('existingServesAnother', ({ code: { existing, call } }) =>
    when(existing?.server !== undefined, () => ({
      setting: 'code',
      given: `${call} with ${existing!.path}, which is the server ${existing!.server} already`,
      expected: 'a function of its own: one environment cannot tell a server two public URLs',
    }))),

  error('existingEnvironmentDiffers', ({ code: { existing }, ownEnvironment }) =>
    Object.entries(existing?.environment ?? {})
      .filter(([name, value]) => isKnown(value) && isKnown(ownEnvironment[name]) && ![undefined, value].includes(ownEnvironment[name]))
      .map(([name, value]) => ({
        setting: 'code',
        given: `a function with ${name} set to ${show(value)}, which the server sets to ${show(ownEnvironment[name])}`,
        expected: `it to be set through ${OWNED_NAMES[name]}, which also sets what must agree with it`,
      }))),

  warning('existingTimeoutBeyondEndpoint', ({ code: { existing }, endpoint }) =>
    when(existing !== undefined && isKnown(existing.timeoutSeconds) && existing.timeoutSeconds > endpoint.timeoutSeconds, () => ({
      setting: 'code',
      given: `a function that may take ${String(existing!.timeoutSeconds)} seconds`,
      expected: `at most ${endpoint.timeoutSeconds} seconds: ${endpoint.call} ends a request then, whatever the function does`,
    }))),

  warning('existingWithoutAdapter', ({ code: { existing, call } }) =>
    when(existing !== undefined && !existing.imported && existing.kind !== 'image' && existing.layers === 0, () => ({
      setting: 'code',
      given: `${call} with ${existing!.path}, which has no layers`,
      expected: 'the layer of the Lambda Web Adapter on the function: without it no request reaches the server',
    }))),

  warning('existingWithoutWrapper', ({ code: { existing, call } }) =>
    when(existing?.kind === 'managed runtime' && existing.environment[WRAPPER.name] === undefined, () => ({
      setting: 'code',
      given: `${call} with ${existing!.path}, which has a managed runtime and no ${WRAPPER.name}`,
      expected: `${WRAPPER.name} set to ${show(WRAPPER.value)} on the function, and as its handler the script that starts the server: the runtime asks for a handler of its own otherwise`,
    }))),
];
