import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { error, Rule, when } from '../rule';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html */
const POOL_NAME = /^[\w\s+=,.@-]{1,128}$/;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The user pool that is made, and how long its tokens are valid. */
export const AUTH_POOL_RULES: Rule[] = [
  error('userPoolNameInvalid', ({ auth: { cognito } }) => {
    const name = cognito?.userPoolName;
    return when(name !== undefined && isKnown(name) && !POOL_NAME.test(name), () => ({
      setting: 'auth.userPoolName', given: show(name), expected: '1 to 128 letters, digits, spaces and +=,.@-_',
    }));
  }),

  error('accessTokenValidityOutOfRange', ({ auth: { cognito } }) => {
    const seconds = cognito?.accessTokenSeconds;
    return when(seconds !== undefined && isKnown(seconds) && !isWholeMinutes(seconds, 5 * MINUTE, DAY), () => ({
      setting: 'auth.accessTokenValidity', given: `${show(seconds)} seconds`, expected: 'whole minutes from 5 to 1440, which is a day',
    }));
  }),

  error('refreshTokenValidityOutOfRange', ({ auth: { cognito } }) => {
    const seconds = cognito?.refreshTokenSeconds;
    return when(seconds !== undefined && isKnown(seconds) && !isWholeMinutes(seconds, HOUR, 3650 * DAY), () => ({
      setting: 'auth.refreshTokenValidity', given: `${show(seconds)} seconds`, expected: 'whole minutes from 60 to 5256000, which is 3650 days',
    }));
  }),

  error('refreshTokenBelowAccessToken', ({ auth: { cognito } }) => {
    const { accessTokenSeconds: access, refreshTokenSeconds: refresh } = cognito ?? {};
    return when(access !== undefined && refresh !== undefined && isKnown(access) && isKnown(refresh)
      && isWholeMinutes(access, 5 * MINUTE, DAY) && refresh >= HOUR && refresh < access, () => ({
      setting: 'auth.refreshTokenValidity', given: `${show(refresh)} seconds`, expected: `at least the ${show(access)} seconds of accessTokenValidity: a login outlasts its tokens`,
    }));
  }),
];

function isWholeMinutes(seconds: number, min: number, max: number): boolean {
  return Number.isInteger(seconds / MINUTE) && seconds >= min && seconds <= max;
}
