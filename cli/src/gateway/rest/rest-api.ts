import { randomUUID } from 'node:crypto';
import { compileFront } from './front';
import { gatewayResponse } from './gateway-response';
import { extendedId } from './ids';
import { restHead, restReply } from './integration-reply';
import { acceptsBinary, isBinaryType } from './media-types';
import { restServerRequest } from './server-request';
import { AdapterFacts, MockFacts, RestApiDoor } from '../../template/model';
import { Admitted, Answered, Api, Streamed } from '../api';
import { compileThrottle, Now } from '../front/throttle';
import { Reply } from '../reply';

/** A REST API with Lambda proxy integrations. */
export function restApi(door: RestApiDoor, { removeBasePath: basePath }: AdapterFacts, now: Now): Api {
  const { binaryMediaTypes, gatewayResponses, stages } = door;
  const find = compileFront(door);
  const throttle = compileThrottle(stages, now);
  return {
    check: (method, path) => void find(method, path),
    admit: async (request, invocation): Promise<Admitted | Streamed | Answered> => {
      const { headers, rawHeaders, socket: { localPort: port } } = request;
      const { stage, path, route } = find(invocation.method, invocation.sentPath);
      throttle(stage, route.key);
      if (route.mock) return { reply: mockReply(route.mock) };
      const [, resourcePath] = route.key.split(' ');
      const isBinary = isBinaryType(binaryMediaTypes, headers['content-type']);
      const ahead = {
        integrationTimeoutMs: route.integrationTimeoutMs,
        send: (body: Buffer | null) => restServerRequest({ invocation, stage, path, resourcePath, rawHeaders, body, isBinary, port, basePath }),
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
  };
}

function mockReply({ status, headers }: MockFacts): Reply {
  return { status, headers: status === 204 ? headers : ['content-type', 'application/json', ...headers], body: Buffer.alloc(0) };
}
