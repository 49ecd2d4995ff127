import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGuardian } from '../../src/instances/guardian';
import { makeScratch } from '../../src/instances/scratch';
import { fixture } from '../served-server';
import { assembly, spawnDev } from './dev-process';
import { allGone, endPrograms, Program } from './running-program';

let directory: string;
let temporary: string;

beforeEach(() => {
  // What a shell might take for its own language must not matter.
  directory = mkdtempSync(join(tmpdir(), 'mcp-lambda-test-\'$(x) '));
  temporary = join(directory, 'tmp');
  mkdirSync(temporary);
});

afterEach(async () => {
  await endPrograms();
  rmSync(directory, { recursive: true });
});

/** Runs an app whose assembly is ready, with a temporary directory of its own. */
function run(): Program {
  assembly(directory, fixture('server'));
  // An app that does no more than `cdk synth` has done before.
  return new Program(spawnDev(directory, ['dev', '--app', 'cp -R cdk.out/. "$CDK_OUTDIR"', '--port', '0', '--json'], { ...process.env, TMPDIR: temporary }));
}

const left = () => readdirSync(temporary).filter((name) => name.startsWith('mcp-lambda-'));

const childrenOf = (pid: number) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).map(Number);

test.each(['SIGKILL', 'SIGINT'] as const)('after %s the temporary directory is gone', async (signal) => {
  const program = run();
  await program.ready();
  expect(left()).toHaveLength(1);
  const children = childrenOf(program.child.pid!);
  program.child.kill(signal);
  await program.result;
  await allGone(children);
  expect(left()).toEqual([]);
  expect(existsSync(join(directory, 'cdk.out/manifest.json'))).toBe(true);
}, 60_000);

test('the guardian removes nothing that is not the program\'s own', async () => {
  const scratch = await makeScratch();
  for (const path of [directory, tmpdir(), join(scratch, 'sub'), `${scratch}/..`, '/', 'mcp-lambda-relative']) {
    expect(() => startGuardian(path)).toThrow('may be removed');
  }
  await startGuardian(scratch).close();
  expect(existsSync(scratch)).toBe(false);
});
