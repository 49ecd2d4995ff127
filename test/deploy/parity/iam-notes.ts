/** What `dev` does with signatures where AWS's documents are silent: not compared here, as ministack looks at none. */
export const IAM_NOTES: ReadonlyArray<readonly [subject: string, dev: string, known: string]> = [
  [
    'no signature, a bad one, another key, at an HTTP API',
    '403 `{"message":"Forbidden"}`, without a challenge',
    '[seen](https://github.com/aws/aws-cdk/issues/21182) by others where the caller lacks a permission; other words for the rest are not documented',
  ],
  [
    'the same at a REST API',
    '403 `Missing Authentication Token`, `The request signature we calculated does not match …`, `Signature expired`, `The security token included in the request is invalid.`; '
      + 'a token in place of a signature is `IncompleteSignatureException`',
    '[documented](https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden) with the error types, but for the last, which is reported with longer words',
  ],
  [
    'the same at a function URL',
    '403 `{"Message":"Forbidden. …"}` without a signature; the words of a REST API for a bad one',
    'seen by others for [a bad signature](https://repost.aws/questions/QUPuq7VvHJRwWxVA3XJIgNKQ/post-request-to-presigned-aws-lambda-function-url-with-unsigned-payload) '
      + 'and [an unknown key](https://github.com/jamesmbourne/aws4-axios/issues/1553); the error types are not documented',
  ],
  ['the time', 'five minutes, in both directions', '[documented](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html) for AWS "in most cases", for the past'],
  [
    'a signed query',
    'taken, for 1 s to 7 days, as `X-Amz-Expires` says, which must be there',
    'both ways are [documented](https://docs.aws.amazon.com/IAM/latest/UserGuide/aws-signing-authentication-methods.html) for AWS; '
      + 'for API Gateway they are [said](https://github.com/floci-io/floci/pull/2895) by others',
  ],
  ['what must be signed', '`host`, and `x-amz-date` in the header\'s way; other headers with `x-amz-` may stand unsigned', 'all of them should be signed; what is refused is not documented'],
  ['`x-amz-content-sha256`', 'must be the hash of the body; `UNSIGNED-PAYLOAD` is refused', '[documented](https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html) for function URLs, and not known here'],
  ['the path', 'as sent, encoded once more, with empty and dot segments removed', '[documented](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html) for all services but S3'],
  ['`requestContext.authorizer.iam`', '`cognitoIdentity` and `principalOrgId` are null, `callerId` is `userId`', '[documented](https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html) for function URLs, whose events have this format'],
  [
    '`requestContext.identity` of a REST API', '`accessKey`, `accountId`, `userArn`, and the user\'s id as `caller` and `user`',
    '[documented](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html); that both have the id is not',
  ],
  ['a domain before the API', 'the path is signed that the client has, with the base path', 'not documented'],
  ['policies', 'not looked at: the key may call every route', 'on AWS the caller needs `execute-api:Invoke`, for a function URL `lambda:InvokeFunctionUrl` and `lambda:InvokeFunction`'],
];
