/** What of functions without the adapter and of Lambda authorizers AWS's documents leave open. */
export const FUNCTION_NOTES: ReadonlyArray<readonly [subject: string, dev: string, known: string]> = [
  ['the runtime', 'this machine\'s own Node or `python3`, whatever version the template names; OS-only runtimes as they are', 'a choice: streamed answers, layers and extensions are not there'],
  ['a Node handler that uses neither promise nor callback', 'null, when nothing is left to do', '[documented](https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html) in other words'],
  ['a `callback` while other work goes on', 'the answer is sent at once', 'AWS waits for an empty event loop, unless `callbackWaitsForEmptyEventLoop` is false'],
  ['what is returned without `statusCode`', '200 `application/json`; a text as it is, null as `null`', '[documented](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html) for objects and texts'],
  ['a malformed response', '500; a `statusCode` may be a text of digits from 200 to 599', '500 is documented, what counts as malformed is not'],
  ['the resource of a policy', 'the path of the request, with `local` as the API\'s id', 'the form is documented, by one example'],
  ['conditions in a policy', 'allow nothing and deny all', 'a choice: `dev` does not evaluate them'],
  ['a policy without `principalId`', 'counts', 'not known; REST APIs refuse it'],
  ['no `context` in the response', '`requestContext.authorizer.lambda` is null', 'not known'],
  ['no `AuthorizerResultTtlInSeconds`', 'nothing is kept', '[documented](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html) is that one can turn it on'],
  ['a denial', 'is kept like an admission; 403 `{"message":"Forbidden"}`', 'that responses are kept is documented, for which of them is not'],
  ['an authorizer that fails, or takes over 10 s', '500 `{"message":"Internal Server Error"}`', '[the limit](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html) is documented'],
];
