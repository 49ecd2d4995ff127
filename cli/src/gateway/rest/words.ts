import { RefusalKind } from '../refusal';

/** What a REST API answers by itself. */
export interface Words {
  readonly status: number;
  /** The message, null where there is none, or the whole body where `plain` is set. */
  readonly message: string | null;
  /** The name of the message in the body, where it is not `message`. */
  readonly named?: 'Message';
  /** The header `x-amzn-ErrorType`. */
  readonly errorType?: string;
  /** The gateway response that may stand instead, by the API's own configuration. */
  readonly gatewayResponse?: string;
  /** API Gateway writes a space behind the colon once a request has reached its integration. */
  readonly spaced?: true;
  /** Answered before API Gateway looks at the API: in plain text, which no gateway response replaces. */
  readonly plain?: true;
}

const BAD_REQUEST: Words = { status: 400, message: 'Bad Request' };
/** Not documented; as reported: https://repost.aws/questions/QUfI6bsdd0SOiPeyimzxSkfQ */
const THROTTLED: Words = {
  status: 500, message: 'Internal server error', errorType: 'InternalServerErrorException', gatewayResponse: 'DEFAULT_5XX', spaced: true,
};
const UNSIGNED: Words = {
  status: 403, message: 'Missing Authentication Token', errorType: 'MissingAuthenticationTokenException', gatewayResponse: 'MISSING_AUTHENTICATION_TOKEN',
};
const badSignature = (message: string): Words => ({ status: 403, message, errorType: 'InvalidSignatureException', gatewayResponse: 'INVALID_SIGNATURE' });
const MISMATCH = badSignature(
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. '
  + 'Consult the service documentation for details.',
);

/**
 * [Types and statuses](https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html) are documented,
 * texts and error types are those of public reports; most of those about signatures stand in
 * [AWS's own list](https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden).
 */
export const WORDS: Readonly<Record<RefusalKind, Words>> = {
  'unreadable': BAD_REQUEST,
  'malformed-path': BAD_REQUEST,
  'client-gone': BAD_REQUEST,
  'unknown-host': { status: 403, message: 'Forbidden', errorType: 'ForbiddenException' },
  'unknown-origin': { status: 403, message: 'Forbidden', errorType: 'ForbiddenException' },
  'no-stage': { status: 403, message: 'Forbidden', errorType: 'ForbiddenException' },
  'no-route': UNSIGNED,
  'unauthorized': { status: 401, message: 'Unauthorized', errorType: 'UnauthorizedException', gatewayResponse: 'UNAUTHORIZED' },
  'access-denied': {
    status: 403, message: 'User is not authorized to access this resource', named: 'Message', errorType: 'AccessDeniedException', gatewayResponse: 'ACCESS_DENIED',
  },
  'signature-missing': UNSIGNED,
  // AWS says what is missing, and repeats the header; its gateway response is that of the missing one by a report:
  // https://github.com/amazon-archives/aws-cognito-angular-quickstart/issues/50
  'signature-malformed': {
    ...UNSIGNED, message: 'not a valid key=value pair (missing equal-sign) in Authorization header', errorType: 'IncompleteSignatureException',
  },
  'signature-scope': MISMATCH,
  'signature-expired': badSignature('Signature expired'),
  'signature-unknown-key': {
    status: 403, message: 'The security token included in the request is invalid.', errorType: 'AccessDeniedException', gatewayResponse: 'ACCESS_DENIED',
  },
  'signature-mismatch': MISMATCH,
  'no-key': { status: 403, message: 'Forbidden', errorType: 'ForbiddenException', gatewayResponse: 'INVALID_API_KEY' },
  // Which of both an authorizer that fails makes is not documented.
  'authorizer-failed': { status: 500, message: null, errorType: 'AuthorizerFailureException', gatewayResponse: 'AUTHORIZER_FAILURE' },
  'authorizer-misconfigured': {
    status: 500, message: null, errorType: 'AuthorizerConfigurationException', gatewayResponse: 'AUTHORIZER_CONFIGURATION_ERROR',
  },
  'slow-head': { status: 408, message: 'Request Timeout' },
  // Both as reported: https://github.com/koki-develop/lgtm-generator/issues/10
  'body-too-large': { status: 413, message: 'HTTP content length exceeded 10485760 bytes.', plain: true },
  'event-too-large': { status: 413, message: 'Request Too Long', errorType: 'BadRequestException', gatewayResponse: 'REQUEST_TOO_LARGE', spaced: true },
  'throttled': { status: 429, message: 'Too Many Requests', errorType: 'TooManyRequestsException', gatewayResponse: 'THROTTLED' },
  'quota-exceeded': { status: 429, message: 'Limit Exceeded', errorType: 'LimitExceededException', gatewayResponse: 'QUOTA_EXCEEDED' },
  'head-too-large': { status: 431, message: 'HTTP header is larger than 10240 bytes.', plain: true },
  'unserved': { status: 501, message: 'Not Implemented' },
  // No type but the default one is documented for a function's failure, and 502 is reported.
  'function-failed': { status: 502, message: 'Internal server error', errorType: 'InternalServerErrorException', gatewayResponse: 'DEFAULT_5XX', spaced: true },
  'function-throttled': THROTTLED,
  'account-throttled': THROTTLED,
  'overtime': { status: 504, message: 'Endpoint request timed out', errorType: 'InternalServerErrorException', gatewayResponse: 'INTEGRATION_TIMEOUT', spaced: true },
};
