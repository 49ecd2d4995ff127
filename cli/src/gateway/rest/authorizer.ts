import { methodArn, requestEvent, RestAsked, tokenEvent } from './authorizer-event';
import { lastOf, queryValues } from './query';
import { FUNCTION_ERROR } from '../../functions/runtime-api';
import { RestLambdaGuard, RestRouteFacts } from '../../template/model';
import { isObject, JsonObject, objectOf } from '../../template/values/json';
import { KeptResults } from '../authorizer/kept-results';
import { decisionOf, Statements, statementsOf } from '../authorizer/policy';
import { newTraceId } from '../event/invocation';
import { Now } from '../front/throttle';
import { functionRequest, functionResult } from '../function/function-request';
import { CallFunction } from '../invoke';
import { Refusal } from '../refusal';

/** As long as API Gateway waits for other functions; what holds for authorizers is not documented. */
const LIMIT_MS = 29_000;

/** What an authorizer throws by this very name is no failure of it: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html */
const UNAUTHORIZED = 'Unauthorized';

/** What an authorizer has returned. Its policy is evaluated for each method anew. */
interface Verdict {
  readonly statements: Statements;
  /** `requestContext.authorizer`: who it is, and what the authorizer tells of them. */
  readonly context: Readonly<Record<string, string>>;
  /** The API key that it names. */
  readonly usageKey?: string;
}

/** Who may call, as an authorizer says. */
export type Caller = Pick<Verdict, 'context' | 'usageKey'>;

/** Throws a `Refusal` where the caller may not call the method. */
export type Authorize = (guard: RestLambdaGuard, asked: RestAsked) => Promise<Caller>;

/**
 * Asks the Lambda authorizers of a REST API. What one has decided counts for all methods that it guards, in one stage.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function restAuthorizers(routes: readonly RestRouteFacts[], call: CallFunction, now: Now): Authorize {
  const guards = routes.flatMap(({ guard }) => guard?.kind === 'rest-lambda' ? guard : []);
  const kept = new Map(guards.map(({ id, resultTtlSeconds }) => [id, new KeptResults<Verdict>(resultTtlSeconds * 1000, now)]));
  const ask = async (guard: RestLambdaGuard, identity: readonly string[], asked: RestAsked): Promise<Verdict> => {
    const traceId = newTraceId(asked.invocation.arrivedAt);
    const event = guard.type === 'TOKEN' ? tokenEvent(identity[0], asked) : requestEvent(asked);
    const outcome = await call(guard.function, functionRequest(JSON.stringify(event), traceId), LIMIT_MS);
    if ('refusal' in outcome) throw failed(guard, outcome.refusal.message);
    const { headers, body } = outcome.answer;
    if (headers.includes(FUNCTION_ERROR) && saysUnauthorized(body)) {
      throw new Refusal('unauthorized', `the Lambda authorizer ${guard.id} failed with "${UNAUTHORIZED}"`);
    }
    return verdictOf(resultOf(guard, outcome.answer), guard);
  };
  return async (guard, asked) => {
    const identity = identityOf(guard, asked);
    const results = guard.resultTtlSeconds > 0 && identity.length > 0 ? kept.get(guard.id) : undefined;
    const key = JSON.stringify([asked.stage, ...identity]);
    const known = results?.get(key);
    const verdict = known ?? await ask(guard, identity, asked);
    if (!known) results?.set(key, verdict);
    const decision = decisionOf(verdict.statements, methodArn(asked));
    if (decision !== 'allowed') throw denied(guard, decision, verdict, known !== undefined);
    return verdict;
  };
}

/** What identifies the caller. Throws a `Refusal` where a part of it is missing: the function is not asked then. */
function identityOf({ id, identitySource, validation }: RestLambdaGuard, asked: RestAsked): string[] {
  const found = identitySource.map((source) => valueAt(source, asked));
  const absent = identitySource.filter((_, index) => !found[index]);
  const notAsked = (why: string) => new Refusal('unauthorized', `the Lambda authorizer ${id} was not asked: ${why}`);
  if (absent.length > 0) throw notAsked(`nothing in ${absent.join(' and ')}`);
  const identity = found as string[];
  if (validation !== undefined && !new RegExp(validation).test(identity[0])) throw notAsked(`the token does not fit its validation expression ${validation}`);
  return identity;
}

/** What stands at an identity source: `method.request.header.<name>`, `method.request.querystring.<name>`, or `context.path` and some more. */
function valueAt(source: string, { invocation, headers, stage, resourcePath }: RestAsked): string | undefined {
  const context = /^context\.(\w+)$/.exec(source)?.[1];
  if (context !== undefined) {
    return { httpMethod: invocation.method, path: invocation.sentPath, resourcePath, stage }[context];
  }
  const [, place, name] = /^method\.request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  if (place === 'querystring') return lastOf(queryValues(invocation.query))[name];
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}

function saysUnauthorized(body: Buffer): boolean {
  try {
    return objectOf(JSON.parse(body.toString())).errorMessage === UNAUTHORIZED;
  } catch {
    return false;
  }
}

function resultOf(guard: RestLambdaGuard, answer: Parameters<typeof functionResult>[0]): unknown {
  try {
    return functionResult(answer);
  } catch (error) {
    throw failed(guard, (error as Error).message);
  }
}

function verdictOf(result: unknown, guard: RestLambdaGuard): Verdict {
  const { principalId, policyDocument, context = {}, usageIdentifierKey } = isObject(result) ? result : {} as JsonObject;
  const misconfigured = (what: string) => new Refusal('authorizer-misconfigured', `the Lambda authorizer ${guard.id}: it returned ${what}`);
  if (typeof principalId !== 'string') throw misconfigured('no principalId that is a text');
  const statements = statementsOf(policyDocument);
  if (!statements) throw misconfigured('no policyDocument with statements');
  const told = Object.entries(isObject(context) ? context : {});
  if (!isObject(context) || told.some(([, value]) => typeof value === 'object' && value !== null)) throw misconfigured('a context with more than texts, numbers and booleans');
  return {
    statements,
    context: { principalId, ...Object.fromEntries(told.map(([name, value]) => [name, String(value)])) },
    ...typeof usageIdentifierKey === 'string' ? { usageKey: usageIdentifierKey } : {},
  };
}

const failed = ({ id }: RestLambdaGuard, why: string) => new Refusal('authorizer-failed', `the Lambda authorizer ${id}: ${why}`);

function denied({ id }: RestLambdaGuard, decision: 'denied' | 'unmatched', { context }: Verdict, before: boolean): Refusal {
  const how = decision === 'denied' ? 'denied' : 'not allowed';
  const variables = Object.fromEntries(Object.entries(context).map(([name, value]) => [`authorizer.${name}`, value]));
  return new Refusal('access-denied', `${how} by the Lambda authorizer ${id}${before ? ', as it has answered before' : ''}`, DENIED[decision], variables);
}

/** As reported: https://repost.aws/knowledge-center/api-gateway-403-error-lambda-authorizer has the shorter of both for an explicit denial. */
const DENIED = {
  denied: 'User is not authorized to access this resource with an explicit deny in an identity-based policy',
  unmatched: 'User is not authorized to access this resource',
};
