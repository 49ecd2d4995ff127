import * as path from 'node:path';
import * as fc from 'fast-check';
import { elfFile } from './elf-file';
import { readElf } from '../../src/code/elf';
import { directoryOf } from '../support';

function factsOf(content: Buffer) {
  return readElf(path.join(directoryOf({ file: content }), 'file'));
}

test('it tells the machine, the loader and the newest glibc that is needed', () => {
  expect(factsOf(elfFile({ interpreter: '/lib/ld-linux-aarch64.so.1', versions: ['GLIBC_2.17', 'GLIBC_2.34', 'GLIBC_2.9', 'GCC_3.0'] })))
    .toEqual({ machine: 'arm64', interpreter: '/lib/ld-linux-aarch64.so.1', glibc: '2.34' });
});

test('a static executable has neither loader nor glibc', () => {
  expect(factsOf(elfFile({ machine: 0x3e }))).toEqual({ machine: 'x86_64', interpreter: undefined, glibc: undefined });
});

test('versions are compared as numbers', () => {
  expect(factsOf(elfFile({ versions: ['GLIBC_2.4', 'GLIBC_2.28', 'GLIBC_2.3.4'] }))?.glibc).toBe('2.28');
  expect(factsOf(elfFile({ versions: ['GLIBC_2.2.5', 'GLIBC_2.2'] }))?.glibc).toBe('2.2.5');
});

test('a version that is not needed does not count', () => {
  expect(factsOf(elfFile({ versions: ['GLIBC_2.17', '?GLIBC_2.38'] }))?.glibc).toBe('2.17');
});

test('relative relocations are a mark of glibc 2.36', () => {
  expect(factsOf(elfFile({ versions: ['GLIBC_2.17', 'GLIBC_ABI_DT_RELR'] }))?.glibc).toBe('2.36');
});

test('the program that runs this test is read like any other', () => {
  const facts = readElf(process.execPath);
  expect(facts === undefined || /^(x86_64|arm64|ELF machine)/.test(facts.machine)).toBe(true);
});

test('what is damaged is left out, and nothing of it gets into a message', () => {
  const whole = elfFile({ interpreter: '/lib/ld-linux-aarch64.so.1', versions: ['GLIBC_2.17', 'GLIBC_2.34'] });
  fc.assert(fc.property(fc.nat(whole.length), fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }), (length, changes) => {
    const content = Buffer.from(whole.subarray(0, length));
    changes.filter(([at]) => at < content.length).forEach(([at, byte]) => {
      content[at] = byte;
    });
    const facts = factsOf(content);
    expect(facts?.interpreter ?? '').toMatch(/^[\x20-\x7e]*$/);
    expect(facts?.glibc ?? '2.0').toMatch(/^\d+(\.\d+)+$/);
  }), { numRuns: 300 });
});
