/** What a run of the list does not show of limits, times and connections: subject, what `dev` does, how that is known. */
export const GATEWAY_NOTES: readonly (readonly [subject: string, does: string, known: string])[] = [
  [
    'throttling', 'a token bucket for each stage and for each route with settings of its own; the half that is left out is the account\'s 10,000 a second or 5,000 at once',
    '[documented](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html) as targets; `dev` keeps to them exactly. A rate or burst of 0 lets nothing through: not documented',
  ],
  ['throttled or unauthorised', 'requests are counted before their token is looked at; those without a route are not counted', 'the order is not documented'],
  ['more than the reserved concurrency', '503 `{"message":"Service Unavailable"}`', 'Lambda\'s 429 is documented, what an HTTP API makes of it is not'],
  ['more instances at once than `dev` runs', 'as with the reserved concurrency: 32 of a function, or `--max-instances`', 'on AWS the account\'s limit, 1,000 by default'],
  [
    'a web page of another origin', '403, preflights too, unless the origin is of this machine or named by `--allow-origin`',
    'on AWS the API\'s CORS configuration alone decides what its browser lets it read; `dev` keeps pages of the internet away from the developer\'s machine',
  ],
  [
    'an image, script, frame or link of another page, which has no `Origin`',
    '403 by `Sec-Fetch-Site` (`cross-site`, `same-site`), of another port of this machine too; a GET in a tab of its own passes where the path is not the MCP endpoint\'s',
    'as above; logins lead back in such a tab. What sends no `Sec-Fetch-Site`, as programs do, passes',
  ],
  ['no answer in the integration\'s time', '503 `{"message":"Service Unavailable"}`; the function goes on, and its answer goes to nobody', '[seen](https://github.com/anomalyco/sst/issues/2232) by others'],
  ['10,240 bytes of headers', 'counted are the request line and the values, not the names', '[documented](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html) in these words'],
  ['6 MB of an event', 'counted is the JSON of the event that `dev` would send, with its own host and ids', 'AWS\'s event differs by some bytes'],
  [
    '6,291,556 bytes of an answer', 'counted is the JSON that the adapter returns; a text comes to the client in UTF-8',
    '[the adapter\'s source](https://github.com/awslabs/aws-lambda-rust-runtime/blob/main/lambda-http/src/response.rs), and tried with the adapter',
  ],
  ['a client that stops sending', '408 after a minute where its headers do not come; its connection ends after five where its body does not', 'not documented: these are Node\'s limits'],
  ['a client that goes', 'while it uploads: no function is invoked; while it waits: the function runs to its end', 'a function cannot be called back; the rest is not documented'],
  ['trailers and interim answers', 'neither way: an event and a function\'s answer have no place for them', 'payload format 2.0'],
];
