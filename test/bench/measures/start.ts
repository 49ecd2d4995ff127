import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endDev, startDev } from '../dev-process';
import { ADD, Connection } from '../load/mcp-call';
import { atMost, Row, row } from '../row';
import { median } from '../statistics';
import { synthesise } from '../synthesise';
import { Workspace } from '../workspace';

const RUNS = 7;
const START = atMost(1000);

/** From the start of the process to the first answer of a tool: of `dev` with a synthesised assembly, and of the server alone. */
export async function start({ directory, quickstart, server }: Workspace): Promise<Row[]> {
  const assembly = join(directory, 'start.out');
  await synthesise(quickstart, assembly);
  const [throughDev, alone]: number[][] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    throughDev.push(await startOfDev(assembly));
    alone.push(await startOfServer(server));
  }
  return [
    row('start of dev to the first answer, without synthesis', median(throughDev), 'ms', START, `median of ${RUNS}`),
    row('start of the server alone to the first answer', median(alone), 'ms', undefined, `median of ${RUNS}`),
  ];
}

async function startOfDev(assembly: string): Promise<number> {
  const started = performance.now();
  const program = startDev(assembly);
  try {
    const { url } = await program.ready();
    return await firstAnswer(url, started);
  } finally {
    await endDev(program);
  }
}

async function startOfServer(directory: string): Promise<number> {
  const started = performance.now();
  const server = spawn(process.execPath, ['server.cjs'], { cwd: directory, env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = () => void server.kill();
  process.once('exit', kill); // should the bench be interrupted
  try {
    const [line] = await once(createInterface({ input: server.stdout }), 'line') as [string];
    return await firstAnswer(line.replace('Listening on ', ''), started);
  } finally {
    process.off('exit', kill);
    server.kill();
    await once(server, 'exit');
  }
}

async function firstAnswer(url: string, started: number): Promise<number> {
  const connection = new Connection(url);
  await connection.call(ADD);
  await connection.close();
  return performance.now() - started;
}
