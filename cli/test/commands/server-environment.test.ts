import { LOCAL_ORIGIN } from '../../src/template/model';
import { fixture, servedServer } from '../served-server';
import { endPrograms, startProgram } from './running-program';

afterEach(endPrograms);

const host = { ...process.env, AWS_ACCESS_KEY_ID: 'the-developers', AWS_SECRET_ACCESS_KEY: 'the-developers', AWS_PROFILE: 'the-developers', EDITOR: 'vi' };

test.each([
  ['the asset', undefined],
  ['a command', `node ${fixture('server')}/server.js`],
])('the process of %s has the template\'s environment with the printed origin, and no AWS credentials', async (_, command) => {
  const program = startProgram(servedServer({}, { environment: { MCP_PUBLIC_URL: LOCAL_ORIGIN } }), { command }, host);
  const { url } = await program.ready();
  const environment = await (await fetch(new URL('/environment', url))).json() as Record<string, string>;
  expect(environment).toMatchObject({ MCP_PUBLIC_URL: new URL(url).origin, AWS_LAMBDA_FUNCTION_NAME: 'demo', PORT: String(program.instances[0].port) });
  expect(Object.values(environment)).not.toContain('the-developers');
  expect(environment.EDITOR).toBe(command === undefined ? undefined : 'vi');
});
