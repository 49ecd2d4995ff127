import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sizeAdvice } from '../../src/artefact/advice';
import { measure } from '../../src/artefact/measure';

let directory: string;

beforeEach(() => { directory = realpathSync(mkdtempSync(join(tmpdir(), 'measure-'))); });

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), content);
}

const ZIP = "import sys, os, zipfile\nz = zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED)\n"
  + 'for d, _, fs in os.walk(sys.argv[1]):\n  for f in fs: z.write(os.path.join(d, f), os.path.relpath(os.path.join(d, f), sys.argv[1]))\nz.close()';

test('the archive is as large as the one that is uploaded, within a percent', async () => {
  write('server.mjs', 'const text = "hello";\n'.repeat(20_000));
  write('data/noise', randomBytes(300_000));
  for (let index = 0; index < 50; index++) write(`packages/file-${index}.txt`, `${index}\n`);
  const zip = join(dirname(directory), `${randomBytes(6).toString('hex')}.zip`);
  try {
    execFileSync('python3', ['-c', ZIP, directory, zip]);
    const { size } = statSync(zip);
    const { zipBytes, files, unpackedBytes } = await measure(directory);
    expect(Math.abs(zipBytes - size) / size).toBeLessThan(0.01);
    expect(files).toBe(52);
    expect(unpackedBytes).toBe(20_000 * 22 + 300_000 + 140);
  } finally {
    rmSync(zip, { force: true });
  }
});

test('packages of node_modules count by themselves, and a link as itself', async () => {
  write('node_modules/@acme/tools/lib/a.js', 'x'.repeat(3000));
  write('node_modules/zod/b.js', 'x'.repeat(2000));
  write('server.js', 'x'.repeat(1000));
  symlinkSync('server.js', join(directory, 'main.js'));
  expect((await measure(directory)).largest).toEqual([
    { path: 'node_modules/@acme/tools', bytes: 3000 }, { path: 'node_modules/zod', bytes: 2000 }, { path: 'server.js', bytes: 1000 }, { path: 'main.js', bytes: 9 },
  ]);
});

describe('what would make it smaller is said', () => {
  const MB = 1024 * 1024;
  const advice = (runtime: string, parts: Readonly<Record<string, number>>, unpackedBytes = 20 * MB) => sizeAdvice(
    runtime, directory, { files: 1, unpackedBytes, zipBytes: 9, largest: Object.entries(parts).map(([path, bytes]) => ({ path, bytes })) });

  test('of what the runtime has by itself', () => {
    expect(advice('python3.13', { boto3: MB, botocore: 5 * MB })).toEqual([
      'boto3 (1.0 MB), botocore (5.0 MB) come with the runtime python3.13: what needs no newer version of it can do without',
    ]);
    expect(advice('nodejs24.x', { 'node_modules/@aws-sdk/client-s3': 5 * MB })[0]).toMatch(/^node_modules\/@aws-sdk\/client-s3 \(5\.0 MB\) comes with the runtime/);
    expect(advice('provided.al2023', { botocore: 5 * MB, bootstrap: 5 * MB })).toEqual([]);
  });

  test('of packages that are not bundled, and of those for development where they are there', () => {
    const parts = { 'node_modules/zod': 3 * MB, 'node_modules/typescript': 2 * MB };
    expect(advice('nodejs24.x', parts)).toEqual([
      'node_modules is uploaded as it is: bundle = true in [build], or bundle of McpServerCode.nodejs, leaves what the server imports',
    ]);
    writeFileSync(join(directory, 'package.json'), '{"devDependencies":{"typescript":"5"}}');
    expect(advice('nodejs24.x', parts)).toEqual([expect.stringContaining('as it is, node_modules/typescript (2.0 MB) for development among them: bundle = true')]);
    expect(advice('nodejs24.x', { 'node_modules/zod': 3 * MB })).toEqual([expect.not.stringContaining('development')]);
  });

  test('only where it is worth it: a megabyte at least, and a tenth of the whole', () => {
    expect(advice('python3.13', { botocore: MB - 1 }, 2 * MB)).toEqual([]);
    expect(advice('nodejs24.x', { 'node_modules/zod': 3 * MB }, 40 * MB)).toEqual([]);
  });
});
