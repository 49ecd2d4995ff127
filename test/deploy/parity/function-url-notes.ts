const URLS = 'https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html';
const PAYLOADS = 'https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html';
const AUTH = 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';
const SEEN = 'https://github.com/localstack/localstack/blob/main/tests/aws/services/lambda_/test_lambda.py';

/** What `dev` does as a function URL. */
export const FUNCTION_URL_NOTES: ReadonlyArray<readonly [subject: string, dev: string, known: string]> = [
  ['the event', 'payload format 2.0 with the route and the stage `$default`, the account `anonymous`, and no stage in the path', `[documented](${PAYLOADS}); the account is seen`],
  ['preflights', 'answered by the URL, with 200 and without asking who calls', `that the URL's configuration counts is [documented](${URLS}), the status is not`],
  ['CORS headers of other answers', 'the URL\'s, for an allowed origin, beside the server\'s own', `[documented](${URLS})`],
  ['`WWW-Authenticate`, `Date`, `Server` and some more', 'are renamed to `x-amzn-remapped-…`', 'seen for the first; the others as REST APIs rename them'],
  ['both permissions of `AuthType` NONE', '403 `{"Message":"Forbidden. …"}` without one of them', `[documented](${AUTH}), the text is seen`],
  ['an unknown host', '403 `{"Message":null}`', `[seen](${SEEN}) by others`],
  [
    'more than the reserved concurrency, or more instances at once than `dev` runs',
    '429, in Lambda\'s own words, with `ReservedFunctionConcurrentInvocationLimitExceeded` or the account\'s `ConcurrentInvocationLimitExceeded`',
    `the status is [documented](${URLS}), the reasons are [among those of an invocation](https://docs.aws.amazon.com/botocore/latest/reference/services/lambda/client/exceptions/TooManyRequestsException.html), by their names`,
  ],
  ['a function that fails, or is over its time', '502 `Internal Server Error`', `[seen](${SEEN}) by others for a function that fails`],
  ['a body without a type', '`application/json`, streamed `application/octet-stream`', 'not documented for the former'],
  ['the limit of headers', 'none but Node\'s here', 'not documented'],
  ['IAM authorization', 'signatures for the service `lambda` are checked; preflights need none', `[documented](${AUTH}); the answers stand above`],
];
