import { lambdaFacts } from '../functions/running-functions';
import { routeFacts, servedServer } from '../served-server';
import { allGone, endPrograms, startProgram } from './running-program';

afterEach(endPrograms);

test.each(['SIGKILL', 'SIGINT'] as const)('after %s no process of a function is left', async (signal) => {
  const program = startProgram(servedServer({ routes: [routeFacts('GET /mcp'), routeFacts('GET /other', { function: 'Other' })], functions: [lambdaFacts()] }));
  const { url } = await program.ready();
  const { pid } = await (await fetch(url.replace('/mcp', '/other'))).json() as { pid: number };
  expect(program.instances.find((instance) => instance.function === 'Other')).toMatchObject({ pid });
  program.child.kill(signal);
  await program.result;
  await allGone(program.instances.map((instance) => instance.pid));
}, 30_000);
