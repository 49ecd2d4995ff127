import type { Client } from '@modelcontextprotocol/client';
import { CLIENT_CHECKS, connected, MODERN_CHECKS, REVISIONS } from './client-checks';
import type { Door, OpenDoor } from './doors';
import { callSlowTool, PLAIN_CHECKS, type Slowness } from './plain-checks';

/** What every door keeps to: asks the same of a server through each of them. */
export function describeContract(doors: readonly Door[]): void {
  // The tool of forty seconds runs beside all other checks.
  jest.setTimeout(90_000);

  const opened = new Map<string, OpenDoor>();
  const slowness = new Map<string, Promise<Slowness>>();

  beforeAll(async () => {
    for (const { name, open } of doors) {
      const door = await open();
      opened.set(name, door);
      slowness.set(name, callSlowTool(door.url));
    }
  });
  afterAll(async () => Promise.all([...opened.values()].map(async ({ close }) => close())));

  describe.each(doors)('$name', ({ name, streams }) => {
    const door = () => ({ url: opened.get(name)!.url, streams });

    describe.each(REVISIONS)('to a client of revision %s', (revision, mode) => {
      let client: Client;
      beforeAll(async () => {
        client = await connected(door().url, mode);
        expect(client.getNegotiatedProtocolVersion()).toBe(revision);
      });
      afterAll(async () => client.close());

      it.each([...CLIENT_CHECKS, ...revision === '2026-07-28' ? MODERN_CHECKS : []])('$name', async ({ run }) => run(client, door()));
    });

    it.each(PLAIN_CHECKS)('$name', async ({ run }) => run(door()));

    it(streams ? 'waits for a tool of forty seconds' : 'gives a tool of forty seconds up after thirty', async () => {
      const { status, body, ms } = await slowness.get(name)!;
      if (streams) {
        expect({ status, isResult: body.includes('counted to 40') }).toEqual({ status: 200, isResult: true });
        expect(body.match(/"progress":\d+/g)).toHaveLength(40);
        expect(ms).toBeGreaterThan(40_000);
      } else {
        expect({ status, body: JSON.parse(body) as unknown }).toEqual({ status: 503, body: { message: 'Service Unavailable' } });
        expect(ms).toBeGreaterThan(28_000);
        expect(ms).toBeLessThan(40_000);
      }
    });
  });
}
