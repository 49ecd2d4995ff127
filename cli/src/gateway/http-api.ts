import { integrationReply } from './answer/integration-reply';
import { Admitted, Answered, Api } from './api';
import { AuthorizerOptions, compileAuthorizers } from './authorizer/authorizer';
import { newRequestId } from './event/invocation';
import { serverRequest } from './event/server-request';
import { compileCors } from './front/cors';
import { Front } from './front/front';
import { httpEventPath } from './front/stage';
import { compileThrottle } from './front/throttle';
import { functionReply } from './function/function-reply';
import { eventRequest, functionResult } from './function/function-request';
import { RefusalKind } from './refusal';
import { gatewayReply } from './reply';
import { HttpApiDoor, ServedServer } from '../template/model';

/** What an HTTP API answers by itself. What is no route or limit of it is documented for none of the kinds. */
const WORDS: Readonly<Record<RefusalKind, readonly [status: number, message: string]>> = {
  'unreadable': [400, 'Bad Request'],
  'malformed-path': [400, 'Bad Request'],
  'client-gone': [400, 'Bad Request'],
  'unauthorized': [401, 'Unauthorized'],
  'access-denied': [403, 'Forbidden'],
  'no-key': [403, 'Forbidden'],
  // That a caller without the permission reads this is seen; whether a bad signature makes other words is not known.
  'signature-missing': [403, 'Forbidden'],
  'signature-malformed': [403, 'Forbidden'],
  'signature-scope': [403, 'Forbidden'],
  'signature-expired': [403, 'Forbidden'],
  'signature-unknown-key': [403, 'Forbidden'],
  'signature-mismatch': [403, 'Forbidden'],
  'unknown-host': [403, 'Forbidden'],
  'unknown-origin': [403, 'Forbidden'],
  'no-stage': [404, 'Not Found'],
  'no-route': [404, 'Not Found'],
  'slow-head': [408, 'Request Timeout'],
  // Both limits are documented, and these answers are not.
  'body-too-large': [413, 'Request Entity Too Large'],
  'event-too-large': [413, 'Request Entity Too Large'],
  'throttled': [429, 'Too Many Requests'],
  'quota-exceeded': [429, 'Too Many Requests'],
  'head-too-large': [431, 'Request Header Fields Too Large'],
  'authorizer-failed': [500, 'Internal Server Error'],
  'authorizer-misconfigured': [500, 'Internal Server Error'],
  'function-failed': [500, 'Internal Server Error'],
  'unserved': [501, 'Not Implemented'],
  'overtime': [503, 'Service Unavailable'],
  // What clients get for Lambda's 429 is not documented; HTTP APIs are reported to say that the service is unavailable.
  'function-throttled': [503, 'Service Unavailable'],
  'account-throttled': [503, 'Service Unavailable'],
};

/** An HTTP API, with payload format 2.0. */
export function httpApi(server: ServedServer, door: HttpApiDoor, options: AuthorizerOptions): Api {
  const { region, function: { adapter: { removeBasePath: basePath } } } = server;
  const cors = door.cors && compileCors(door.cors);
  const front = new Front(door, cors);
  const throttle = compileThrottle(door.stages, options.now);
  const authorizerOf = compileAuthorizers(door.routes, options);
  return {
    check: (method, path) => void front.decide(method, path, {}),
    admit: async (request, arrived, readBody): Promise<Admitted | Answered> => {
      const { headers, rawHeaders, socket: { localPort: port } } = request;
      const { method, sentPath } = arrived;
      const step = front.decide(method, sentPath, headers);
      if (step.kind === 'preflight') return step;
      const { stage, route, path } = step;
      const invocation = step.mapped ? { ...arrived, sentPath: httpEventPath(step, sentPath) } : arrived;
      throttle(stage, route.key);
      const authorization = await authorizerOf(route)?.authorize({
        invocation, headers, rawHeaders, length: Number(headers['content-length'] ?? 0), stage, route, sentPath, path, port, region, body: readBody,
      });
      if (authorization?.admitted === false) return authorization;
      const parts = { invocation, stage, routeKey: route.key, authorizer: authorization?.context, rawHeaders, port };
      const corsHeaders = cors && (headers.origin === undefined ? [] : cors.actual(headers.origin));
      if (route.function !== undefined) {
        return {
          function: route.function,
          integrationTimeoutMs: route.integrationTimeoutMs,
          send: (body) => eventRequest({ ...parts, body, path }),
          answer: (answer) => functionReply(functionResult(answer), corsHeaders),
        };
      }
      return {
        integrationTimeoutMs: route.integrationTimeoutMs,
        send: (body) => serverRequest({ ...parts, body, basePath }),
        answer: (answer) => integrationReply(answer, corsHeaders),
      };
    },
    refuse: ({ kind, words }) => {
      const [status, message] = WORDS[kind];
      return gatewayReply(status, words ?? message);
    },
    newRequestId,
    ids: (requestId) => ['apigw-requestid', requestId],
    limitsHead: true,
  };
}
