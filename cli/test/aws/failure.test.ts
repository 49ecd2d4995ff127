import { awsError, awsFailure } from '../../src/aws/failure';
import { UserError } from '../../src/errors';

/** An error as the SDK throws it. */
function failure(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

const DOING = 'Reading the stack Demo';

test.each<[string, Error, string | undefined, number, RegExp]>([
  ['an SSO session that has expired', failure('CredentialsProviderError', 'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login.'), 'dev', 1, /Run: aws sso login --profile dev$/],
  ['an SSO session without a profile', failure('TokenProviderError', 'Token is expired. To refresh this SSO session run \'aws sso login\''), undefined, 1, /Run: aws sso login$/],
  ['credentials that have expired', failure('ExpiredToken', 'The security token included in the request is expired'), undefined, 1, /credentials have expired/],
  ['a key that AWS does not know', failure('InvalidClientTokenId', 'The security token included in the request is invalid.'), 'dev', 1, /does not know these credentials \(profile dev\)/],
  ['no credentials at all', failure('CredentialsProviderError', 'Could not load credentials from any providers'), undefined, 1, /no AWS credentials: give a profile/],
  ['a profile that is not there', failure('CredentialsProviderError', 'Could not resolve credentials using profile: [nobody] in configuration/credentials file(s).'), 'nobody', 1, /The profile nobody gives no AWS credentials: .*aws configure --profile nobody/],
  ['a permission that is missing', failure('AccessDenied', 'User: arn:aws:iam::1:user/a is not authorized to perform: cloudformation:DescribeStacks', { $fault: 'client' }), undefined, 2, /may not do it: User: arn:aws:iam::1:user\/a is not authorized/],
  ['a host that does not answer', failure('Error', 'connect ECONNREFUSED 127.0.0.1:9', { code: 'ECONNREFUSED' }), undefined, 2, /cannot be reached \(connect ECONNREFUSED 127\.0\.0\.1:9\)/],
  ['a certificate that is not trusted', failure('Error', 'self-signed certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), undefined, 2, /DEPTH_ZERO_SELF_SIGNED_CERT.*AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS/],
  ['anything else that AWS says', failure('ThrottlingException', 'Rate\n exceeded', { $fault: 'client' }), undefined, 2, /^Reading the stack Demo failed: Rate exceeded \(ThrottlingException\)$/],
])('%s is one line with its remedy', (_, error, profile, exitCode, message) => {
  const told = awsFailure(error, { doing: DOING, profile });
  expect(told?.message).toMatch(message);
  expect(told?.message).not.toContain('\n');
  expect(told?.exitCode).toBe(exitCode);
});

test('what has caused an error, or one of several attempts, is what is told', () => {
  const refused = failure('Error', 'connect ECONNREFUSED ::1:9', { code: 'ECONNREFUSED' });
  expect(awsFailure(new Error('deploy failed', { cause: refused }), { doing: DOING })?.message).toMatch(/cannot be reached/);
  expect(awsFailure(new AggregateError([refused]), { doing: DOING })?.message).toMatch(/cannot be reached/);
});

test('a chain of causes that ends where it began has an end', () => {
  const error = new Error('one');
  error.cause = Object.assign(new Error('two'), { cause: error });
  expect(awsFailure(error, { doing: DOING })).toBeUndefined();
});

test('a mistake of this program stays what it is, and so does a message to the user', () => {
  const mistake = new TypeError('x is not a function');
  expect(awsError(mistake, { doing: DOING })).toBe(mistake);
  const told = new UserError('said already');
  expect(awsError(told, { doing: DOING })).toBe(told);
});
