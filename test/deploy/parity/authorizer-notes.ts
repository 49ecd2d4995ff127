/** What `dev` does with tokens where AWS's documents are silent: not compared here, as ministack says least about it. */
export const AUTHORIZER_NOTES: ReadonlyArray<readonly [subject: string, dev: string, known: string]> = [
  ['claims of a good token', 'strings; a list as `[a b]`, an object as JSON, null left out; `scopes` is null where the route asks for none', '[measured](https://github.com/floci-io/floci/pull/2011) by others'],
  ['`error_description`', '`the token does not have a valid audience`', '[documented](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html)'],
  [
    '`error_description`',
    '`token contains an invalid number of segments`, `tokenstring should not contain \'bearer \'`, `signing method … is invalid`, `issuer does not match`, `expected scopes: […]`, '
      + '`OIDC discovery endpoint communication error`, `JWKS communication error`',
    'seen in answers and logs, [one of them here](https://github.com/aws/serverless-application-model/issues/1300)',
  ],
  ['`error_description` of any other refusal', 'words of our own', 'not known: a client should read the status and `error` alone'],
  ['the prefix `Bearer`', 'may be missing; in any other spelling it is taken for a part of the token', 'the prefix is documented, its spelling is not'],
  ['algorithms', 'RS256 to RS512 and PS256 to PS512', 'documented are "RSA-based" ones, without names'],
  ['a token without `exp`', 'refused', 'not known'],
  ['an unknown `kid`', 'the keys are fetched again, at most every 5 s', 'not known; AWS advises to publish a new key before it is used'],
  ['keys out of reach', '401; those that are cached count for two hours', 'two hours and 1.5 s a fetch are documented, 401 is seen'],
];
