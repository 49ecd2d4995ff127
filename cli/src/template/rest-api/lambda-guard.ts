import { readTokenCheck } from './token-check';
import type { OtherFunctions } from '../function/other-functions';
import { MAX_TTL_SECONDS } from '../http-api/lambda-guard';
import type { RestLambdaGuard } from '../model';
import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { numberOf, textOf } from '../values/json';

/** What identifies a caller, as far as `dev` knows it: stage variables are not among it. */
const IDENTITY_SOURCE = /^method\.request\.(?:header|querystring)\.[^\s.]+$|^context\.(?:httpMethod|path|resourcePath|stage)$/;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-authorizer.html */
const DEFAULT_TTL_SECONDS = 300;

/** Reads the Lambda authorizer of a method, or says why `dev` cannot ask it, in words that follow `guarded by`. */
export function readRestLambdaGuard({ AuthorizerId }: Resource['properties'], resources: Resources, others: OtherFunctions): RestLambdaGuard | string {
  const authorizer = resources.named(AuthorizerId).find(({ type }) => type === 'AWS::ApiGateway::Authorizer');
  if (!authorizer) return 'a Lambda authorizer that is not in this template';
  const { logicalId: id, properties } = authorizer;
  const { Type: type, AuthorizerUri, IdentitySource, IdentityValidationExpression: expression, AuthorizerResultTtlInSeconds: ttl } = properties;
  const whose = `the Lambda authorizer ${id}, whose`;
  if (type !== 'TOKEN' && type !== 'REQUEST') return `the authorizer ${id}, whose Type is ${described(type)}`;
  const decides = others.at(AuthorizerUri);
  if (!decides) return `${whose} AuthorizerUri is ${described(AuthorizerUri)}, which names no function of this template`;
  if ('refusal' in decides) return `${whose} function ${decides.refusal}`;

  const identitySource = IdentitySource === undefined ? [] : textOf(IdentitySource)?.split(',').map((source) => source.trim());
  if (!identitySource?.every((source) => IDENTITY_SOURCE.test(source)) || type === 'TOKEN' && identitySource.length !== 1) {
    return `${whose} IdentitySource is ${described(IdentitySource)}, and dev knows headers, parameters of the query, and method, path, resource and stage of the context`;
  }
  const validation = expression === undefined || expression === '' ? undefined : textOf(expression);
  if (type === 'TOKEN' && expression !== undefined && expression !== '' && !isExpression(validation)) {
    return `${whose} IdentityValidationExpression is ${described(expression)}, which is no regular expression that dev can read`;
  }
  const resultTtlSeconds = ttl === undefined ? DEFAULT_TTL_SECONDS : numberOf(ttl);
  if (resultTtlSeconds === undefined || resultTtlSeconds < 0 || resultTtlSeconds > MAX_TTL_SECONDS) {
    return `${whose} AuthorizerResultTtlInSeconds must be 0 to ${MAX_TTL_SECONDS} and is ${described(ttl)}`;
  }
  const facts = others.facts.find(({ logicalId }) => logicalId === decides.logicalId);
  const tokens = facts && readTokenCheck(authorizer, identitySource, facts, resources);
  return {
    kind: 'rest-lambda',
    id,
    function: decides.logicalId,
    type,
    identitySource,
    ...type === 'TOKEN' && validation !== undefined ? { validation } : {},
    resultTtlSeconds,
    ...tokens === undefined ? {} : { tokens },
  };
}

function isExpression(text: string | undefined): boolean {
  try {
    return text !== undefined && new RegExp(text) !== undefined;
  } catch {
    return false;
  }
}
