import { Asked, Authorization, Authorizer } from './authorization';
import { valueAt } from './identity-source';
import { KeptResults } from './kept-results';
import { authorizerEvent, routeArn } from './lambda-event';
import { allows, Statements, statementsOf } from './policy';
import { LambdaGuard } from '../../template/model';
import { isObject, JsonObject } from '../../template/values/json';
import { newTraceId } from '../event/invocation';
import { functionRequest, functionResult } from '../function/function-request';
import { CallFunction } from '../invoke';
import { Refusal } from '../refusal';
import { gatewayReply } from '../reply';

/** How long API Gateway waits for an authorizer: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const LIMIT_MS = 10_000;

/** What an authorizer has returned. A policy is evaluated for each route anew. */
export type Verdict = ({ readonly isAuthorized: boolean } | { readonly statements: Statements }) & {
  /** What it tells the function of the caller. */
  readonly context: JsonObject | null;
};

/**
 * A Lambda authorizer of an HTTP API. Throws a `Refusal` where its function fails: clients read that as a failure of the server.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function lambdaAuthorizer(guard: LambdaGuard, kept: KeptResults<Verdict>, call: CallFunction): Authorizer {
  const ask = async (identity: readonly string[], asked: Asked): Promise<Verdict> => {
    const traceId = newTraceId(asked.invocation.arrivedAt);
    const outcome = await call(guard.function, functionRequest(authorizerEvent(guard, identity, traceId, asked), traceId), LIMIT_MS);
    if ('refusal' in outcome) throw failed(guard, outcome.refusal.message);
    return verdictOf(functionResult(outcome.answer), guard);
  };
  return {
    authorize: async (asked) => {
      const identity = guard.identitySource.map((source) => valueAt(source, asked));
      if (!identity.every((value): value is string => value !== undefined && value !== '')) return missing(guard, identity);
      const keeps = guard.resultTtlSeconds > 0 && identity.length > 0;
      const key = JSON.stringify(identity);
      const known = keeps ? kept.get(key) : undefined;
      const verdict = known ?? await ask(identity, asked);
      if (keeps && !known) kept.set(key, verdict);
      const admitted = 'isAuthorized' in verdict ? verdict.isAuthorized : allows(verdict.statements, routeArn(asked));
      return admitted ? { admitted, context: { lambda: verdict.context } } : denied(guard, known !== undefined);
    },
  };
}

function verdictOf(result: unknown, guard: LambdaGuard): Verdict {
  const { isAuthorized, policyDocument, context = null } = isObject(result) ? result : {} as JsonObject;
  if (context !== null && !isObject(context)) throw failed(guard, 'its context is no object');
  if (guard.simpleResponses) {
    if (typeof isAuthorized !== 'boolean') throw failed(guard, 'it returned no isAuthorized, which EnableSimpleResponses asks for');
    return { isAuthorized, context };
  }
  const statements = statementsOf(policyDocument);
  if (!statements) throw failed(guard, 'it returned no policyDocument with statements; isAuthorized counts with EnableSimpleResponses alone');
  return { statements, context };
}

const failed = ({ id }: LambdaGuard, why: string) => new Refusal('function-failed', `the Lambda authorizer ${id}: ${why}`);

function missing({ id, identitySource }: LambdaGuard, identity: readonly (string | undefined)[]): Authorization {
  const absent = identitySource.filter((_, index) => !identity[index]).join(' and ');
  return { admitted: false, reply: gatewayReply(401, 'Unauthorized'), failure: `the Lambda authorizer ${id} was not asked: nothing in ${absent}` };
}

function denied({ id }: LambdaGuard, before: boolean): Authorization {
  return { admitted: false, reply: gatewayReply(403, 'Forbidden'), failure: `denied by the Lambda authorizer ${id}${before ? ', as it has answered before' : ''}` };
}
