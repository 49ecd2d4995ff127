import { Difference } from './compare';

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
export const OPEN: readonly Difference[] = [];
