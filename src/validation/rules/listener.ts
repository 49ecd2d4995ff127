import { HTTP_PATH, HTTP_PATH_WORDS } from './paths';
import { show } from '../../private/errors';
import { prefixBefore } from '../../private/paths';
import { isKnown } from '../../private/tokens';
import { error, Rule, when } from '../rule';

/** Lambda's own Runtime API listens there. */
const LAMBDA_PORT = 9001;

/** How the server listens, and how that goes together with the endpoint. */
export const LISTENER_RULES: Rule[] = [
  error('portOutOfRange', ({ code: { listener: { port } } }) =>
    when(isKnown(port) && !(Number.isInteger(port) && port >= 1024 && port <= 65535 && port !== LAMBDA_PORT), () => ({
      setting: 'code.port',
      given: show(port),
      expected: `a whole number from 1024 to 65535, but for ${LAMBDA_PORT}, on which Lambda listens`,
    }))),

  error('serverPathInvalid', ({ code: { listener: { serverPath } } }) =>
    when(isKnown(serverPath) && !HTTP_PATH.test(serverPath), () => ({
      setting: 'code.serverPath',
      given: show(serverPath),
      expected: HTTP_PATH_WORDS,
    }))),

  error('serverPathUnreachable', ({ code: { listener: { serverPath } }, endpoint: { path } }) =>
    when(
      isKnown(serverPath) && isKnown(path) && HTTP_PATH.test(serverPath) && HTTP_PATH.test(path)
        && prefixBefore(path, serverPath) === undefined,
      () => ({
        setting: 'code.serverPath',
        given: `${show(serverPath)} behind the endpoint's path ${show(path)}`,
        expected: `the endpoint's path to end with it, since only what stands before can be removed: ${show(path)}, "/", or another endpoint.path`,
      }))),

  error('readinessPathInvalid', ({ code: { listener: { readinessPath } } }) =>
    when(isKnown(readinessPath) && !/^\/[\x21-\x7e]*$/.test(readinessPath), () => ({
      setting: 'code.readinessPath',
      given: show(readinessPath),
      expected: 'a path that begins with a slash, without spaces',
    }))),

  error('readinessTimeoutOutOfRange', ({ code: { listener: { readinessSeconds } } }) =>
    when(isKnown(readinessSeconds) && !(Number.isInteger(readinessSeconds) && readinessSeconds >= 1 && readinessSeconds <= 900), () => ({
      setting: 'code.readinessTimeout',
      given: `${show(readinessSeconds)} seconds`,
      expected: 'whole seconds from 1 to 900',
    }))),
];
