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

test('what the runtime has by itself is named, and packages for development', () => {
  const measured = (path: string) => ({ files: 1, unpackedBytes: 9, zipBytes: 9, largest: [{ path, bytes: 5 * 1024 * 1024 }] });
  expect(sizeAdvice('python3.13', measured('botocore'))).toEqual([expect.stringMatching(/^botocore \(5\.0 MB\) comes with the runtime python3\.13/)]);
  expect(sizeAdvice('nodejs24.x', measured('node_modules/@aws-sdk/client-s3'))).toHaveLength(2);
  expect(sizeAdvice('nodejs24.x', measured('node_modules/typescript'))).toEqual([expect.stringMatching(/bundle = true/)]);
  expect(sizeAdvice('provided.al2023', measured('bootstrap'))).toEqual([]);
});
