import type { OtherFunctions } from '../function/other-functions';
import type { LambdaGuard } from '../model';
import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { numberOf, textsOf } from '../values/json';
import type { Resolved } from '../values/resolved';

/** What identifies a caller, as far as `dev` knows it: stage variables are not among it. */
const IDENTITY_SOURCE = /^\$request\.(?:header|querystring)\.[^\s.]+$|^\$context\.(?:routeKey|stage|path|httpMethod)$/;

/** For the longest time that API Gateway keeps an answer. */
export const MAX_TTL_SECONDS = 3_600;

/** Reads the Lambda authorizer of a route, or says why `dev` cannot ask it, in words that follow `guarded by`. */
export function readLambdaGuard({ AuthorizerId }: Resource['properties'], resources: Resources, others: OtherFunctions): LambdaGuard | string {
  const authorizer = resources.named(AuthorizerId).find(({ type }) => type === 'AWS::ApiGatewayV2::Authorizer');
  if (!authorizer) return 'a Lambda authorizer that is not in this template';
  const { logicalId: id, properties } = authorizer;
  const whose = `the Lambda authorizer ${id}, whose`;
  if (properties.AuthorizerType !== 'REQUEST') return `the authorizer ${id}, which is not of type REQUEST`;
  const decides = others.at(properties.AuthorizerUri);
  if (!decides) return `${whose} AuthorizerUri is ${described(properties.AuthorizerUri)}, which names no function of this template`;
  if ('refusal' in decides) return `${whose} function ${decides.refusal}`;

  const payloadFormat = properties.AuthorizerPayloadFormatVersion;
  if (payloadFormat !== '1.0' && payloadFormat !== '2.0') return `${whose} AuthorizerPayloadFormatVersion must be "1.0" or "2.0" and is ${described(payloadFormat)}`;
  const { IdentitySource: sources = [], AuthorizerResultTtlInSeconds: ttl = 0 } = properties;
  const identitySource = textsOf(sources);
  if (!Array.isArray(sources) || identitySource.length < sources.length || !identitySource.every((source) => IDENTITY_SOURCE.test(source))) {
    return `${whose} IdentitySource is ${described(sources)}, and dev knows headers, parameters of the query, and route, stage, path and method of the context`;
  }
  const resultTtlSeconds = numberOf(ttl);
  if (resultTtlSeconds === undefined || resultTtlSeconds < 0 || resultTtlSeconds > MAX_TTL_SECONDS) {
    return `${whose} AuthorizerResultTtlInSeconds must be 0 to ${MAX_TTL_SECONDS} and is ${described(ttl)}`;
  }
  const simple = properties.EnableSimpleResponses ?? false;
  if (!isFlag(simple)) return `${whose} EnableSimpleResponses is ${described(simple)}`;
  return { kind: 'lambda', id, function: decides.logicalId, identitySource, payloadFormat, simpleResponses: String(simple) === 'true', resultTtlSeconds };
}

/** CloudFormation takes them as texts, too. */
const isFlag = (value: Resolved) => value === true || value === false || value === 'true' || value === 'false';
