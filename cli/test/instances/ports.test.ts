import { createServer } from 'node:net';
import { returnPort, takePort } from '../../src/instances/ports';

test('a port is free, given once, and none that a program gets by asking for any', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, takePort));
  expect(new Set(ports).size).toBe(50);
  for (const port of ports) {
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(32_768);
  }
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(ports[0], '127.0.0.1', resolve));
  await new Promise((resolve) => server.close(resolve));
  ports.forEach(returnPort);
});
