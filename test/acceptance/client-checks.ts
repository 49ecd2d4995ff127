import { Client, StreamableHTTPClientTransport, type VersionNegotiationMode } from '@modelcontextprotocol/client';
import type { Reached } from './doors';

/** What is checked with the official client. */
export interface ClientCheck {
  readonly name: string;
  readonly run: (client: Client, door: Reached) => Promise<void>;
}

/** Both eras of the protocol. */
export const REVISIONS: readonly (readonly [revision: string, mode: VersionNegotiationMode])[] = [
  ['2025-11-25', 'legacy'],
  ['2026-07-28', { pin: '2026-07-28' }],
];

/** A client that says its name where it is asked for it. */
export async function connected(url: string, mode: VersionNegotiationMode): Promise<Client> {
  const client = new Client({ name: 'acceptance', version: '1.0.0' }, { versionNegotiation: { mode }, capabilities: { elicitation: { form: {} } } });
  client.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: { name: 'Ada' } }));
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return client;
}

const MEGABYTE = 1024 * 1024;

const lengthOf = async (client: Client, length: number) => {
  const { structuredContent } = await client.callTool({ name: 'length', arguments: { text: 'x'.repeat(length) } });
  expect(structuredContent).toEqual({ length });
};

/** In both eras. */
export const CLIENT_CHECKS: readonly ClientCheck[] = [
  {
    name: 'lists tools, resources and prompts',
    run: async (client) => {
      expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(expect.arrayContaining(['length', 'count', 'greet']));
      expect((await client.listResources()).resources.map(({ uri }) => uri)).toEqual(expect.arrayContaining(['note://one']));
      expect((await client.listPrompts()).prompts.map(({ name }) => name)).toEqual(expect.arrayContaining(['review']));
    },
  },
  { name: 'calls a tool', run: async (client) => lengthOf(client, 3) },
  { name: 'sends a body of a megabyte', run: async (client) => lengthOf(client, MEGABYTE) },
  {
    name: 'reads a resource, with all of its letters',
    run: async (client) => {
      const { contents } = await client.readResource({ uri: 'note://one' });
      expect(contents).toEqual([{ uri: 'note://one', mimeType: 'text/plain', text: 'Grüße, 世界' }]);
    },
  },
  {
    name: 'gets a prompt',
    run: async (client) => {
      const { messages } = await client.getPrompt({ name: 'review', arguments: { what: 'this' } });
      expect(messages).toEqual([{ role: 'user', content: { type: 'text', text: 'Review this' } }]);
    },
  },
  {
    name: 'is told of each step',
    run: async (client) => {
      const steps: number[] = [];
      await client.callTool({ name: 'count', arguments: { to: 3, seconds: 0.01 } }, { onprogress: ({ progress }) => steps.push(progress) });
      expect(steps).toEqual([1, 2, 3]);
    },
  },
  {
    name: 'cancels a call, and then makes another',
    run: async (client, { streams }) => {
      const leaving = new AbortController();
      const leave = () => leaving.abort('enough');
      // Through a door that buffers nothing is heard of the tool before its end.
      const seconds = streams ? 5 : 0.1;
      const call = client.callTool({ name: 'count', arguments: { to: 2, seconds } }, { signal: leaving.signal, onprogress: streams ? leave : () => undefined });
      if (!streams) setImmediate(leave);
      await expect(call).rejects.toThrow('enough');
      await lengthOf(client, 1);
    },
  },
];

/** Asking back takes a session in the older era, and these servers have none. */
export const MODERN_CHECKS: readonly ClientCheck[] = [
  {
    name: 'is asked for its name and greeted by it',
    run: async (client) => {
      const { content } = await client.callTool({ name: 'greet', arguments: {} });
      expect(content).toEqual([{ type: 'text', text: 'Hello, Ada' }]);
    },
  },
];
