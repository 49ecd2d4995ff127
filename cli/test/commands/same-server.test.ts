import { sameServer } from '../../src/commands/same-server';
import { FunctionFacts, LambdaFacts } from '../../src/template/model';
import { lambdaFacts } from '../functions/running-functions';
import { servedServer, stageFacts } from '../served-server';

const asset = (run: number, letter: string) => `/tmp/mcp-lambda-dev-abcdef/${run}/asset.${letter.repeat(64)}`;

const server = (codeDirectory: string, facts: Partial<FunctionFacts> = {}) => servedServer({}, { codeDirectory, ...facts });

test('the same facts with an asset of the same hash are the same server, wherever it lies and whatever is said about it', () => {
  const next = { ...server(asset(2, 'a')), notices: [{ id: 'new', message: 'A new notice.' }] };
  expect(sameServer(server(asset(1, 'a')), next, ['/app/app.ts'])).toBe(true);
});

test('other code, another setting of the function or of the gateway makes another server', () => {
  const old = server(asset(1, 'a'));
  expect(sameServer(old, server(asset(2, 'b')), [])).toBe(false);
  expect(sameServer(old, server(asset(2, 'a'), { memoryMb: 512 }), [])).toBe(false);
  expect(sameServer(old, server(asset(2, 'a'), { environment: { LEVEL: 'debug' } }), [])).toBe(false);
  expect(sameServer(old, servedServer({ stages: [stageFacts({ throttle: { rateLimit: 1 } })] }, { codeDirectory: asset(2, 'a') }), [])).toBe(false);
});

test('code that is served where it was written is another one when a file of it has changed', () => {
  const old = server('/app/build');
  expect(sameServer(old, old, ['/app/build2/server.js', '/app/app.ts'])).toBe(true);
  expect(sameServer(old, old, ['/app/build/lib/server.js'])).toBe(false);
});

test('functions beside the server count like the server', () => {
  const beside = (codeDirectory: string, facts: Partial<LambdaFacts> = {}) => servedServer({ functions: [lambdaFacts({ codeDirectory, ...facts })] }, { codeDirectory: asset(1, 'a') });
  const old = beside(asset(1, 'f'));
  expect(sameServer(old, beside(asset(2, 'f')), [])).toBe(true);
  expect(sameServer(old, beside(asset(2, 'e')), [])).toBe(false);
  expect(sameServer(old, beside(asset(2, 'f'), { environment: { LEVEL: 'debug' } }), [])).toBe(false);
  expect(sameServer(beside('/app/other'), beside('/app/other'), ['/app/other/index.js'])).toBe(false);
});
