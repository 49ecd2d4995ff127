import { randomUUID } from 'node:crypto';
import { WORDS } from './words';
import { AccessKey } from '../../issuer/access-key';
import { FunctionUrlDoor, ServedServer } from '../../template/model';
import { ACCOUNT } from '../../template/values/local-ids';
import { adapterAnswer, unreadableHead } from '../answer/adapter-answer';
import { remappedHeaders } from '../answer/remapped-headers';
import { returnedReply } from '../answer/returned-headers';
import { Admitted, Answered, Api, Streamed } from '../api';
import { iamContext } from '../authorizer/iam-authorizer';
import { signerOf } from '../authorizer/signer';
import { serverRequest } from '../event/server-request';
import { compileCors } from '../front/cors';
import { Refusal, unserved } from '../refusal';

/** What a body is called that has no type. */
const DEFAULT_TYPE = 'application/json';
const DEFAULT_STREAMED_TYPE = 'application/octet-stream';

/** Who a caller is that nobody asks. */
const ANONYMOUS = 'anonymous';

/** A function URL, with payload format 2.0: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
export function functionUrl({ region, function: { adapter } }: ServedServer, door: FunctionUrlDoor, accessKey: AccessKey | undefined): Api {
  const { logicalId, routes: [route], streams, cors: facts, forbidden } = door;
  const cors = facts && compileCors(facts);
  const corsFor = (origin: string | undefined) => cors && origin !== undefined ? cors.actual(origin) : [];
  const check = () => {
    if (route.unserved !== undefined) throw unserved(`the function URL ${logicalId}`, route.unserved);
    if (forbidden !== undefined) throw new Refusal('access-denied', forbidden);
  };
  return {
    check,
    admit: async (request, invocation, readBody): Promise<Admitted | Streamed | Answered> => {
      const { headers: { origin, 'access-control-request-method': wanted }, rawHeaders, socket: { localPort: port } } = request;
      if (cors && invocation.method === 'OPTIONS' && origin !== undefined && wanted !== undefined) {
        return { reply: { status: 200, headers: cors.preflight(origin), body: Buffer.alloc(0) } };
      }
      check();
      const { method, sentPath, query } = invocation;
      const signer = route.guard && await signerOf({ method, path: sentPath, query, rawHeaders, body: readBody }, { service: 'lambda', region }, accessKey);
      const caller = signer ? { accountId: ACCOUNT, authorizer: iamContext(signer) } : { accountId: ANONYMOUS, authorizer: undefined };
      const ahead = {
        integrationTimeoutMs: route.integrationTimeoutMs,
        send: (body: Buffer | null) => serverRequest({
          invocation, stage: '$default', routeKey: route.key, ...caller, rawHeaders, body, port, basePath: adapter.removeBasePath,
        }),
      };
      // Also where the server has some of its own: both are sent.
      const added = (traceId: string) => [...corsFor(origin), 'x-amzn-trace-id', traceId];
      if (!streams) {
        return {
          ...ahead,
          answer: (answer, { traceId }) => {
            const returned = adapterAnswer(answer, '2.0');
            if ('failure' in returned) throw new Refusal('function-failed', returned.failure);
            const { status, headers, body } = returnedReply({ ...answer, body: returned.body }, undefined, DEFAULT_TYPE);
            return { status, headers: [...remappedHeaders(headers, DEFAULT_TYPE), ...added(traceId)], body };
          },
        };
      }
      return {
        ...ahead,
        head: ({ status, headers }, { traceId }) => {
          const failure = unreadableHead(headers);
          if (failure !== undefined) throw new Refusal('function-failed', failure);
          return { status, headers: [...remappedHeaders(headers, DEFAULT_STREAMED_TYPE), ...added(traceId)] };
        },
      };
    },
    refuse: ({ kind, words }, invocation) => {
      const { status, body, errorType } = WORDS[kind];
      return {
        status,
        headers: ['content-type', 'application/json', ...errorType === undefined ? [] : ['x-amzn-errortype', errorType], ...kind === 'unknown-origin' ? [] : corsFor(invocation?.origin)],
        body: Buffer.from(words === undefined ? body : JSON.stringify({ Message: words })),
      };
    },
    newRequestId: randomUUID,
    ids: (requestId) => ['x-amzn-requestid', requestId],
    limitsHead: false,
  };
}
