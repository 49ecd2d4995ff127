import { RefusalKind } from '../refusal';

/** What a function URL answers by itself. */
export interface Words {
  readonly status: number;
  /** JSON, or a text as it is. */
  readonly body: string;
  /** The header `x-amzn-ErrorType`. */
  readonly errorType?: string;
}

const message = (text: string | null) => JSON.stringify({ Message: text });

const BAD_REQUEST: Words = { status: 400, body: message('Bad Request') };
const FAILED: Words = { status: 502, body: 'Internal Server Error' };
const FORBIDDEN: Words = {
  status: 403,
  body: message('Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html'),
  errorType: 'AccessDeniedException',
};
const badSignature = (text: string): Words => ({ status: 403, body: JSON.stringify({ message: text }), errorType: 'InvalidSignatureException' });
const MISMATCH = badSignature(
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. '
  + 'Consult the service documentation for details.',
);
const RATE_EXCEEDED: Words = { status: 429, body: message('Rate Exceeded.'), errorType: 'TooManyRequestsException' };
/** Lambda's own words, with [a reason](https://docs.aws.amazon.com/botocore/latest/reference/services/lambda/client/exceptions/TooManyRequestsException.html) that says whose limit it is. */
const throttled = (reason: string): Words => ({
  status: 429, body: JSON.stringify({ Reason: reason, Type: 'User', message: 'Rate Exceeded.' }), errorType: 'TooManyRequestsException',
});
const TOO_LARGE: Words = {
  status: 413, body: message('Request must be smaller than 6291456 bytes for the InvokeFunction operation'), errorType: 'RequestEntityTooLargeException',
};

/**
 * That a function over its concurrency gives 429 is [documented](https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html);
 * 403 and 502 are
 * [seen](https://github.com/localstack/localstack/blob/main/tests/aws/services/lambda_/test_lambda.py) on AWS. So are
 * [a signature that does not match](https://repost.aws/questions/QUPuq7VvHJRwWxVA3XJIgNKQ/post-request-to-presigned-aws-lambda-function-url-with-unsigned-payload)
 * and [an unknown key](https://github.com/jamesmbourne/aws4-axios/issues/1553). The rest is not known.
 */
export const WORDS: Readonly<Record<RefusalKind, Words>> = {
  'unreadable': BAD_REQUEST,
  'malformed-path': BAD_REQUEST,
  'client-gone': BAD_REQUEST,
  'no-stage': BAD_REQUEST,
  'no-route': BAD_REQUEST,
  'unauthorized': FORBIDDEN,
  'access-denied': FORBIDDEN,
  'no-key': FORBIDDEN,
  'signature-missing': FORBIDDEN,
  'signature-malformed': FORBIDDEN,
  'signature-scope': MISMATCH,
  'signature-expired': badSignature('Signature expired'),
  'signature-unknown-key': { ...badSignature('The security token included in the request is invalid.'), errorType: 'UnrecognizedClientException' },
  'signature-mismatch': MISMATCH,
  'unknown-origin': FORBIDDEN,
  'unknown-host': { status: 403, body: message(null), errorType: 'AccessDeniedException' },
  'slow-head': { status: 408, body: message('Request Timeout') },
  'body-too-large': TOO_LARGE,
  'event-too-large': TOO_LARGE,
  'head-too-large': { status: 431, body: message('Request Header Fields Too Large') },
  'throttled': RATE_EXCEEDED,
  'quota-exceeded': RATE_EXCEEDED,
  'function-throttled': throttled('ReservedFunctionConcurrentInvocationLimitExceeded'),
  'account-throttled': throttled('ConcurrentInvocationLimitExceeded'),
  'authorizer-failed': FAILED,
  'authorizer-misconfigured': FAILED,
  'function-failed': FAILED,
  'unserved': { status: 501, body: message('Not Implemented') },
  'overtime': { status: 504, body: message('Gateway Timeout') },
};
