import { ServerRequest } from './exchange';
import { LambdaFacts } from '../template/model';
import { ACCOUNT } from '../template/values/local-ids';

/** Where an instance logs to: `2026/11/22/[$LATEST]` and an id of its own, as Lambda names it. */
export interface LogStream {
  readonly group: string;
  readonly name: string;
}

/** Makes the Lambda context of an invocation as the adapter serialises it; but for three fields it is the instance's. */
export function lambdaContexts(facts: LambdaFacts, region: string, log: LogStream): (request: ServerRequest) => string {
  const lasting = JSON.stringify({
    invoked_function_arn: invokedArn(facts, region),
    client_context: null,
    identity: null,
    tenant_id: null,
    env_config: {
      function_name: facts.functionName,
      memory: facts.memoryMb,
      version: facts.version,
      log_stream: log.name,
      log_group: log.group,
    },
  }).slice(1);
  const limitMs = facts.timeoutSeconds * 1000;
  // Both ids are made by this program and need no escapes.
  return ({ requestId, traceId }) => `{"request_id":"${requestId}","deadline":${Date.now() + limitMs},"xray_trace_id":"${traceId}",${lasting}`;
}

/** The ARN by which the function is invoked, with the alias where there is one. */
export function invokedArn({ functionName, alias }: LambdaFacts, region: string): string {
  return `arn:aws:lambda:${region}:${ACCOUNT}:function:${functionName}${alias === undefined ? '' : `:${alias}`}`;
}
