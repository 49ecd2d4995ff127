import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { readZip } from '../../src/private/zip';
import { directoryOf, elf } from '../support';
import { zipOf } from '../support-zip';

function archive(content: Buffer): string {
  return path.join(directoryOf({ 'layer.zip': content }), 'layer.zip');
}

test('of each named file the mode and the first bytes are read, compressed or not', () => {
  const file = archive(zipOf({
    'extensions/lambda-adapter': { content: Buffer.concat([elf(0xb7), Buffer.alloc(100_000, 1)]) },
    'bootstrap': { content: '#!/bin/sh\n', mode: 0o100644, stored: true },
    'other': { content: 'x' },
  }, 'a comment'));
  const [adapter, bootstrap, ...none] = readZip(file, ['extensions/lambda-adapter', 'bootstrap', 'missing'])!;
  expect(adapter).toMatchObject({ name: 'extensions/lambda-adapter', mode: 0o100755 });
  expect(adapter.head.subarray(0, 64)).toEqual(elf(0xb7));
  expect(bootstrap).toEqual({ name: 'bootstrap', mode: 0o100644, head: Buffer.from('#!/bin/sh\n') });
  expect(none).toEqual([]);
});

test('it reads what another program has written', () => {
  const directory = directoryOf({ 'extensions/lambda-adapter': elf(0x3e), 'bootstrap': '#!/bin/sh\n' });
  const script = 'import shutil, sys; shutil.make_archive(sys.argv[1] + "/layer", "zip", sys.argv[1] + "/extensions", ".")';
  const { status } = spawnSync('python3', ['-c', script, directory]);
  expect(status).toBe(0);
  expect(readZip(path.join(directory, 'layer.zip'), ['lambda-adapter'])).toMatchObject([{ mode: 0o100755, head: elf(0x3e) }]);
});

test('a file that is no archive has no entries to tell of', () => {
  expect(readZip(archive(Buffer.from('no archive')), ['a'])).toBeUndefined();
  expect(readZip(archive(Buffer.alloc(0)), ['a'])).toBeUndefined();
});

test('no content makes it throw, wherever an archive is broken', () => {
  const whole = zipOf({ a: { content: 'x'.repeat(50) }, b: { content: 'y', stored: true } });
  fc.assert(fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, byte, length) => {
    const broken = Buffer.from(whole);
    broken[at] = byte;
    expect(() => readZip(archive(broken), ['a', 'b'])).not.toThrow();
    expect(() => readZip(archive(broken.subarray(0, length)), ['a', 'b'])).not.toThrow();
  }), { numRuns: 200 });
});
