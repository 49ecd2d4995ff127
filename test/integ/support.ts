import { join } from 'node:path';
import { ExpectedResult, IApiCall, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { McpServerCode } from 'cdk-mcp-lambda';

/** The server of every app here. */
export const CODE = McpServerCode.nodejs(join(__dirname, 'server'), { entry: 'server.js' });

const ACCEPT = 'application/json, text/event-stream';

const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'integ', version: '1.0.0' } },
});

/** One stack that is deployed, asked and destroyed. */
export interface Deployed {
  readonly stack: Stack;
  readonly integ: IntegTest;
}

export function deployed(name: string): Deployed {
  const app = new App();
  const stack = new Stack(app, `cdk-mcp-lambda-${name}`);
  return { stack, integ: new IntegTest(app, name, { testCases: [stack] }) };
}

/** The first request of every client. */
export function initialize({ integ }: Deployed, url: string, headers: Record<string, string> = {}): IApiCall {
  return integ.assertions.httpApiCall(url, { method: 'POST', headers: { 'content-type': 'application/json', 'accept': ACCEPT, ...headers }, body: INITIALIZE });
}

/** The server's own answer to it. */
export const INITIALIZED = ExpectedResult.objectLike({ status: 200, body: { result: { serverInfo: { name: 'cdk-mcp-lambda-integ' } } } });

export function refused(status: number): ExpectedResult {
  return ExpectedResult.objectLike({ status });
}

/** A request with the same content as a function URL gives it to the function. */
export function initializeEvent(path: string): string {
  const http = { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'integ' };
  return JSON.stringify({
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', 'accept': ACCEPT, 'host': 'integ.invalid' },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'integ',
      domainName: 'integ.invalid',
      domainPrefix: 'integ',
      http,
      requestId: 'integ',
      routeKey: '$default',
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1767225600000,
    },
    body: INITIALIZE,
    isBase64Encoded: false,
  });
}
