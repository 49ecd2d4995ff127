import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { error, Rule, when } from '../rule';

/** The first version of the adapter's layer that knows the hooks. */
const LAYER_WITH_HOOKS = 30;

/** All that an instance from a snapshot may have in `/tmp`. */
const MAX_STORAGE = 512;

/** A path that the adapter can keep callers away from: no escapes, no dots, and not the root. */
const HOOK_PATH = /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9\-._~]+)+$/;

/** Where the adapter leads events that are no requests. */
const EVENTS_PATH = '/events';

/** Instances from a snapshot. @see https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html */
export const SNAP_START_RULES: Rule[] = [
  error('snapStartRuntime', ({ snapStart, code }) =>
    when(snapStart !== undefined && !code.runtime.snapStart && code.entry?.runtimeFits !== false, () => ({
      setting: 'snapStart',
      given: `it for ${code.call} with ${code.runtime.name}`,
      expected: 'no SnapStart, or a runtime that has it: Python from 3.12 on, Java from 11 on, .NET from 8 on, or a container image',
    }))),

  error('snapStartStorage', ({ snapStart, function: { ephemeralStorageMb } }) =>
    when(snapStart !== undefined && ephemeralStorageMb !== undefined && isKnown(ephemeralStorageMb) && ephemeralStorageMb > MAX_STORAGE, () => ({
      setting: 'ephemeralStorageSize',
      given: `${show(ephemeralStorageMb)} MB with snapStart`,
      expected: `${MAX_STORAGE} MB, with which alone Lambda takes snapshots`,
    }))),

  error('snapStartHookInvalid', ({ snapStart, code: { listener: { serverPath } } }) =>
    (snapStart?.hooks ?? [])
      .filter(({ path }) => isKnown(path) && (!HOOK_PATH.test(path) || path.toLowerCase() === EVENTS_PATH || isSame(path, serverPath)))
      .map(({ setting, path }) => ({
        setting,
        given: show(path),
        expected: `a path of its own, which the adapter then keeps callers away from: not "/", not ${EVENTS_PATH}, not the serverPath of the code, `
          + 'and of letters, digits and -._~ with a slash before each segment',
      }))),

  error('snapStartHooksUnknownToAdapter', ({ snapStart, adapter: { version } }) =>
    when(
      snapStart !== undefined && snapStart.hooks.length > 0 && version !== undefined && isKnown(version) && version < LAYER_WITH_HOOKS,
      () => ({
        setting: 'adapter.version',
        given: `${show(version)} with ${snapStart!.hooks.map(({ setting }) => setting).join(' and ')}`,
        expected: `at least ${LAYER_WITH_HOOKS}: an older adapter does not tell the server`,
      }))),
];

/** As the adapter compares: whatever the case. */
function isSame(path: string, serverPath: unknown): boolean {
  return typeof serverPath === 'string' && path.toLowerCase() === serverPath.toLowerCase();
}
