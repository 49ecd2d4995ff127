import type { Client } from '@modelcontextprotocol/client';
import { describeExample } from './example-suite';

describeExample('python', { server: 'python', command: 'exec python3 build/server.py', unknownHost: 421, more: readsTheResource });

function readsTheResource(connected: () => Client): void {
  test('reads the resource, with the greeting of app.ts', async () => {
    const { contents: [content] } = await connected().readResource({ uri: 'instance://current' });
    expect(content).toMatchObject({ uri: 'instance://current', mimeType: 'application/json' });
    expect(JSON.parse((content as { text: string }).text)).toEqual({ greeting: 'Hello from AWS Lambda', pid: expect.any(Number) });
  });
}
