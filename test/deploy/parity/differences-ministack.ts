import { Difference } from './compare';
import { AWS } from './request';

const EVENT = 'https://github.com/adamchainz/apig-wsgi/issues/124';
const NO_SLASH = 'https://github.com/storacha/w3infra/pull/166';

/** Where the local cloud of the deploy tests differs from `dev`, which follows AWS there. */
export const MINISTACK_DIFFERENCES: readonly Difference[] = [
  {
    id: 'no-forwarded-headers',
    what: 'ministack sends no `x-forwarded-for` and no trace id, and the contexts have neither trace id nor domain prefix.',
    reason: 'An HTTP API sends them.',
    sources: [EVENT, AWS.payload],
    fields: /^body\.headers\.(x-forwarded-for|x-amzn-trace-id|x-amzn-lambda-context\.xray_trace_id|x-amzn-request-context\.domainPrefix)$/,
  },
  {
    id: 'slash-at-the-end',
    what: 'ministack matches `/mcp/` with `/mcp` and drops the slash, and does not find it below a named stage.',
    reason: 'An HTTP API matches `/mcp/` with the greedy route only, and the slash arrives.',
    sources: [NO_SLASH],
    fields: /./,
    requests: ['a slash at the end', 'a named stage and a slash at the end', 'a server at the root and a slash at the end'],
  },
  {
    id: 'joined-headers',
    what: 'ministack joins repeated headers with a comma and a space, and hands on cookies as a header.',
    reason: 'Payload format 2.0 joins with a comma alone and has a list of cookies, which the adapter joins with a semicolon alone.',
    sources: [AWS.payload],
    fields: /^body\.headers\.(x-several|cookie)$/,
    requests: ['a header twice', 'two lines of cookies'],
  },
  {
    id: 'length-left-out',
    what: 'ministack passes on no `content-length` where the client has sent none.',
    reason: 'An HTTP API knows the whole body and says its length.',
    sources: ['https://github.com/aws/aws-lambda-rust-runtime/blob/main/lambda-http/tests/data/apigw_v2_proxy_request_minimal.json'],
    fields: /^body\.headers\.content-length$/,
  },
  {
    id: 'json-by-default',
    what: 'ministack calls an answer without a type `application/json`.',
    reason: 'An HTTP API calls it `text/plain; charset=utf-8`.',
    sources: [AWS.emulator, 'https://github.com/aws/aws-lambda-rust-runtime/issues/876'],
    fields: /^headers\.content-type$/,
  },
  {
    id: 'failed-function',
    what: 'ministack answers 502 with the error of a function that fails.',
    reason: 'An HTTP API answers 500 and keeps the error to itself.',
    sources: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html'],
    fields: /./,
    requests: ['a header in Latin-1 in the answer'],
  },
  {
    id: 'cors-of-a-template',
    what: 'ministack does not read the CORS configuration of a template: it answers preflights with 403, and leaves the answers of the server as they are.',
    reason: 'An HTTP API answers preflights by the configuration, also without a route, and its headers replace the server\'s.',
    sources: [AWS.cors],
    fields: /^(status|headers\.(access-control-.*|vary)|body(\.message)?)$/,
    requests: [
      'a preflight from an allowed origin', 'a preflight for a path without a route', 'a preflight from another origin',
      'a preflight where every origin is allowed', 'an answer to an allowed origin', 'an answer to any origin',
      'CORS headers of the server', 'CORS headers of the server, to an allowed origin',
    ],
  },
  {
    id: 'options',
    what: 'ministack takes every OPTIONS for a preflight and refuses it with 403.',
    reason: 'A preflight has an origin and a method, and needs a CORS configuration; others are routed.',
    sources: [AWS.cors, AWS.routes],
    fields: /./,
    requests: ['a preflight without a CORS configuration', 'OPTIONS without an origin', 'OPTIONS that is no preflight, on a route for all methods'],
  },
  {
    id: 'limits',
    what: 'ministack does not throttle, and has no limits for headers and bodies.',
    reason: 'An HTTP API throttles as its stage is set to, takes 10,240 bytes of headers, and an invocation 6 MB each way.',
    sources: [AWS.throttling, AWS.apiQuotas, AWS.lambdaQuotas],
    fields: /./,
    requests: [
      'headers over 10,240 bytes', 'a body over 6 MB', 'a body over 6 MB in base64', 'a body over 10 MB', 'an answer over 6 MB',
      'a route that is throttled to nothing',
    ],
  },
  {
    id: 'header-bytes',
    what: 'ministack turns header values in UTF-8 into Latin-1 on their way to the client.',
    reason: 'Header values are bytes; what AWS does to them is not documented, and `dev` keeps them.',
    sources: ['https://www.rfc-editor.org/rfc/rfc9110#section-5.5'],
    fields: /^headers\.x-text$/,
    requests: ['a header in UTF-8 in the answer'],
  },
  {
    id: 'unknown-host',
    what: 'ministack takes a host that is no API for one of its other services.',
    reason: 'On AWS such a request reaches no API, and so it does here.',
    sources: [AWS.domains],
    fields: /./,
    requests: ['an unknown host'],
  },
];
