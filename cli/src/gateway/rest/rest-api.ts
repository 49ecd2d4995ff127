import { randomUUID } from 'node:crypto';
import { compileKeys } from './api-keys';
import { restAuthorizers } from './authorizer';
import { compileFront } from './front';
import { gatewayResponse } from './gateway-response';
import { extendedId } from './ids';
import { restHead, restReply } from './integration-reply';
import { acceptsBinary, isBinaryType } from './media-types';
import { restServerRequest } from './server-request';
import { MockFacts, RestApiDoor, ServedServer } from '../../template/model';
import { Admitted, Answered, Api, Streamed } from '../api';
import { compileThrottle, Now } from '../front/throttle';
import { CallFunction } from '../invoke';
import { Reply } from '../reply';

/** A REST API with Lambda proxy integrations. */
export function restApi({ region, function: { adapter } }: ServedServer, door: RestApiDoor, now: Now, call: CallFunction): Api {
  const { binaryMediaTypes, gatewayResponses, stages, routes } = door;
  const { removeBasePath: basePath } = adapter;
  const find = compileFront(door);
  const throttle = compileThrottle(stages, now);
  const authorize = restAuthorizers(routes, call, now);
  const keyOf = compileKeys(door);
  return {
    check: (method, path) => void find(method, path),
    admit: async (request, invocation): Promise<Admitted | Streamed | Answered> => {
      const { headers, rawHeaders, socket: { localPort: port } } = request;
      const { stage, path, route } = find(invocation.method, invocation.sentPath);
      throttle(stage, route.key);
      const [, resourcePath] = route.key.split(' ');
      const admitted = route.guard && await authorize(route.guard, { invocation, headers, rawHeaders, stage, path, resourcePath, region });
      const caller = { context: admitted?.context, apiKey: route.asksForKey && keyOf(stage, headers, admitted) };
      if (route.mock) return { reply: mockReply(route.mock) };
      const isBinary = isBinaryType(binaryMediaTypes, headers['content-type']);
      const ahead = {
        integrationTimeoutMs: route.integrationTimeoutMs,
        send: (body: Buffer | null) => (
          restServerRequest({ invocation, stage, path, resourcePath, caller, rawHeaders, body, isBinary, port, basePath })),
      };
      if (route.streamIdleMs !== undefined) {
        return { ...ahead, idleTimeoutMs: route.streamIdleMs, head: (head, { traceId }) => restHead(head, traceId) };
      }
      return {
        ...ahead,
        answer: (answer, { traceId }) => restReply(answer, { traceId, binary: acceptsBinary(binaryMediaTypes, headers.accept) }),
      };
    },
    refuse: (refusal, invocation) => gatewayResponse(gatewayResponses, refusal, invocation),
    newRequestId: randomUUID,
    ids: (requestId) => ['x-amzn-requestid', requestId, 'x-amz-apigw-id', extendedId(requestId)],
    limitsHead: true,
  };
}

function mockReply({ status, headers, body }: MockFacts): Reply {
  const typed = status === 204 || headers.includes('content-type') ? [] : ['content-type', body?.mediaType ?? 'application/json'];
  return { status, headers: [...typed, ...headers], body: Buffer.from(body?.text ?? '') };
}
