import { existsSync, writeFileSync } from 'node:fs';
import { deployFailure } from '../../src/toolkit/deploy-failure';

const CONTEXT = { doing: 'The deploy of Demo', stack: 'Demo', account: '111122223333', region: 'eu-west-1' };

const told = async (error: unknown) => {
  const { message, exitCode } = await deployFailure(error, { failed: [] }, CONTEXT) as { message: string; exitCode: number };
  return { message, exitCode };
};

// The device that is always full.
(existsSync('/dev/full') ? test : test.skip)('a full disk is named, also where the Toolkit has wrapped what the system says', async () => {
  const cause = attempt(() => writeFileSync('/dev/full', 'x'));
  const expected = { message: 'The deploy of Demo failed, as a file cannot be written: there is no space left on the device.', exitCode: 1 };
  expect(await told(cause)).toEqual(expected);
  expect(await told(new Error('Failed to publish asset', { cause }))).toEqual(expected);
});

test('a file that may not be written is named by its path', async () => {
  const error = attempt(() => writeFileSync('/dev/null/file', 'x'));
  expect(await told(error)).toEqual({ message: 'The deploy of Demo failed, as /dev/null/file cannot be written: a file has the name of a directory.', exitCode: 1 });
});

test.each([
  ['Failed to find and execute \'docker\' while attempting to build a container asset. Please install \'docker\' and try again.', /docker, with which the container image .* is not here\. Get it: https:\/\/docs\.docker\.com/],
  ['docker exited with error code 1: ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?', /Docker, .* does not run\. Start it/],
])('a Docker that is missing is told, with how to get it (%s)', async (message, expected) => {
  const told_ = { message: expect.stringMatching(expected) as string, exitCode: 1 };
  expect(await told(new Error(message))).toEqual(told_);
  expect(await told(new Error('Failed to build asset', { cause: new Error(message) }))).toEqual(told_);
});

test('what has no remedy here is a mistake of this program, and stays as it is', async () => {
  const error = new TypeError('x is not a function');
  expect(await deployFailure(error, { failed: [] }, CONTEXT)).toBe(error);
});

/** What it fails with. */
function attempt(action: () => void): unknown {
  try {
    return void action();
  } catch (error) {
    return error;
  }
}
