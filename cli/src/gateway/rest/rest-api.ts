import { randomUUID } from 'node:crypto';
import { compileFront } from './front';
import { gatewayResponse } from './gateway-response';
import { extendedId } from './ids';
import { restReply } from './integration-reply';
import { acceptsBinary, isBinaryType } from './media-types';
import { restServerRequest } from './server-request';
import { AdapterFacts, MockFacts, RestApiDoor } from '../../template/model';
import { Admitted, Answered, Api } from '../api';
import { restEventPath, waysIn } from '../front/stage';
import { compileThrottle, Now } from '../front/throttle';
import { Reply } from '../reply';

/** A REST API with Lambda proxy integrations that buffer. */
export function restApi(door: RestApiDoor, { removeBasePath: basePath }: AdapterFacts, now: Now): Api {
  const { binaryMediaTypes, gatewayResponses, stages } = door;
  const find = compileFront(door);
  const throttle = compileThrottle(stages, now);
  return {
    check: (method, path) => void find(method, path),
    admit: async (request, invocation): Promise<Admitted | Answered> => {
      const { headers, rawHeaders, socket: { localPort: port } } = request;
      const { route, ...way } = find(invocation.method, invocation.sentPath);
      const { stage } = way;
      throttle(stage, route.key);
      if (route.mock) return { reply: mockReply(route.mock) };
      const [, resourcePath] = route.key.split(' ');
      const path = restEventPath(way, invocation.sentPath);
      const isBinary = isBinaryType(binaryMediaTypes, headers['content-type']);
      return {
        integrationTimeoutMs: route.integrationTimeoutMs,
        send: (body) => restServerRequest({ invocation, stage, path, resourcePath, rawHeaders, body, isBinary, port, basePath }),
        answer: (answer, { traceId }) => restReply(answer, { traceId, binary: acceptsBinary(binaryMediaTypes, headers.accept) }),
      };
    },
    refuse: (refusal, invocation) =>
      gatewayResponse(gatewayResponses, refusal, invocation, invocation && waysIn(door, invocation.sentPath)[0]?.stage),
    newRequestId: randomUUID,
    ids: (requestId) => ['x-amzn-requestid', requestId, 'x-amz-apigw-id', extendedId(requestId)],
  };
}

function mockReply({ status, headers }: MockFacts): Reply {
  return { status, headers: status === 204 ? headers : ['content-type', 'application/json', ...headers], body: Buffer.alloc(0) };
}
