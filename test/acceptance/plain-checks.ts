import { once } from 'node:events';
import type { Reached } from './doors';
import { begin, PlainRequest, sendPlain, toolCall } from './plain-request';
import { META } from '../examples/quickstart-process';

/** What is checked by hand: no client does it, or shows what comes of it. */
export interface PlainCheck {
  readonly name: string;
  readonly run: (door: Reached) => Promise<void>;
}

/** A request, and status and code of what is to come of it. */
const answers = (name: string, request: PlainRequest, status: number, code?: number): PlainCheck => ({
  name,
  run: async ({ url }) => {
    const answer = await sendPlain(url, request);
    expect({ status: answer.status, code: answer.code }).toEqual({ status, code });
  },
});

const UNKNOWN_VERSION = '2099-01-01';
const VERSION = 'io.modelcontextprotocol/protocolVersion';

/** Half a minute of counting, seen from its first step. */
const LONG = toolCall('count', { to: 2, seconds: 15 }, { progressToken: 1 });

/** Forty steps of a second: longer than an HTTP API waits. */
const SLOW = toolCall('count', { to: 40, seconds: 1 }, { progressToken: 1 });

export const PLAIN_CHECKS: readonly PlainCheck[] = [
  answers('takes a notification of 2025-11-25 with 202', {
    headers: { 'mcp-protocol-version': '2025-11-25' }, message: { method: 'notifications/initialized' },
  }, 202),
  answers('takes a notification of 2026-07-28 with 202', {
    message: { method: 'notifications/cancelled', params: { requestId: 7, _meta: META } },
  }, 202),
  answers('has no stream to GET', { method: 'GET', headers: { 'mcp-protocol-version': undefined } }, 405, -32000),
  answers('has no session to DELETE', { method: 'DELETE', headers: { 'mcp-protocol-version': undefined } }, 405, -32000),
  answers('refuses a version that it does not know', {
    headers: { 'mcp-protocol-version': UNKNOWN_VERSION },
    message: { id: 1, method: 'tools/list', params: { _meta: { ...META, [VERSION]: UNKNOWN_VERSION } } },
  }, 400, -32022),
  answers('refuses a header that says something else than the body', {
    headers: { 'mcp-method': 'prompts/list' }, message: { id: 1, method: 'tools/list', params: { _meta: META } },
  }, 400, -32020),
  answers('does not find a method that there is not', { message: { id: 1, method: 'tools/unknown', params: { _meta: META } } }, 404, -32601),
  {
    name: 'asks for input, and takes the response to it',
    run: async ({ url }) => {
      const able = { 'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } } };
      const asked = await sendPlain(url, toolCall('greet', {}, able));
      expect(asked.body).toContain('"resultType":"input_required"');
      expect(asked.body).toContain('"inputRequests":{"who"');
      const { headers, message } = toolCall('greet', {}, able);
      const inputResponses = { who: { action: 'accept', content: { name: 'Grace' } } };
      const greeted = await sendPlain(url, { headers, message: { ...message!, params: { ...message!.params, inputResponses } } });
      expect(greeted.body).toContain('Hello, Grace');
    },
  },
  {
    name: 'answers others when a client has gone in the middle of an answer',
    run: async ({ url, streams }) => {
      const short = toolCall('count', { to: 1, seconds: 0.01 }, { progressToken: 1 });
      const response = await begin(url, streams ? LONG : short);
      response.destroy();
      const { status, body } = await sendPlain(url, toolCall('length', { text: 'abc' }));
      expect({ status, length: /"length":(\d+)/.exec(body)?.[1] }).toEqual({ status: 200, length: '3' });
    },
  },
  {
    name: 'gives the first event at once where it streams, and all at the end where it does not',
    run: async ({ url, streams }) => {
      const seconds = streams ? 15 : 1;
      const started = performance.now();
      const response = await begin(url, toolCall('count', { to: 1, seconds }, { progressToken: 1 }));
      const [first] = await once(response, 'data') as [Buffer];
      const ms = performance.now() - started;
      response.destroy();
      expect(response.headers['content-type']).toMatch('text/event-stream');
      expect(first.toString()).toContain('"progress":1');
      expect(first.toString().includes('counted to 1')).toBe(!streams);
      expect(ms < seconds * 1000).toBe(streams);
    },
  },
];

/** What came of the slow tool, and after how long. */
export interface Slowness {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

/** Calls the tool of 40 seconds. */
export async function callSlowTool(url: string): Promise<Slowness> {
  const started = performance.now();
  const { status, body } = await sendPlain(url, SLOW);
  return { status, body, ms: performance.now() - started };
}
