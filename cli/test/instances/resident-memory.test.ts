import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { memoryReader } from '../../src/instances/resident-memory';

// Other systems are asked anew each time.
const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux.each([
  ['counts for the new one, once groups are read anew', 0, true],
  ['is not looked for while groups are remembered', 60_000, false],
])('a process that has left its group %s', async (_name, rememberedMs, counts) => {
  const read = memoryReader(rememberedMs)!;
  const child = spawn('/bin/sh', ['-c', 'read go; exec setsid /bin/sh -c "echo gone; read end"'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const held = async () => (await read([child.pid!], 1_000)).get(child.pid!)!;
  try {
    expect(await held()).toBe(0);
    child.stdin.write('\n');
    await once(child.stdout, 'data');
    expect(await held() > 0).toBe(counts);
  } finally {
    child.stdin.end();
    await once(child, 'exit');
  }
});
