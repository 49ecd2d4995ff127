import { Difference } from './compare';
import { AWS } from './request';

const RUST = 'https://github.com/aws/aws-lambda-rust-runtime/blob/main';
const ADAPTER = 'https://github.com/aws/aws-lambda-web-adapter/blob';

/** The most that may stay between `dev` and the adapter, for requests that reach the server. */
export const MOST_DIFFERENCES = 5;

/** Where `dev` differs from the adapter behind the harness, and is to. */
export const DIFFERENCES: readonly Difference[] = [
  {
    id: 'local-address',
    what: '`x-forwarded-proto` and `x-forwarded-port` are those of the local address: `http` and the port of `dev`.',
    reason: 'A server makes links of them, and those must lead to where it runs.',
    sources: ['https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Forwarded-Proto'],
    fields: /^body\.headers\.x-forwarded-(proto|port)$/,
  },
  {
    id: 'base-path-once',
    what: '`AWS_LWA_REMOVE_BASE_PATH` is removed once, and only up to the end of a segment; the adapter that is tried here removes it as often as it stands there.',
    reason: '`dev` follows the layer that is deployed (30, 1.1.0); the crate ends with 1.0.0-rc1.',
    sources: [`${ADAPTER}/e42f98b/src/lib.rs`, 'https://docs.rs/crate/lambda_web_adapter/1.0.0-rc1/source/src/lib.rs'],
    fields: /^body\.url$/,
    requests: ['a server at the root and its public path twice', 'a server at the root and a path that begins with its public one'],
  },
];

/** Where AWS and the adapter agree and `dev` is to follow: an entry goes when `dev` does. */
export const OPEN: readonly Difference[] = [
  {
    id: 'decoded-path',
    what: 'The server gets the path as it was sent. An HTTP API decodes it, all but `%25`, and the adapter encodes what must be: `/a%2Fb` arrives as `/a/b`.',
    reason: '`dev` keeps the escapes of the client.',
    sources: [AWS.routes, 'https://github.com/fastify/aws-lambda-fastify/issues/169'],
    fields: /^body\.(url|headers\.x-amzn-request-context\.http\.path)$/,
    requests: ['an encoded space', 'an encoded slash', 'encoded letters outside of ASCII', 'an encoded letter'],
  },
  {
    id: 'dot-segments',
    what: 'The server gets dot segments and a lone question mark. The adapter builds a URL of the path and the query, which resolves the ones and drops the other.',
    reason: '`dev` hands on the target of the request.',
    sources: [`${ADAPTER}/v1.0.0/src/lib.rs`, 'https://docs.rs/url/latest/url/struct.Url.html#method.set_path'],
    fields: /^body\.(url|headers\.x-amzn-request-context\.http\.path)$/,
    requests: ['a dot segment', 'two dots', 'two encoded dots', 'a question mark and no query'],
  },
  {
    id: 'length-0',
    what: 'A request without a body has no `content-length`; events of HTTP APIs have one of 0.',
    reason: '`dev` leaves it out where there is no body.',
    sources: [`${RUST}/lambda-http/tests/data/apigw_v2_proxy_request_minimal.json`],
    fields: /^body\.headers\.content-length$/,
    onlyAbsent: true,
  },
  {
    id: 'tenant-id',
    what: '`x-amzn-lambda-context` has no `tenant_id`; the adapter\'s is `null` without tenants.',
    reason: '`dev` knows the context of an older runtime.',
    sources: [`${RUST}/lambda-runtime/src/types.rs`],
    fields: /^body\.headers\.x-amzn-lambda-context\.tenant_id$/,
  },
  {
    id: 'repeated-answer-header',
    what: 'The client gets every value of a header that the server repeats. With payload format 2.0 there is one value for each name, and the adapter passes on the first.',
    reason: '`dev` returns what the server has sent.',
    sources: [AWS.payload, `${RUST}/lambda-http/src/response.rs`],
    fields: /^headers\.link$/,
    requests: ['several values of a header'],
  },
  {
    id: 'default-type',
    what: 'An answer without a type stays without one; an HTTP API calls it `text/plain; charset=utf-8`.',
    reason: '`dev` returns what the server has sent.',
    sources: [AWS.emulator, 'https://github.com/aws/aws-lambda-rust-runtime/issues/876'],
    fields: /^headers\.content-type$/,
    requests: ['a body without a type in the answer'],
  },
  {
    id: 'size-in-base64',
    what: 'A binary body of 4.5 to 6 MB reaches the server. It travels in base64, and an invocation takes 6 MB of that.',
    reason: '`dev` counts the bytes of the body.',
    sources: [AWS.lambdaQuotas, AWS.payload],
    fields: /./,
    requests: ['a body over 6 MB in base64'],
  },
  {
    id: 'latin-1',
    what: 'A response header that is not UTF-8 reaches the client; the adapter\'s answer is JSON, which cannot hold it, and the invocation fails.',
    reason: '`dev` passes bytes on.',
    sources: [`${RUST}/lambda-http/src/response.rs`],
    fields: /^(status|headers\.(x-text|content-type)|body)$/,
    requests: ['a header in Latin-1 in the answer'],
  },
];
