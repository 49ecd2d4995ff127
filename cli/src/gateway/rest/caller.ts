import { compileKeys } from './api-keys';
import { restAuthorizers } from './authorizer';
import { RestAsked } from './authorizer-event';
import { RestCaller } from './request-context';
import { compileUsagePlans, PlanClocks } from './usage-plans';
import { RestApiDoor, RestRouteFacts } from '../../template/model';
import { AuthorizerOptions } from '../authorizer/authorizer';
import { signerOf } from '../authorizer/signer';
import { ReadBody } from '../event/request-body';

/** With what a REST API decides. */
export interface RestOptions extends AuthorizerOptions, PlanClocks {}

/** Finds out who calls a method. Throws a `Refusal` where they may not. */
export type FindCaller = (route: RestRouteFacts, asked: RestAsked, readBody: ReadBody) => Promise<RestCaller>;

/** Asks authorizers, checks signatures, and looks for keys, which their usage plans count. */
export function compileCallers(door: RestApiDoor, { call, now, date, accessKey }: RestOptions): FindCaller {
  const authorize = restAuthorizers(door.routes, call, now);
  const keyOf = compileKeys(door);
  const count = compileUsagePlans(door, { now, date });
  return async ({ key: routeKey, guard, asksForKey }, asked, body) => {
    const { invocation: { method, sentPath: path, query }, headers, rawHeaders, stage, region } = asked;
    const signer = guard?.kind === 'iam' ? await signerOf({ method, path, query, rawHeaders, body }, { service: 'execute-api', region }, accessKey) : undefined;
    const admitted = guard?.kind === 'rest-lambda' ? await authorize(guard, asked) : undefined;
    const apiKey = asksForKey && keyOf(stage, headers, admitted);
    if (apiKey) count(apiKey, stage, routeKey);
    return { context: admitted?.context, signer, apiKey };
  };
}
