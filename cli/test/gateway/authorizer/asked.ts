import { IncomingHttpHeaders } from 'node:http';
import { Asked } from '../../../src/gateway/authorizer/authorization';
import { RouteFacts } from '../../../src/template/model';

/** A request for the route with these headers. */
export const askedBy = (headers: IncomingHttpHeaders, route: RouteFacts): Asked => ({
  invocation: {
    requestId: 'a', arrivedAt: new Date(0), method: 'POST', sentPath: '/mcp', query: undefined, sourceIp: '127.0.0.1', host: 'localhost', userAgent: '', protocol: 'HTTP/1.1',
  },
  headers,
  rawHeaders: [],
  length: 0,
  stage: '$default',
  route,
  sentPath: '/mcp',
  path: '/mcp',
  port: 1,
  region: 'us-east-1',
  body: async () => null,
});
