const STREAMING = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html';
const LAMBDA_STREAMING = 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html';
const RESPONSE_TYPES = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html';
const AUTHORIZERS = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html';
const AUTHORIZER_OUTPUT = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html';
const CFN_AUTHORIZER = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-authorizer.html';
const DENIED = 'https://repost.aws/knowledge-center/api-gateway-403-error-lambda-authorizer';
const KEY_SOURCE = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html';
const THROTTLING = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html';
const PLAN_LIMITS = 'https://repost.aws/questions/QUgn8X2qh_RaeGuc_31qr_Og/multiple-api-keys-and-the-flow-rate-limit-in-the-usage-plan';

/** What `dev` does with streams: not compared here, as ministack does not stream. */
export const STREAMING_NOTES: ReadonlyArray<readonly [subject: string, dev: string, known: string]> = [
  ['a piece of the body', 'reaches the client as the server writes it, and the head before all of them', `[documented](${STREAMING})`],
  ['a stream that stands still', 'is cut after 5 minutes, of an edge-optimised API after 30 seconds; before the head it is 504', `the times are [documented](${STREAMING}), how it ends is not`],
  ['the integration\'s time', 'over before the head: 504; over after it: the stream is cut. The function goes on', `up to 15 minutes, and that a function may go on, are [documented](${STREAMING})`],
  ['a client that goes', 'the function writes to its end, and its instance is busy until then', `[documented](${STREAMING}) is that it may`],
  ['a server that breaks off', 'the connection ends without the last chunk', 'not documented'],
  ['200 MB', 'is the most that is streamed; the rest is cut', `[documented](${LAMBDA_STREAMING})`],
  ['2 MB a second beyond the first 10 MB', 'not here: streams are as fast as this machine', `[documented](${STREAMING})`],
  ['a function or a method that streams alone', 'a method or function URL that streams is refused with 501 where the adapter buffers; the reverse is a notice', `a head in JSON is [asked for](${STREAMING}), the answer without one is not documented`],
];

/** What `dev` does with the guards of REST APIs. */
export const REST_GUARD_NOTES: ReadonlyArray<readonly [subject: string, dev: string, known: string]> = [
  ['a token or an identity source that is missing', '401 `{"message":"Unauthorized"}`, without asking; so where the token does not fit the validation expression, at any place of it', `[documented](${CFN_AUTHORIZER}); whether the expression must fit all of it is not`],
  ['a denial', '403, with `an explicit deny in an identity-based policy` in its words where a statement denies', `[documented](${DENIED}) in older words`],
  ['an authorizer that fails', '500 `{"message":null}`: `AUTHORIZER_FAILURE` where its function fails, `AUTHORIZER_CONFIGURATION_ERROR` where it returns no `principalId`, policy or flat context', `both types are [documented](${RESPONSE_TYPES}), which of them counts is not`],
  ['an authorizer that throws `Unauthorized`', '401', `[documented](${AUTHORIZER_OUTPUT})`],
  ['how long an answer counts', '300 s where nothing is said, for the same identity in one stage; the policy is evaluated for each method', `[documented](${AUTHORIZERS})`],
  ['what the server is told', '`requestContext.authorizer` with `principalId` and the context, every value a text', `[documented](${AUTHORIZER_OUTPUT})`],
  ['the library\'s token check', 'its function runs here; with `--auth local` its `JWT_ISSUER` is the local issuer, and so are the documents', 'a choice'],
  [
    'other functions', 'payload format 1.0, names of headers in lower case; of a name in `headers` and `multiValueHeaders` the latter counts',
    '[documented](https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html) but for the names, which AWS leaves as they were sent',
  ],
  ['API keys', 'the header `x-api-key`, or what the authorizer names; 403 without one of a usage plan for the stage. A key without a value in the template has its local id', `[documented](${KEY_SOURCE}), the answer by its [type](${RESPONSE_TYPES})`],
  [
    'the throttle of a usage plan', '429, for each key by itself, over all stages and methods; that of a method counts besides. Both go before the stage\'s',
    `the order is [documented](${THROTTLING}), that keys do not share it is [said](${PLAN_LIMITS}) by AWS, as targets; \`dev\` keeps to them exactly`,
  ],
  [
    'the quota of a usage plan', '429 `Limit Exceeded`; what is throttled does not count. Days, weeks and months begin at midnight, UTC, `Offset` days later',
    `status and type are [documented](${RESPONSE_TYPES}), the rest is not`,
  ],
];
