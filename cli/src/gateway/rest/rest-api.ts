import { randomUUID } from 'node:crypto';
import { compileCallers, RestOptions } from './caller';
import { compileFront } from './front';
import { restEventRequest, restFunctionReply } from './function';
import { gatewayResponse } from './gateway-response';
import { extendedId } from './ids';
import { restHead, restReply } from './integration-reply';
import { acceptsBinary, isBinaryType } from './media-types';
import { restServerRequest } from './server-request';
import { MockFacts, RestApiDoor, ServedServer } from '../../template/model';
import { Admitted, Answered, Api, Streamed } from '../api';
import { restEventPath, waysIn } from '../front/stage';
import { compileThrottle } from '../front/throttle';
import { functionResult } from '../function/function-request';
import { Reply } from '../reply';

/** A REST API with Lambda proxy integrations. */
export function restApi({ region, function: { adapter } }: ServedServer, door: RestApiDoor, options: RestOptions): Api {
  const { binaryMediaTypes, gatewayResponses, stages } = door;
  const { removeBasePath: basePath } = adapter;
  const find = compileFront(door);
  const throttle = compileThrottle(stages, options.now);
  const callerOf = compileCallers(door, options);
  return {
    check: (method, path) => void find(method, path),
    admit: async (request, invocation, readBody): Promise<Admitted | Streamed | Answered> => {
      const { headers, rawHeaders, socket: { localPort: port } } = request;
      const { route, ...way } = find(invocation.method, invocation.sentPath);
      const { stage } = way;
      // A usage plan goes before the stage: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
      if (!route.asksForKey) throttle(stage, route.key);
      const [, resourcePath] = route.key.split(' ');
      const path = restEventPath(way, invocation.sentPath);
      const caller = await callerOf(route, { invocation, headers, rawHeaders, stage, path: way.path, resourcePath, region }, readBody);
      if (route.asksForKey) throttle(stage, route.key);
      if (route.mock) return { reply: mockReply(route.mock) };
      const isBinary = isBinaryType(binaryMediaTypes, headers['content-type']);
      const parts = { invocation, stage, path, resourcePath, caller, rawHeaders, isBinary, port };
      const binary = acceptsBinary(binaryMediaTypes, headers.accept);
      const { integrationTimeoutMs } = route;
      if (route.function !== undefined) {
        return {
          function: route.function,
          integrationTimeoutMs,
          send: (body) => restEventRequest({ ...parts, body }),
          answer: (answer, { traceId }) => restFunctionReply(functionResult(answer), { binary, traceId }),
        };
      }
      const ahead = { integrationTimeoutMs, send: (body: Buffer | null) => restServerRequest({ ...parts, body, basePath }) };
      if (route.streamIdleMs !== undefined) {
        return { ...ahead, idleTimeoutMs: route.streamIdleMs, head: (head, { traceId }) => restHead(head, traceId) };
      }
      return { ...ahead, answer: (answer, { traceId }) => restReply(answer, { traceId, binary }) };
    },
    refuse: (refusal, invocation) =>
      gatewayResponse(gatewayResponses, refusal, invocation, invocation && waysIn(door, invocation.sentPath)[0]?.stage),
    newRequestId: randomUUID,
    ids: (requestId) => ['x-amzn-requestid', requestId, 'x-amz-apigw-id', extendedId(requestId)],
    limitsHead: true,
  };
}

function mockReply({ status, headers, body }: MockFacts): Reply {
  const typed = status === 204 || headers.includes('content-type') ? [] : ['content-type', body?.mediaType ?? 'application/json'];
  return { status, headers: [...typed, ...headers], body: Buffer.from(body?.text ?? '') };
}
